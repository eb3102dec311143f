import { evaluate } from "../../../guardrails/evaluate";
import type { GuardRail } from "../../../guardrails/guard-rail";
import { GUARD_RAILS } from "../../../guardrails/rules";
import { everythingIsTagged } from "../../../guardrails/rules/governance/everything-is-tagged";
import { launchedIsTagged } from "../../../guardrails/rules/governance/launched-is-tagged";
import { modulesArePinned } from "../../../guardrails/rules/governance/modules-are-pinned";
import { providersArePinned } from "../../../guardrails/rules/governance/providers-are-pinned";
import { noSecretsInOutputs } from "../../../guardrails/rules/secrets/no-secrets-in-outputs";
import { Workspace, type WorkspaceDocument } from "../../../guardrails/workspace";
import { findings } from "../findings";

/** What a rule says of a whole workspace. */
function said(rule: GuardRail, document: WorkspaceDocument): string[] {
  const workspace = new Workspace(document, {
    protection: "protected",
    account: "111111111111",
    region: "ap-northeast-1",
  });
  const { findings, checked } = evaluate(workspace, [rule], [], "2026-01-01");
  expect(checked[rule.id]).toBeGreaterThan(0);
  return findings.map(({ resource: { address }, got }) => `${address}: ${got}`);
}

const TAGS = { System: "web", Environment: "dev", Layer: "data", ManagedBy: "strata" };

describe("guard rails of the workspace itself", () => {
  it("GOV-001 finds a provider that leaves a tag out, under its alias", () => {
    const { Layer: _layer, ...others } = TAGS;
    expect(
      said(everythingIsTagged, {
        provider: {
          aws: [{ default_tags: [{ tags: TAGS }] }, { alias: "us-east-1", default_tags: [{ tags: others }] }],
        },
      }),
    ).toEqual(["provider.aws.us-east-1: no tag Layer"]);
  });

  it("GOV-001 finds a tag that says nothing", () => {
    expect(
      said(everythingIsTagged, {
        provider: { aws: [{ default_tags: [{ tags: { ...TAGS, System: "" } }] }] },
      }),
    ).toEqual(["provider.aws: no tag System"]);
  });

  it("GOV-001 finds a provider without tags, and asks none of other providers", () => {
    expect(said(everythingIsTagged, { provider: { aws: [{}], random: [{}] } })).toEqual(
      ["System", "Environment", "Layer", "ManagedBy"].map((tag) => `provider.aws: no tag ${tag}`),
    );
  });

  it.each(["~> 6.0", ">= 6.25.0", "6.25", undefined])("GOV-002 finds the version %s", (version) => {
    expect(said(providersArePinned, { terraform: { required_providers: { aws: { version } } } })).toEqual([
      `required_providers.aws: version = ${version ?? "nothing"}`,
    ]);
  });

  it.each(["6.25.0", "= 6.25.0"])("GOV-002 accepts the version %s", (version) => {
    expect(said(providersArePinned, { terraform: { required_providers: { aws: { version } } } })).toEqual([]);
  });

  it.each([
    { source: "terraform-aws-modules/vpc/aws", version: "~> 6.0" },
    { source: "git::https://example.com/vpc.git?ref=v1.2.0" },
    { source: "terraform-aws-modules/vpc/aws" },
  ])("GOV-003 finds the module %j", (module) => {
    expect(said(modulesArePinned, { module: { vpc: module } })).toHaveLength(1);
  });

  it.each([
    { source: "terraform-aws-modules/vpc/aws", version: "6.0.1" },
    { source: `git::https://example.com/vpc.git?ref=${"0a".repeat(20)}` },
    { source: "./modules/vpc" },
  ])("GOV-003 accepts the module %j", (module) => {
    expect(said(modulesArePinned, { module: { vpc: module } })).toEqual([]);
  });

  it.each([
    "${random_password.token.result}",
    "postgres://app:${aws_secretsmanager_secret_version.v.secret_string}@db",
    "${aws_elasticache_replication_group.r.auth_token}",
  ])("SEC-004 finds the output %s", (value) => {
    expect(said(noSecretsInOutputs, { output: { token: { sensitive: true, value } } })).toHaveLength(1);
  });

  it.each(["${aws_secretsmanager_secret.s.arn}", "https://www.example.com", 5432])(
    "SEC-004 accepts the output %s",
    (value) => {
      expect(said(noSecretsInOutputs, { output: { it: { value } } })).toEqual([]);
    },
  );
});

describe("the rules", () => {
  it("have different ids", () => {
    const ids = GUARD_RAILS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("say what, why and how to mend it, in words of their own", () => {
    for (const { id, title, why, fix, types } of GUARD_RAILS) {
      expect([id, title.length > 10, why.length > 10, fix.length > 10, types.length > 0]).toEqual([
        id,
        true,
        true,
        true,
        true,
      ]);
      expect(why).not.toBe(title);
    }
  });

  it("GOV-004 finds instances and volumes that bear no tags", () => {
    const launched = (...tag_specifications: object[]) =>
      findings(launchedIsTagged, { aws_launch_template: { t: { tag_specifications } } });
    const tags = { System: "shop", Environment: "prod" };
    const both = ["instance", "volume"].map((resource_type) => ({ resource_type, tags }));
    expect(launched(...both)).toEqual([]);
    expect(launched(both[0]!)).toEqual([
      "aws_launch_template.t: no tag System of its volume",
      "aws_launch_template.t: no tag Environment of its volume",
    ]);
    expect(
      launched(both[1]!, { resource_type: "instance", tags: { System: "shop", Environment: "" } }),
    ).toEqual(["aws_launch_template.t: no tag Environment of its instance"]);
  });
});
