import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { MANAGEMENT } from "../../../systems/enterprise/organization/management-config";
import type { Attributes, Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Where resources state who may use them. */
const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  aws_ecr_registry_policy: "policy",
  aws_kms_key: "policy",
  aws_s3_bucket_policy: "policy",
  aws_sns_topic_policy: "policy",
  aws_sqs_queue_policy: "policy",
};
/** Conditions that tell whose request it is, so that everybody else is kept out. */
const TELLS_WHO = /^(aws:(Source(Account|Arn|OrgID)|Principal(OrgID|Arn|Account))|kms:CallerAccount)$/;
const ACCOUNTS = Object.values(ORGANIZATION.accounts).map(({ id }) => id);
const LONGEST_IN_CLOUDWATCH_DAYS = 365;

let stacks: Readonly<Record<string, Workspace>>;
let resources: readonly (readonly [place: string, type: string, attributes: Attributes])[];

beforeAll(async () => {
  stacks = await synthesizeSystem("enterprise");
  resources = Object.entries(stacks).flatMap(([id, workspace]) =>
    Object.keys(workspace.json["resource"] ?? {}).flatMap((type) =>
      Object.entries(workspace.all(type)).map(
        ([address, attributes]) => [`${id} ${type}.${address}`, type, attributes] as const,
      ),
    ),
  );
});

const of = (type: string) => resources.filter(([, each]) => each === type);
const types = (): readonly string[] => [...new Set(resources.map(([, type]) => type))];

/** What lets somebody in: the statements of every policy of a resource. */
const admissions = (): readonly (readonly [string, Statement])[] =>
  resources.flatMap(([place, type, attributes]) => {
    const policy = attributes[RESOURCE_POLICIES[type] ?? ""];
    return typeof policy !== "string"
      ? []
      : (JSON.parse(policy) as { Statement: readonly Statement[] }).Statement.filter(
          ({ Effect }) => Effect === "Allow",
        ).map((statement) => [`${place} ${statement.Sid}`, statement] as const);
  });

const conditionKeys = ({ Condition = {} }: Statement): readonly string[] =>
  Object.values(Condition).flatMap((keys) => Object.keys(keys));
const principals = ({ Principal }: Statement): readonly string[] =>
  Principal === "*" ? ["*"] : [Principal?.["AWS"] ?? []].flat();

describe("EN-128: who may use a resource", () => {
  test("is told of every bucket, key, topic and queue that has a policy", () => {
    expect(admissions().length).toBeGreaterThan(100);
  });

  test("is nobody outside the organization", () => {
    const foreign = admissions().flatMap(([place, statement]) =>
      principals(statement)
        .filter((principal) => principal !== "*")
        .filter((principal) => !ACCOUNTS.includes(/^arn:aws:iam::(\d{12}):/.exec(principal)?.[1] ?? ""))
        .map((principal) => `${place}: ${principal}`),
    );

    expect(foreign).toEqual([]);
  });

  test("is never everybody, but for whom a condition tells", () => {
    const open = admissions()
      .filter(([, statement]) => principals(statement).includes("*"))
      .filter(([, statement]) => !conditionKeys(statement).some((key) => TELLS_WHO.test(key)))
      .map(([place]) => place);

    expect(open).toEqual([]);
  });
});

describe("what no account has", () => {
  test("EN-146: logs in CloudWatch are kept for a while that is stated, and for years in S3 alone", () => {
    const kept = of("aws_cloudwatch_log_group").map(([place, , { retention_in_days: days }]) => [
      place,
      days,
    ]);

    expect(kept.length).toBeGreaterThan(0);
    expect(
      kept.filter(
        ([, days]) => !(typeof days === "number" && days >= 1 && days <= LONGEST_IN_CLOUDWATCH_DAYS),
      ),
    ).toEqual([]);
  });

  test("EN-167: nothing lies in storage with reduced redundancy", () => {
    expect(JSON.stringify(stacks)).not.toContain("REDUCED_REDUNDANCY");
  });

  test("EN-159, T-07: nothing is bought in advance", () => {
    expect(types().filter((type) => /reserved|savingsplans/.test(type))).toEqual([]);
  });

  test("EN-013, EN-026, T-11: no Identity Center, no Control Tower, and no other Security Hub than CSPM", () => {
    expect(
      types().filter((type) => /^aws_(ssoadmin|identitystore|controltower)_|securityhub.*_v2$/.test(type)),
    ).toEqual([]);
  });

  test("EN-021: no network is peered with another", () => {
    expect(types()).not.toContain("aws_vpc_peering_connection");
  });

  test("EN-014: no user, password or key of one outside the identity account", () => {
    const users = resources
      .filter(([, type]) => /^aws_iam_(user|group|access_key)/.test(type))
      .map(([place]) => place.split(" ")[0]);

    expect(new Set(users)).toEqual(new Set(["people-identity"]));
    expect(types().filter((type) => /^aws_iam_(access_key|user_login_profile)$/.test(type))).toEqual([]);
  });

  test("EN-069: no trail records Insights", () => {
    expect(of("aws_cloudtrail").map(([place, , trail]) => [place, trail["insight_selector"]])).toEqual([
      ["trail-security aws_cloudtrail.organization_trail", undefined],
    ]);
  });

  test("EN-132, EN-134: every key is symmetric, of one Region, and renewed", () => {
    for (const [place, , key] of of("aws_kms_key")) {
      expect([place, key["enable_key_rotation"], key["multi_region"] ?? false]).toEqual([place, true, false]);
      expect([place, key["customer_master_key_spec"] ?? "SYMMETRIC_DEFAULT"]).toEqual([
        place,
        "SYMMETRIC_DEFAULT",
      ]);
    }
  });
});

describe("what the trail records", () => {
  const LEAST = "internal";
  const LEVELS = ["public", "internal", "confidential", "strictly_confidential", "personal"].concat(
    "specific_personal",
    "cardholder",
  );
  const beginnings = (): readonly string[] =>
    of("aws_cloudtrail").flatMap(([, , trail]) =>
      (
        trail["advanced_event_selector"] as readonly {
          field_selector: readonly { field: string; starts_with?: readonly string[] }[];
        }[]
      ).flatMap(({ field_selector: fields }) => fields.flatMap(({ starts_with: values }) => values ?? [])),
    );

  test("EN-066, EN-141, M-08: access to every bucket of the level internal and above", () => {
    const arns = of("aws_s3_bucket")
      .filter(
        ([, , { tags }]) =>
          LEVELS.indexOf((tags as Record<string, string>)["Confidentiality"]!) >= LEVELS.indexOf(LEAST),
      )
      .map(([place, , { bucket }]) => [place, `arn:aws:s3:::${String(bucket)}/key`] as const);

    expect(arns.length).toBeGreaterThan(20);
    expect(arns.filter(([, arn]) => !beginnings().some((beginning) => arn.startsWith(beginning)))).toEqual(
      [],
    );
  });

  test("EN-068, M-09: network activity of services alone that have an endpoint", () => {
    const sources = of("aws_cloudtrail").flatMap(([, , trail]) =>
      [
        ...JSON.stringify(trail).matchAll(
          /"eventSource","equals":\["([a-z0-9]+)\.amazonaws\.com"\]|"equals":\["([a-z0-9]+)\.amazonaws\.com"\],"field":"eventSource"/g,
        ),
      ].map(([, one, other]) => one ?? other ?? ""),
    );
    const endpoints = of("aws_vpc_endpoint").map(([, , { service_name: name }]) =>
      String(name).split(".").at(-1),
    );

    expect(new Set(sources).size).toBe(3);
    expect(sources.filter((source) => !endpoints.includes(source))).toEqual([]);
  });
});

describe("EN-152, EN-153: the tags by which costs are seen", () => {
  const providers = () =>
    Object.entries(stacks).flatMap(([id, { json }]) =>
      (
        (json["provider"]?.["aws"] ?? []) as readonly { default_tags: { tags: Record<string, string> }[] }[]
      ).map(({ default_tags: [{ tags } = { tags: {} }] }) => [id, tags] as const),
    );

  test("stand on everything of every layer, what it does in its system too", () => {
    expect(providers().length).toBeGreaterThanOrEqual(Object.keys(stacks).length - 3);
    for (const [id, tags] of providers()) {
      expect([id, MANAGEMENT.costTagKeys.filter((key) => !tags[key])]).toEqual([id, []]);
    }
  });

  test("tell frontend, backend and the rest apart", () => {
    const byLayer = Object.fromEntries(providers().map(([id, tags]) => [id, tags["Function"]]));

    expect(byLayer).toMatchObject({
      "edge-prod": "frontend",
      "service-prod": "backend",
      "jobs-prod": "batch",
      "database-prod": "data",
      "network-prod": "network",
      "baseline-prod": "governance",
    });
  });
});

describe("images", () => {
  test("EN-024, M-29: pushed to dev are copied to stg and prod, which take in nothing else", () => {
    const [[, , configuration] = ["", "", {} as Attributes]] = of("aws_ecr_replication_configuration");
    expect(of("aws_ecr_replication_configuration").map(([place]) => place)).toEqual([
      "registry-dev aws_ecr_replication_configuration.replication_copies",
    ]);
    expect(configuration["replication_configuration"]).toEqual({
      rule: [
        {
          destination: [
            { region: "ap-northeast-1", registry_id: "810000000007" },
            { region: "ap-northeast-1", registry_id: "810000000008" },
          ],
          repository_filter: [{ filter: "enterprise-", filter_type: "PREFIX_MATCH" }],
        },
      ],
    });
    expect(of("aws_ecr_registry_policy").map(([place]) => place.split(" ")[0])).toEqual([
      "registry-prod",
      "registry-stg",
    ]);
  });

  test("EN-024: have the same name in each account, as a copy keeps its own", () => {
    const names = (environment: string) =>
      Object.values(stacks[`registry-${environment}`]!.all("aws_ecr_repository")).map(({ name }) => name);

    expect(names("stg")).toEqual(names("dev"));
    expect(names("prod")).toEqual(names("dev"));
    expect(names("dev")).not.toEqual([]);
  });
});
