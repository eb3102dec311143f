import type { App } from "cdktf";
import { loadBalancer } from "../../../constructs/observability/catalogue/alb";
import { restApi } from "../../../constructs/observability/catalogue/api-gateway";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { composeBastion, composeData } from "../../../systems/enterprise/workload/data/layers";
import { DATA } from "../../../systems/enterprise/workload/data/config";
import { composeWatching, watchedTogether } from "../../../systems/enterprise/workload/data/watching";
import type { WatchingConfig } from "../../../systems/enterprise/workload/data/watching-config";
import type { WorkloadSurroundings } from "../../../systems/enterprise/workload/layers";
import { permissionsOf } from "../../support/policies";
import { NETWORK } from "../../support/service-fixture";
import { ENVIRONMENT, synthesizeUnguarded, type Attributes, type Workspace } from "../../support/synthesis";
import { problemsOf, synthesizeAccounts } from "./composed";
import { inData } from "./workload-data";

const ACCOUNTS = ["dev", "stg", "prod"] as const;

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = synthesizeAccounts(ACCOUNTS);
});
const watching = (environment: string): Workspace => stacks[`observability-${environment}`]!;
const alarmsOf = (workspace: Workspace): readonly Attributes[] =>
  Object.values(workspace.all("aws_cloudwatch_metric_alarm"));
const named = (workspace: Workspace, ending: string): Attributes | undefined =>
  alarmsOf(workspace).find(({ alarm_name: name }) => String(name).endsWith(ending));

describe("alarms of the accounts", () => {
  test.each(ACCOUNTS)("EN-257: each of %s tells one of two topics and carries its level", (environment) => {
    const topics = { ERROR: "${aws_sns_topic.error_topic.arn}", WARN: "${aws_sns_topic.warn_topic.arn}" };
    const alarms = alarmsOf(watching(environment));

    expect(
      Object.values(watching(environment).all("aws_sns_topic"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([`enterprise-${environment}-error`, `enterprise-${environment}-warn`]);
    expect(alarms.length).toBeGreaterThan(0);
    for (const { alarm_actions, tags } of alarms) {
      const { Level } = tags as { Level: keyof typeof topics };
      expect(alarm_actions).toEqual([topics[Level]]);
    }
  });

  test.each([
    ["dev", false],
    ["stg", undefined],
    ["prod", undefined],
  ])("M-56: those of %s are there, with actions %s", (environment, enabled) => {
    expect(new Set(alarmsOf(watching(environment)).map(({ actions_enabled }) => actions_enabled))).toEqual(
      new Set([enabled]),
    );
  });

  test("EN-259, M-40, M-55: the database's, by the size of its class", () => {
    const alarms = Object.fromEntries(
      alarmsOf(watching("prod"))
        .filter(({ namespace }) => namespace === "AWS/RDS")
        .filter(({ alarm_name: name }) => !String(name).includes("reader"))
        .map(({ metric_name, comparison_operator, threshold, statistic, tags }) => [
          metric_name,
          [comparison_operator, threshold, statistic, (tags as { Level: string }).Level],
        ]),
    );

    expect(alarms).toEqual({
      CPUUtilization: ["GreaterThanOrEqualToThreshold", 90, "Average", "WARN"],
      FreeableMemory: ["LessThanThreshold", Math.round(16 * 1024 ** 3 * 0.05), "Average", "WARN"],
      FreeLocalStorage: ["LessThanThreshold", Math.round(32 * 1024 ** 3 * 0.1), "Average", "ERROR"],
      DatabaseConnections: ["GreaterThanThreshold", Math.floor(1802 * 0.95), "Average", "WARN"],
      VolumeBytesUsed: ["GreaterThanThreshold", 500 * 1024 ** 3, "Average", "WARN"],
    });
  });

  test("M-40: serverless memory is that of the largest size", () => {
    expect(named(watching("dev"), "writer-low-memory")?.["threshold"]).toBe(Math.round(4 * 1024 ** 3 * 0.05));
  });

  test("EN-284, EN-285, T-20: of buckets their size alone, over all storage that they lie in", () => {
    const large = alarmsOf(watching("prod")).filter(({ metric_query: query }) =>
      JSON.stringify(query ?? "").includes("AWS/S3"),
    );

    expect(large.map(({ alarm_name, threshold }) => [alarm_name, threshold])).toEqual([
      ["enterprise-prod-documents-large", Math.round(1000 * 1024 ** 3 * 1.2)],
      ["enterprise-prod-uploads-large", Math.round(200 * 1024 ** 3 * 1.2)],
    ]);
    for (const workspace of Object.values(stacks)) {
      expect(workspace.ids("aws_s3_bucket_metric")).toEqual([]);
    }
    expect(alarmsOf(watching("dev")).filter((alarm) => JSON.stringify(alarm).includes("AWS/S3"))).toEqual([]);
  });

  test("EN-254: queries search at most fifty groups across services", () => {
    const queries = ACCOUNTS.flatMap((environment) =>
      Object.values(watching(environment).all("aws_cloudwatch_query_definition")),
    );

    expect(queries.length).toBeGreaterThanOrEqual(6);
    for (const { log_group_names: groups } of queries) {
      expect((groups as readonly string[]).length).toBeLessThanOrEqual(50);
    }
  });

  test("EN-251, EN-252, EN-253: every log group has a retention, the tags of costs and two subscriptions at most", () => {
    for (const [id, workspace] of Object.entries(stacks)) {
      const [provider] = (workspace.json["provider"]?.["aws"] ?? []) as readonly {
        default_tags: readonly { tags: Record<string, string> }[];
      }[];
      const groups = workspace.all("aws_cloudwatch_log_group");
      const subscriptions = Object.values(workspace.all("aws_cloudwatch_log_subscription_filter")).map(
        ({ log_group_name: name }) => String(name),
      );
      for (const [address, { retention_in_days: days }] of Object.entries(groups)) {
        expect([id, address, typeof days]).toEqual([id, address, "number"]);
        expect(Object.keys(provider?.default_tags[0]?.tags ?? {})).toEqual(
          expect.arrayContaining(["System", "Env", "Owner", "Project"]),
        );
      }
      for (const name of subscriptions) {
        expect(subscriptions.filter((other) => other === name).length).toBeLessThanOrEqual(2);
      }
    }
  });

  test("EN-262, EN-269, EN-270, EN-283, EN-296, EN-297: nothing is alarmed that the guideline leaves out", () => {
    const measured = ACCOUNTS.flatMap((environment) =>
      Object.entries(stacks)
        .filter(([id]) => id.endsWith(`-${environment}`))
        .flatMap(([, workspace]) => alarmsOf(workspace)),
    ).map((alarm) => JSON.stringify(alarm));

    for (const left of [
      "AWS/ECS",
      "ECS/ContainerInsights",
      "UnHealthyHostCount",
      "TargetTLSNegotiationErrorCount",
      "ActiveConnectionCount",
      "IntegrationLatency",
      "4XXError",
      "ExecutionsFailed",
      "ExecutionsTimedOut",
      "SystemErrors",
      "UserErrors",
    ]) {
      expect(measured.filter((alarm) => alarm.includes(left))).toEqual([]);
    }
  });
});

describe("further log groups", () => {
  const withLogs = (furtherLogs: WatchingConfig["furtherLogs"]) =>
    inData("dev", (data) => ({ ...data, watching: { ...data.watching, furtherLogs } }));

  test("EN-248, EN-256, M-60: exist for a purpose, with its retention, class and masks", () => {
    const workspace = synthesizeAccounts(
      ["dev"],
      ORGANIZATION,
      withLogs({
        "api-audit": { service: "api", purpose: "audit", retentionDays: 2557, masked: ["EmailAddress"] },
        "api-debug": { service: "api", purpose: "debug", retentionDays: 30, logClass: "INFREQUENT_ACCESS" },
      }),
    )["observability-dev"]!;

    expect(
      Object.values(workspace.all("aws_cloudwatch_log_group")).map(
        ({ name, retention_in_days, log_group_class }) => [name, retention_in_days, log_group_class],
      ),
    ).toEqual([
      ["/enterprise/dev/api/audit", 2557, undefined],
      ["/enterprise/dev/api/debug", 30, "INFREQUENT_ACCESS"],
    ]);
    const policy = workspace.one("aws_cloudwatch_log_data_protection_policy", "api-audit-masked_policy");
    expect(policy["log_group_name"]).toBe("${aws_cloudwatch_log_group.api-audit-logs_group.name}");
    expect(
      (JSON.parse(policy["policy_document"] as string) as { Statement: readonly object[] }).Statement,
    ).toEqual([
      {
        Sid: "Count",
        DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
        Operation: { Audit: { FindingsDestination: {} } },
      },
      {
        Sid: "Mask",
        DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
        Operation: { Deidentify: { MaskConfig: {} } },
      },
    ]);
    expect(stacks["observability-dev"]!.ids("aws_cloudwatch_log_data_protection_policy")).toEqual([]);
  });

  test.each<[string, WatchingConfig["furtherLogs"][string], string]>([
    ["no purpose", { service: "api", purpose: " ", retentionDays: 30 }, "purpose: needs a purpose"],
    [
      "31 days",
      { service: "api", purpose: "debug", retentionDays: 31 },
      "retentionDays: log events are kept",
    ],
    [
      "no mask",
      { service: "api", purpose: "audit", retentionDays: 30, masked: [] },
      "masked: names what is masked",
    ],
    [
      "a wrong mask",
      { service: "api", purpose: "audit", retentionDays: 30, masked: ["e-mail"] },
      "masked: is the name",
    ],
    [
      "masks in a group that knows none",
      {
        service: "api",
        purpose: "audit",
        retentionDays: 30,
        masked: ["Name"],
        logClass: "INFREQUENT_ACCESS",
      },
      "masked: is for groups of the standard class",
    ],
  ])("EN-248, M-60: are refused with %s", (_what, log, message) => {
    expect(problemsOf(ORGANIZATION, withLogs({ log }))).toEqual([
      expect.stringContaining(`enterprise.dev.workload.data.watching.furtherLogs.log.${message}`),
    ]);
  });
});

describe("the health check", () => {
  const KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/internal";
  const environment = { ...ENVIRONMENT, system: "enterprise", name: "dev" };
  const { app: tier } = NETWORK.tiers;
  const surroundings: WorkloadSurroundings = {
    environment,
    organization: ORGANIZATION,
    stage: "dev",
    network: { ...NETWORK, tiers: { private: tier!, isolated: tier! } },
    keys: { internal: { arn: KEY }, confidential: { arn: KEY } },
  };
  const compose = (app: App, promised: boolean): void => {
    const kept = composeData(app, DATA.dev, surroundings);
    const bastion = composeBastion(app, DATA.dev, kept, surroundings);
    composeWatching(
      app,
      DATA.dev,
      { ...kept, sessionLogGroupName: bastion?.sessionLogGroupName },
      watchedTogether(
        {
          application: {
            url: "https://api.example.com",
            securityGroup: { securityGroupId: "sg-alb", name: "load-balancer" },
            port: 443,
          },
          logGroupNames: ["/ecs/api"],
        },
        promised
          ? {
              alarms: {
                api: {
                  namePrefix: "enterprise-dev-api",
                  monitoring: restApi(
                    { apiName: "enterprise-dev" },
                    { errorsAbovePercent: 1, latency: { aboveMilliseconds: 1000 } },
                  ),
                },
                "load-balancer": {
                  namePrefix: "enterprise-dev-alb",
                  monitoring: loadBalancer({
                    arnSuffix: "app/enterprise-dev/1",
                    targetGroups: { api: { arnSuffix: "targetgroup/api/1", requiredTargets: 2 } },
                  }),
                },
              },
            }
          : {},
      ),
      surroundings,
    );
  };
  let composed: Readonly<Record<string, Workspace>>;
  beforeAll(() => {
    composed = synthesizeUnguarded((app) => {
      compose(app, true);
    });
  });
  const check = (): Workspace => composed["health-check-dev"]!;

  test("EN-263, M-57: asks the application from within its network every five minutes", () => {
    expect(check().one("aws_synthetics_canary", "canary_canary")).toMatchObject({
      name: "enterprise-dev",
      runtime_version: "syn-nodejs-puppeteer-15.0",
      handler: "health-check.handler",
      schedule: { expression: "rate(5 minutes)" },
      run_config: {
        timeout_in_seconds: 60,
        environment_variables: { CHECKED_URL: "https://api.example.com/health" },
      },
      vpc_config: { security_group_ids: ["${aws_security_group.canary_security-group_group.id}"] },
      artifact_config: { s3_encryption: { encryption_mode: "SSE_KMS", kms_key_arn: KEY } },
      start_canary: true,
      delete_lambda: true,
    });
  });

  test("EN-263: its script is in the workspace itself, the same on every machine", () => {
    const { key, content_base64 } = check().one("aws_s3_object", "canary_script");

    expect(key).toMatch(/^script\/[0-9a-f]{16}\.zip$/);
    expect(Buffer.from(content_base64 as string, "base64").toString("latin1")).toContain(
      "nodejs/node_modules/health-check.js",
    );
  });

  test("EN-263, M-57: two failing runs in a row are an ERROR, and so is none", () => {
    const alarm = named(composed["observability-dev"]!, "health-check-failing");

    expect(alarm).toMatchObject({
      namespace: "CloudWatchSynthetics",
      metric_name: "SuccessPercent",
      statistic: "Average",
      comparison_operator: "LessThanThreshold",
      threshold: 100,
      period: 300,
      evaluation_periods: 2,
      treat_missing_data: "breaching",
      alarm_actions: ["${aws_sns_topic.error_topic.arn}"],
    });
  });

  test("EN-263: its role keeps runs, and makes no log group of its own", () => {
    expect(permissionsOf(check(), "canary_role_role")).toEqual({
      "cloudwatch:PutMetricData": ["*"],
      "kms:Decrypt": [KEY],
      "kms:GenerateDataKey": [KEY],
      "logs:CreateLogStream": [
        "arn:aws:logs:ap-northeast-1:111111111111:log-group:/aws/lambda/cwsyn-enterprise-dev-*",
      ],
      "logs:PutLogEvents": [
        "arn:aws:logs:ap-northeast-1:111111111111:log-group:/aws/lambda/cwsyn-enterprise-dev-*",
      ],
      "s3:GetBucketLocation": ["${aws_s3_bucket.runs_bucket.arn}"],
      "s3:GetObject": ["${aws_s3_bucket.runs_bucket.arn}/script/*"],
      "s3:ListAllMyBuckets": ["*"],
      "s3:PutObject": ["${aws_s3_bucket.runs_bucket.arn}/runs/*"],
    });
  });

  test("EN-250, EN-251: its function's log group is declared with a retention", () => {
    expect(check().one("aws_cloudwatch_log_group", "canary_log_group")).toMatchObject({
      name: '/aws/lambda/${element(split(":", aws_synthetics_canary.canary_canary.engine_arn), 6)}',
      retention_in_days: 30,
    });
  });

  test("EN-260, EN-261, EN-264, EN-265: what is promised of API and load balancer is watched beside it", () => {
    const workspace = composed["observability-dev"]!;

    expect(named(workspace, "enterprise-dev-api-slow")).toMatchObject({
      metric_name: "Latency",
      extended_statistic: "p90",
      threshold: 1000,
      alarm_actions: ["${aws_sns_topic.warn_topic.arn}"],
    });
    expect(named(workspace, "enterprise-dev-api-5xx-ratio")).toMatchObject({ threshold: 0.01 });
    expect(named(workspace, "api-healthy-targets")).toMatchObject({
      metric_name: "HealthyHostCount",
      statistic: "Minimum",
      threshold: 2,
      alarm_actions: ["${aws_sns_topic.error_topic.arn}"],
    });
  });

  test("EN-262: without a promise nothing of API Gateway is watched", () => {
    const without = synthesizeUnguarded((app) => {
      compose(app, false);
    });

    expect(
      alarmsOf(without["observability-dev"]!).filter((alarm) =>
        JSON.stringify(alarm).includes("AWS/ApiGateway"),
      ),
    ).toEqual([]);
  });

  test.each<[NonNullable<WatchingConfig["healthCheck"]>, string]>([
    [
      { path: "health", everyMinutes: 5, runtimeVersion: "syn-nodejs-puppeteer-15.0" },
      "path: must be a path",
    ],
    [{ path: "/", everyMinutes: 0, runtimeVersion: "syn-nodejs-puppeteer-15.0" }, "everyMinutes: is 1 to 60"],
    [
      { path: "/", everyMinutes: 5, runtimeVersion: "syn-python-selenium-14.0" },
      "runtimeVersion: is a Synthetics",
    ],
  ])("M-57: is refused with %j", (healthCheck, message) => {
    expect(
      problemsOf(
        ORGANIZATION,
        inData("dev", (data) => ({ ...data, watching: { ...data.watching, healthCheck } })),
      ),
    ).toEqual([expect.stringContaining(`enterprise.dev.workload.data.watching.healthCheck.${message}`)]);
  });
});
