import { isRecord } from "../provider/codec";
import type { Value } from "../provider/codec";
import type { Checks } from "./check";
import { providerDocs } from "./check";
import { containerFault } from "./containers";
import { isFargateSize } from "./fargate";
import { isSet } from "./paths";
import { policyFault } from "./policies";
import {
  amongst,
  between,
  conflicts,
  each,
  exactlyOne,
  json,
  known,
  length,
  oneOf,
  rule,
  shaped,
} from "./rules";

const TASK = providerDocs("aws_ecs_task_definition");
const SERVICE = providerDocs("aws_ecs_service");
const LAMBDA = providerDocs("aws_lambda_function");
const SIZES =
  "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size";
const ECS_NAME = /^[A-Za-z0-9_-]{1,255}$/;

const RUNTIMES =
  /^(nodejs(18|20|22|24)\.x|python3\.(9|1[0-4])|java(8\.al2|11|17|21|25)|dotnet(8|10)|ruby3\.[234]|provided\.al2(023)?)$/;

const RESERVED_VARIABLES = new Set(
  (
    "_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME " +
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME " +
    "AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN " +
    "AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR"
  ).split(" "),
);

function isFargate(config: Readonly<Record<string, Value>>): boolean {
  const wanted = config["requires_compatibilities"];
  return Array.isArray(wanted) && (wanted as readonly Value[]).includes("FARGATE");
}

/** Containers, functions and instances. */
export const COMPUTE: Checks = {
  aws_ecs_cluster: [
    shaped(
      "name",
      ECS_NAME,
      "must be 1 to 255 letters, digits, underscores and hyphens",
      providerDocs("aws_ecs_cluster"),
    ),
    oneOf("setting.name", ["containerInsights"], providerDocs("aws_ecs_cluster")),
    oneOf("setting.value", ["enabled", "disabled", "enhanced"], providerDocs("aws_ecs_cluster")),
  ],
  aws_ecs_task_definition: [
    shaped("family", ECS_NAME, "must be 1 to 255 letters, digits, underscores and hyphens", TASK),
    json(
      "container_definitions",
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
      containerFault,
    ),
    oneOf("network_mode", ["bridge", "host", "awsvpc", "none"], TASK),
    oneOf("requires_compatibilities", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"], TASK),
    oneOf("runtime_platform.cpu_architecture", ["X86_64", "ARM64"], TASK),
    between("ephemeral_storage.size_in_gib", 21, 200, TASK),
    rule("cpu and memory must be a pair that Fargate offers", SIZES, (config) => {
      const [cpu = "", memory = ""] = [known(config, "cpu"), known(config, "memory")];
      // ECS also takes "1 vCPU" and "2 GB", which are left to it.
      if (!isFargate(config) || !/^\d+$/.test(cpu) || !/^\d+$/.test(memory)) {
        return undefined;
      }
      return isFargateSize(Number(cpu), Number(memory)) ? undefined : `${cpu} CPU units with ${memory} MiB`;
    }),
    rule("a Fargate task needs cpu, memory and the network mode awsvpc", SIZES, (config) => {
      const missing = ["cpu", "memory", "network_mode"].filter((argument) => !isSet(config[argument]));
      const mode = known(config, "network_mode");
      return isFargate(config) && (missing.length > 0 || (mode !== undefined && mode !== "awsvpc"))
        ? `no ${missing.join(", ") || "awsvpc"}`
        : undefined;
    }),
  ],
  aws_ecs_service: [
    shaped("name", ECS_NAME, "must be 1 to 255 letters, digits, underscores and hyphens", SERVICE),
    oneOf("launch_type", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"], SERVICE),
    oneOf("scheduling_strategy", ["REPLICA", "DAEMON"], SERVICE),
    oneOf("propagate_tags", ["SERVICE", "TASK_DEFINITION", "NONE"], SERVICE),
    oneOf("deployment_controller.type", ["ECS", "CODE_DEPLOY", "EXTERNAL"], SERVICE),
    conflicts(["launch_type", "capacity_provider_strategy"], SERVICE),
    between("capacity_provider_strategy.base", 0, 100000, SERVICE),
    between("capacity_provider_strategy.weight", 0, 1000, SERVICE),
    between("load_balancer.container_port", 0, 65536, SERVICE),
    rule(
      "deployment_maximum_percent must leave room above deployment_minimum_healthy_percent",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html",
      (config) => {
        const [least, most] = [
          known(config, "deployment_minimum_healthy_percent"),
          known(config, "deployment_maximum_percent"),
        ];
        // A daemon service keeps its maximum at 100.
        return known(config, "scheduling_strategy") !== "DAEMON" &&
          least !== undefined &&
          most !== undefined &&
          Number(most) <= Number(least)
          ? `${least} to ${most}`
          : undefined;
      },
    ),
  ],
  aws_appautoscaling_target: [
    oneOf(
      "service_namespace",
      [
        "ecs",
        "dynamodb",
        "rds",
        "lambda",
        "ec2",
        "elasticache",
        "sagemaker",
        "appstream",
        "comprehend",
        "cassandra",
        "kafka",
        "neptune",
        "elasticmapreduce",
        "custom-resource",
        "workspaces",
      ],
      "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
    ),
    rule(
      "min_capacity must not be above max_capacity",
      providerDocs("aws_appautoscaling_target"),
      (config) => {
        const [least, most] = [known(config, "min_capacity"), known(config, "max_capacity")];
        return least !== undefined && most !== undefined && Number(least) > Number(most)
          ? `${least} and ${most}`
          : undefined;
      },
    ),
  ],
  aws_appautoscaling_policy: [
    oneOf(
      "policy_type",
      ["StepScaling", "TargetTrackingScaling", "PredictiveScaling"],
      providerDocs("aws_appautoscaling_policy"),
    ),
  ],
  aws_autoscaling_group: [
    conflicts(["name", "name_prefix"], providerDocs("aws_autoscaling_group")),
    exactlyOne(
      ["launch_configuration", "launch_template", "mixed_instances_policy"],
      providerDocs("aws_autoscaling_group"),
    ),
    conflicts(["availability_zones", "vpc_zone_identifier"], providerDocs("aws_autoscaling_group")),
    shaped(
      "health_check_type",
      /^(EC2|EBS|ELB|VPC_LATTICE)(,(EC2|EBS|ELB|VPC_LATTICE))*$/,
      "must be one or more of EC2, EBS, ELB, VPC_LATTICE, with commas between",
      "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
    ),
    between("max_instance_lifetime", 86400, 31536000, providerDocs("aws_autoscaling_group")),
    rule("min_size <= desired_capacity <= max_size", providerDocs("aws_autoscaling_group"), (config) => {
      const sizes = ["min_size", "desired_capacity", "max_size"]
        .map((argument) => known(config, argument))
        .filter((size) => size !== undefined)
        .map(Number);
      return sizes.some((size, index) => index > 0 && size < (sizes[index - 1] ?? 0))
        ? sizes.join(", ")
        : undefined;
    }),
  ],
  aws_ecs_capacity_provider: [
    shaped(
      "name",
      /^(?!aws|ecs|fargate)[\w-]{1,255}$/i,
      "must be 1 to 255 letters, digits, underscores and hyphens, not beginning with aws, ecs or fargate",
      providerDocs("aws_ecs_capacity_provider"),
    ),
    ...["managed_draining", "managed_termination_protection", "managed_scaling.status"].map((argument) =>
      oneOf(
        `auto_scaling_group_provider.${argument}`,
        ["ENABLED", "DISABLED"],
        providerDocs("aws_ecs_capacity_provider"),
      ),
    ),
    between(
      "auto_scaling_group_provider.managed_scaling.target_capacity",
      1,
      100,
      providerDocs("aws_ecs_capacity_provider"),
    ),
  ],
  aws_launch_template: [
    length("name", 3, 125, providerDocs("aws_launch_template")),
    shaped(
      "name",
      /^[A-Za-z0-9().\-/_]+$/,
      "must only have letters, digits and ().-/_",
      providerDocs("aws_launch_template"),
    ),
    shaped("user_data", /^[A-Za-z0-9+/\s]*={0,2}\s*$/, "must be base64", providerDocs("aws_launch_template")),
    oneOf("metadata_options.http_tokens", ["optional", "required"], providerDocs("aws_launch_template")),
    between("metadata_options.http_put_response_hop_limit", 1, 64, providerDocs("aws_launch_template")),
    conflicts(["vpc_security_group_ids", "security_group_names"], providerDocs("aws_launch_template")),
  ],
  aws_instance: [
    oneOf("metadata_options.http_tokens", ["optional", "required"], providerDocs("aws_instance")),
    oneOf("tenancy", ["default", "dedicated", "host"], providerDocs("aws_instance")),
    conflicts(["user_data", "user_data_base64"], providerDocs("aws_instance")),
  ],
  aws_lambda_function: [
    shaped(
      "function_name",
      /^[A-Za-z0-9_:-]{1,140}$/,
      "must be 1 to 64 letters, digits, hyphens and underscores",
      LAMBDA,
    ),
    each(
      "function_name",
      "must not be longer than 64 characters as a bare name",
      "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
      (value) => {
        const name = String(value);
        return !name.includes(":") && name.length > 64 ? `${name.length} characters` : undefined;
      },
    ),
    exactlyOne(["filename", "image_uri", "s3_bucket"], LAMBDA),
    shaped(
      "runtime",
      RUNTIMES,
      "must be a runtime that Lambda supports",
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    ),
    between(
      "memory_size",
      128,
      32768,
      "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
    ),
    rule(
      "memory_size above 10240 needs capacity_provider_config",
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
      (config) => {
        const memory = known(config, "memory_size");
        return memory !== undefined && Number(memory) > 10240 && !isSet(config["capacity_provider_config"])
          ? memory
          : undefined;
      },
    ),
    between("timeout", 1, 900, "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html"),
    between("ephemeral_storage.size", 512, 10240, LAMBDA),
    oneOf("architectures", ["x86_64", "arm64"], LAMBDA),
    oneOf("tracing_config.mode", ["Active", "PassThrough"], LAMBDA),
    oneOf("package_type", ["Zip", "Image"], LAMBDA),
    rule("a zip package needs handler and runtime", LAMBDA, (config) => {
      const missing = ["handler", "runtime"].filter((argument) => !isSet(config[argument]));
      return (known(config, "package_type") ?? "Zip") === "Zip" && missing.length > 0
        ? `no ${missing.join(", ")}`
        : undefined;
    }),
    rule(
      "environment variables must not take names that Lambda reserves",
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime",
      ({ variables }) => {
        const names = isRecord(variables) ? Object.keys(variables) : [];
        return names.find((name) => RESERVED_VARIABLES.has(name));
      },
      "environment",
    ),
  ],
  aws_lambda_permission: [
    conflicts(["statement_id", "statement_id_prefix"], providerDocs("aws_lambda_permission")),
    shaped(
      "statement_id",
      /^[A-Za-z0-9_-]{1,100}$/,
      "must be 1 to 100 letters, digits, underscores and hyphens",
      providerDocs("aws_lambda_permission"),
    ),
    shaped(
      "action",
      /^(lambda:([A-Za-z]+|[*])|[*])$/,
      "must be an action of Lambda",
      "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
    ),
  ],
  aws_ecr_repository: [
    shaped(
      "name",
      /^(?:[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/,
      "must be lower case, with separators between letters or digits only",
      "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
    ),
    length("name", 2, 256, providerDocs("aws_ecr_repository")),
    oneOf(
      "image_tag_mutability",
      ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
      providerDocs("aws_ecr_repository"),
    ),
    oneOf(
      "encryption_configuration.encryption_type",
      ["AES256", "KMS", "KMS_DSSE"],
      providerDocs("aws_ecr_repository"),
    ),
  ],
  aws_ecr_lifecycle_policy: [
    json(
      "policy",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
      (parsed) => {
        const rules = (parsed as { readonly rules?: unknown } | null)?.rules;
        return Array.isArray(rules) && rules.length > 0 ? undefined : "no rules";
      },
    ),
  ],
  aws_ecr_repository_policy: [
    json("policy", providerDocs("aws_ecr_repository_policy"), (parsed) => policyFault(parsed, "resource")),
  ],
  aws_service_discovery_service: [
    oneOf(
      "dns_config.routing_policy",
      ["MULTIVALUE", "WEIGHTED"],
      providerDocs("aws_service_discovery_service"),
    ),
    amongst(
      "health_check_custom_config.failure_threshold",
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      providerDocs("aws_service_discovery_service"),
    ),
  ],
};
