import { buildsAreUnprivileged } from "../../../guardrails/rules/compute/builds-are-unprivileged";
import { buildsLog } from "../../../guardrails/rules/compute/builds-log";
import { containersAreUnprivileged } from "../../../guardrails/rules/compute/containers-are-unprivileged";
import { containersLog } from "../../../guardrails/rules/compute/containers-log";
import { imageTagsStay } from "../../../guardrails/rules/compute/image-tags-stay";
import { imagesAreScanned } from "../../../guardrails/rules/compute/images-are-scanned";
import { imagesAreTidied } from "../../../guardrails/rules/compute/images-are-tidied";
import { metadataByTokenOnly } from "../../../guardrails/rules/compute/metadata-by-token-only";
import { noPublicAddress } from "../../../guardrails/rules/compute/no-public-address";
import { volumesAreEncrypted } from "../../../guardrails/rules/compute/volumes-are-encrypted";
import { noSecretsInEnvironments } from "../../../guardrails/rules/secrets/no-secrets-in-environments";
import { noSecretsInState } from "../../../guardrails/rules/secrets/no-secrets-in-state";
import { secretsCanBeRestored } from "../../../guardrails/rules/secrets/secrets-can-be-restored";
import type { Attributes } from "../../../guardrails/workspace";
import { findings } from "../findings";

const instance = (attributes: Attributes) => ({ aws_instance: { i: attributes } });
const repository = (attributes: Attributes) => ({ aws_ecr_repository: { r: attributes } });
const task = (container: Attributes, more: Attributes = {}) => ({
  aws_ecs_task_definition: {
    t: { ...more, container_definitions: JSON.stringify([{ name: "web", ...container }]) },
  },
});
const TERRAFORM_WRITES = {
  aws_ecs_task_definition: { t: { container_definitions: "${jsonencode(local.containers)}" } },
};

describe("guard rails of compute", () => {
  it("CMP-001 finds an instance and a template that give metadata without a token", () => {
    expect(findings(metadataByTokenOnly, instance({}))).toEqual([
      "aws_instance.i: metadata_options.http_tokens = nothing",
    ]);
    expect(
      findings(metadataByTokenOnly, {
        aws_launch_template: { l: { metadata_options: { http_tokens: "optional" } } },
      }),
    ).toEqual(["aws_launch_template.l: metadata_options.http_tokens = optional"]);
    expect(
      findings(metadataByTokenOnly, instance({ metadata_options: { http_tokens: "required" } })),
    ).toEqual([]);
  });

  it("CMP-002 finds public addresses of instances and tasks", () => {
    expect(findings(noPublicAddress, instance({ associate_public_ip_address: true }))).toEqual([
      "aws_instance.i: associate_public_ip_address = true",
    ]);
    expect(
      findings(noPublicAddress, {
        aws_ecs_service: { s: { network_configuration: { assign_public_ip: true } } },
      }),
    ).toEqual(["aws_ecs_service.s: network_configuration.assign_public_ip = true"]);
  });

  it("CMP-002 accepts private ones", () => {
    expect(findings(noPublicAddress, instance({}))).toEqual([]);
    expect(
      findings(noPublicAddress, {
        aws_ecs_service: { s: { network_configuration: { assign_public_ip: false } } },
      }),
    ).toEqual([]);
  });

  it("CMP-002 finds a launch template that gives its instances public addresses", () => {
    const template = (...network_interfaces: object[]) =>
      findings(noPublicAddress, { aws_launch_template: { t: { network_interfaces } } });
    expect(template({ associate_public_ip_address: "true" })).toEqual([
      "aws_launch_template.t: associate_public_ip_address = true",
    ]);
    expect(template({ associate_public_ip_address: "false" })).toEqual([]);
    expect(template()).toEqual([]);
  });

  it("CMP-003 finds privileged containers and tasks in the host's process namespace", () => {
    expect(findings(containersAreUnprivileged, task({ privileged: true }, { pid_mode: "host" }))).toEqual([
      "aws_ecs_task_definition.t: web: privileged",
      "aws_ecs_task_definition.t: pid_mode = host",
    ]);
    expect(findings(containersAreUnprivileged, task({}))).toEqual([]);
    expect(findings(containersAreUnprivileged, TERRAFORM_WRITES)).toEqual([
      "?aws_ecs_task_definition.t: containers that Terraform writes",
    ]);
  });

  it("CMP-004 finds containers that log nowhere", () => {
    expect(findings(containersLog, task({}))).toEqual([
      "aws_ecs_task_definition.t: web: no logConfiguration",
    ]);
    expect(findings(containersLog, task({ logConfiguration: { logDriver: "awslogs" } }))).toEqual([]);
  });

  it("CMP-005 finds volumes that are not encrypted", () => {
    expect(findings(volumesAreEncrypted, { aws_ebs_volume: { v: { encrypted: false } } })).toEqual([
      "aws_ebs_volume.v: encrypted = false",
    ]);
    expect(findings(volumesAreEncrypted, instance({}))).toEqual([
      "aws_instance.i: root_block_device.encrypted = nothing",
    ]);
    expect(
      findings(volumesAreEncrypted, { aws_launch_template: { l: { block_device_mappings: [{ ebs: {} }] } } }),
    ).toEqual(["aws_launch_template.l: block_device_mappings.ebs.encrypted = nothing"]);
  });

  it("CMP-005 accepts encrypted ones", () => {
    expect(findings(volumesAreEncrypted, instance({ root_block_device: { encrypted: true } }))).toEqual([]);
    expect(
      findings(volumesAreEncrypted, {
        aws_launch_template: { l: { block_device_mappings: [{ ebs: { encrypted: "true" } }] } },
      }),
    ).toEqual([]);
  });

  it("CMP-006 finds a repository that does not scan", () => {
    const scanning = { image_scanning_configuration: { scan_on_push: true } };
    expect(findings(imagesAreScanned, repository({}))).toEqual([
      "aws_ecr_repository.r: image_scanning_configuration.scan_on_push = nothing",
    ]);
    expect(findings(imagesAreScanned, repository(scanning))).toEqual([]);
  });

  it("CMP-007 finds a repository whose tags move", () => {
    expect(findings(imageTagsStay, repository({ image_tag_mutability: "MUTABLE" }))).toEqual([
      "aws_ecr_repository.r: image_tag_mutability = MUTABLE",
    ]);
    expect(findings(imageTagsStay, repository({ image_tag_mutability: "IMMUTABLE" }))).toEqual([]);
  });

  it("CMP-008 finds a repository that is not tidied", () => {
    expect(findings(imagesAreTidied, repository({}))).toEqual(["aws_ecr_repository.r: no lifecycle policy"]);
    expect(
      findings(imagesAreTidied, {
        ...repository({}),
        aws_ecr_lifecycle_policy: { p: { repository: "${aws_ecr_repository.r.name}" } },
      }),
    ).toEqual([]);
  });
});

describe("guard rails of secrets", () => {
  it("SEC-001 finds whatever puts a secret into the state", () => {
    expect(
      findings(noSecretsInState, {
        aws_secretsmanager_secret_version: { s: { secret_string: "${random_password.p.result}" } },
        aws_db_instance: { d: { password: "${random_password.p.result}" } },
        aws_rds_cluster: { c: { master_password: "x" } },
        aws_ssm_parameter: { p: { type: "SecureString", value: "x" } },
        random_password: { p: { length: 32 } },
      }),
    ).toEqual([
      "aws_secretsmanager_secret_version.s: secret_string stated",
      "aws_db_instance.d: password stated",
      "aws_rds_cluster.c: master_password stated",
      "aws_ssm_parameter.p: value stated",
      "random_password.p: its result lies in the state",
    ]);
  });

  it("SEC-001 accepts write-only arguments and plain parameters", () => {
    expect(
      findings(noSecretsInState, {
        aws_secretsmanager_secret_version: {
          s: { secret_string_wo: "${ephemeral.random_password.p.result}" },
        },
        aws_db_instance: { d: { password_wo: "${ephemeral.random_password.p.result}" } },
        aws_rds_cluster: { c: { manage_master_user_password: true } },
        aws_ssm_parameter: { p: { type: "String", insecure_value: "latest" } },
      }),
    ).toEqual([]);
  });

  it.each(["DB_PASSWORD", "JWT_SECRET", "REDIS_AUTH_TOKEN", "STRIPE_API_KEY"])(
    "SEC-002 finds %s among clear variables",
    (name) => {
      expect(findings(noSecretsInEnvironments, task({ environment: [{ name, value: "x" }] }))).toEqual([
        `aws_ecs_task_definition.t: web: ${name} in clear text`,
      ]);
    },
  );

  it("SEC-002 accepts secrets by reference, and variables that say where one lies", () => {
    expect(
      findings(
        noSecretsInEnvironments,
        task({
          environment: [
            { name: "DB_PASSWORD_SECRET_ARN", value: "arn" },
            { name: "DB_HOST", value: "db" },
          ],
          secrets: [{ name: "DB_PASSWORD", valueFrom: "arn" }],
        }),
      ),
    ).toEqual([]);
  });

  it("SEC-003 wants a week to restore a protected secret", () => {
    const secret = (attributes: Attributes) => ({ aws_secretsmanager_secret: { s: attributes } });
    expect(findings(secretsCanBeRestored, secret({ recovery_window_in_days: 0 }))).toEqual([
      "aws_secretsmanager_secret.s: recovery_window_in_days = 0",
    ]);
    expect(findings(secretsCanBeRestored, secret({ recovery_window_in_days: 7 }))).toEqual([]);
    expect(findings(secretsCanBeRestored, secret({}))).toEqual([]);
    expect(findings(secretsCanBeRestored, secret({ recovery_window_in_days: 0 }), "disposable")).toEqual([]);
  });
});

describe("guard rails of builds", () => {
  const project = (attributes: object) => ({ aws_codebuild_project: { p: { ...attributes } } });

  it("CMP-009 finds a privileged build", () => {
    expect(findings(buildsAreUnprivileged, project({ environment: { privileged_mode: true } }))).toEqual([
      "aws_codebuild_project.p: environment.privileged_mode = true",
    ]);
    expect(findings(buildsAreUnprivileged, project({ environment: { privileged_mode: false } }))).toEqual([]);
    expect(findings(buildsAreUnprivileged, project({ environment: {} }))).toEqual([]);
    expect(
      findings(buildsAreUnprivileged, project({ environment: { privileged_mode: "${var.privileged}" } })),
    ).toEqual(["?aws_codebuild_project.p: environment.privileged_mode = ${var.privileged}"]);
  });

  it("CMP-010 finds a build without logs and accepts either place", () => {
    expect(findings(buildsLog, project({ logs_config: { s3_logs: { status: "DISABLED" } } }))).toEqual([
      "aws_codebuild_project.p: no logs_config that is enabled",
    ]);
    expect(findings(buildsLog, project({ logs_config: { s3_logs: { status: "ENABLED" } } }))).toEqual([]);
    expect(findings(buildsLog, project({ logs_config: { cloudwatch_logs: { status: "ENABLED" } } }))).toEqual(
      [],
    );
  });

  it("CMP-005 finds an account that leaves new volumes in clear text", () => {
    const byDefault = (enabled?: boolean) => ({ aws_ebs_encryption_by_default: { e: { enabled } } });
    expect(findings(volumesAreEncrypted, byDefault(false))).toEqual([
      "aws_ebs_encryption_by_default.e: enabled = false",
    ]);
    expect(findings(volumesAreEncrypted, byDefault(true))).toEqual([]);
    expect(findings(volumesAreEncrypted, byDefault())).toEqual([]);
  });
});
