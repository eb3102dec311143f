import { APPLICATIONS, environments, MANAGEMENT } from "../../../systems/aws-practice/config";
import { projectFile } from "../../../systems/project-file";
import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";
import { nameTag, only, output, OWN_LAYERS, synthesizeWith } from "./composed";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const TO_STG = "${aws_organizations_account.stg-account_account.id}";
const TO_PRD = "${aws_organizations_account.prd-account_account.id}";

describe("aws-practice, its accounts", () => {
  let stacks: Readonly<Record<string, Workspace>>;
  beforeAll(async () => {
    stacks = await synthesizeSystem("aws-practice");
  });
  const layers = (env: string) => OWN_LAYERS.map((layer) => stacks[`${layer}-${env}`]!);
  const resources = (env: string, leftOut: readonly string[] = []) =>
    layers(env).flatMap((workspace) =>
      Object.keys(workspace.json["resource"]!)
        .filter((type) => !leftOut.includes(type))
        .flatMap((type) => Object.values(workspace.all(type)).map((resource) => ({ type, resource }))),
    );

  it("AP-001 AP-018 AP-135 AP-D23 keep stg and prd apart: one account, Region and state each", () => {
    for (const [id, { json }] of Object.entries(stacks)) {
      const account = id.endsWith("-stg") ? "555555555555" : "666666666666";
      const provider = (json["provider"]!["aws"] as { allowed_account_ids: string[]; region: string }[])[0]!;
      const backend = (json["terraform"]!["backend"] as Record<string, Record<string, unknown>>)["s3"]!;
      expect([id, provider.allowed_account_ids, provider.region]).toEqual([id, [account], "ap-northeast-1"]);
      expect(backend).toMatchObject({
        bucket: `strata-state-${account}-ap-northeast-1`,
        key: `aws-practice/${id.slice(-3)}/${id.slice(0, -4)}/terraform.tfstate`,
        dynamodb_table: "strata-state-locks",
      });
    }
    expect(Object.keys(stacks).sort()).toEqual(
      ["api", "data", "github", "ingress", "network", "registry", "state"]
        .flatMap((layer) => [`${layer}-prd`, `${layer}-stg`])
        .sort(),
    );
  });

  // A record has the domain's name, and a policy within a role or a service that of its purpose.
  it.each(["stg", "prd"])("AP-014 AP-013 name everything of %s after it", (env) => {
    const leftOut = ["aws_route53_record", "aws_iam_role_policy", "aws_appautoscaling_policy"];
    const given = resources(env, leftOut).flatMap(({ type, resource }) =>
      [
        nameTag(resource),
        resource["name"],
        resource["identifier"],
        // Of a parameter group it is the engine's.
        type === "aws_ecs_task_definition" ? resource["family"] : undefined,
      ]
        .filter((name): name is string => typeof name === "string")
        // RDS and the VPC give their log groups' names.
        .filter((name) => !name.startsWith("/aws/"))
        .map((name) => ({ type, name })),
    );
    expect(given.length).toBeGreaterThan(25);
    expect(given.filter(({ name }) => !name.endsWith(`-${env}`))).toEqual([]);
  });

  it("AP-016 AP-019 AP-020 AP-021 AP-022 AP-023 AP-D02 make no user, key or second factor, and name no root", () => {
    for (const type of [
      "aws_iam_user",
      "aws_iam_user_login_profile",
      "aws_iam_access_key",
      "aws_iam_virtual_mfa_device",
      "aws_iam_user_policy_attachment",
    ]) {
      expect(["stg", "prd"].flatMap((env) => resources(env).filter((each) => each.type === type))).toEqual(
        [],
      );
    }
    const own = ["stg", "prd"].flatMap((env) => layers(env).map(({ json }) => json));
    expect(
      JSON.stringify(own.map((json) => [json["provider"], json["resource"]!["aws_iam_role"]])),
    ).not.toMatch(/:root|profile|MultiFactor/);
  });

  it("AP-017 AP-025 AP-026 work in stg unless told otherwise, with the profile of its user", () => {
    const lines = projectFile("systems/aws-practice/.envrc.example").split("\n");
    expect(lines).toContain("export AWS_PROFILE=aws-practice-terraform-stg");
    expect(lines).toContain("export SYSTEM=aws-practice");
    expect(lines).toContain("export ENVIRONMENTS=stg");
    expect(Object.keys(environments)[0]).toBe("stg");
  });
});

describe("aws-practice, identity made by hand", () => {
  it("AP-002 AP-004 AP-006 AP-D01 is what the repository says: no stack touches the organization", () => {
    expect(Object.keys(environments)).toEqual(["stg", "prd"]);
    const stacks = Object.values(synthesizeWith(environments));
    for (const type of [
      "aws_organizations_account",
      "aws_identitystore_user",
      "aws_ssoadmin_permission_set",
    ]) {
      expect(stacks.flatMap((workspace) => workspace.ids(type))).toEqual([]);
    }
  });
});

describe("aws-practice, identity made by Terraform", () => {
  let stacks: Readonly<Record<string, Workspace>>;
  let identity: Workspace;
  beforeAll(() => {
    stacks = synthesizeWith({ ...APPLICATIONS, management: MANAGEMENT });
    identity = stacks["identity-management"]!;
  });

  it("AP-001 AP-D01 lives in the management account, beside that account's state and nothing else", () => {
    expect(Object.keys(stacks).filter((id) => id.endsWith("-management"))).toEqual([
      "identity-management",
      "state-management",
    ]);
    expect(identity.json["provider"]).toMatchObject({ aws: [{ allowed_account_ids: ["777777777777"] }] });
  });

  it("AP-002 has one user, who reaches both accounts", () => {
    expect(only(identity, "aws_identitystore_user")).toMatchObject({
      user_name: "taichi",
      identity_store_id: "${element(data.aws_ssoadmin_instances.identity-center.identity_store_ids, 0)}",
    });
  });

  it("AP-008 has the unit aws-practice under the root", () => {
    expect(only(identity, "aws_organizations_organizational_unit")).toEqual({
      name: "aws-practice",
      parent_id: "${data.aws_organizations_organization.organization.roots[0].id}",
    });
  });

  it.each([
    ["AP-004 AP-005 AP-008", "stg"],
    ["AP-006 AP-007 AP-008", "prd"],
  ])("%s has the account of %s in that unit, with the role for administration", (_rows, env) => {
    expect(identity.one("aws_organizations_account", `${env}-account_account`)).toMatchObject({
      name: `aws-practice-${env}`,
      role_name: "OrganizationAccountAccessRole",
      parent_id: "${aws_organizations_organizational_unit.unit_unit.id}",
      lifecycle: { prevent_destroy: true, ignore_changes: ["role_name"] },
    });
    expect(output(identity, `${env}_account_id`)).toBe(env === "stg" ? TO_STG : TO_PRD);
  });

  it.each([
    ["AP-009 AP-013", "stg"],
    ["AP-010 AP-013", "prd"],
  ])("%s has a permission set that says %s, with AdministratorAccess", (_rows, env) => {
    expect(identity.one("aws_ssoadmin_permission_set", `${env}-permissions_set`)["name"]).toBe(
      `aws-practice-${env}`,
    );
    expect(
      identity.one("aws_ssoadmin_managed_policy_attachment", `${env}-permissions_managed-administrator`),
    ).toMatchObject({
      permission_set_arn: `\${aws_ssoadmin_permission_set.${env}-permissions_set.arn}`,
      managed_policy_arn: ADMINISTRATOR,
      depends_on: [`aws_ssoadmin_account_assignment.${env}-assignment_assignment`],
    });
  });

  it.each([
    ["AP-011", "stg", TO_STG],
    ["AP-012", "prd", TO_PRD],
  ])("%s assigns the user to %s with its own permission set", (_row, env, account) => {
    expect(identity.one("aws_ssoadmin_account_assignment", `${env}-assignment_assignment`)).toMatchObject({
      principal_type: "USER",
      principal_id: "${aws_identitystore_user.user_user.user_id}",
      target_type: "AWS_ACCOUNT",
      target_id: account,
      permission_set_arn: `\${aws_ssoadmin_permission_set.${env}-permissions_set.arn}`,
    });
  });

  it("AP-015 tells where the user signs in", () => {
    expect(output(identity, "access_portal_url")).toBe(
      "https://${element(data.aws_ssoadmin_instances.identity-center.identity_store_ids, 0)}.awsapps.com/start",
    );
  });
});
