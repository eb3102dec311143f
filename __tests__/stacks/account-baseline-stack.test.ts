import { AccountBaselineStack, type AccountBaselineStackProps } from "../../stacks/account-baseline-stack";
import { permissionsOf } from "../support/policies";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const REGIONS = ["ap-northeast-1", "ap-northeast-3", "us-east-1"];
const PROPS: AccountBaselineStackProps = {
  environment: { ...ENVIRONMENT, name: "dev" },
  furtherRegions: ["ap-northeast-1", "ap-northeast-3", "us-east-1"],
  globalRegion: "us-east-1",
  configBucketName: "config-logs",
  remediation: "automatic",
  notices: { addresses: ["platform@example.com"] },
  costs: { monthlyUsd: 1000, addresses: ["costs@example.com"], anomalyUsd: 50 },
};
const synthesize = (change: Partial<AccountBaselineStackProps> = {}): Workspace =>
  synthesizeApp((app) => new AccountBaselineStack(app, { ...PROPS, ...change }))["baseline-dev"]!;

let workspace: Workspace;
beforeAll(() => {
  workspace = synthesize();
});

describe("what holds in the account", () => {
  test("EN-061: new volumes are encrypted in each Region", () => {
    expect(Object.values(workspace.all("aws_ebs_encryption_by_default"))).toEqual(
      REGIONS.map((region) => ({ enabled: true, region })),
    );
  });

  test("EN-055: nothing in S3 can be made public", () => {
    expect(workspace.one("aws_s3_account_public_access_block", "defaults_s3-public-access")).toEqual({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("EN-088: every image is scanned whenever a flaw becomes known", () => {
    expect(Object.values(workspace.all("aws_ecr_registry_scanning_configuration"))).toEqual(
      REGIONS.map((region) => ({
        scan_type: "ENHANCED",
        rule: [
          {
            scan_frequency: "CONTINUOUS_SCAN",
            repository_filter: [{ filter: "*", filter_type: "WILDCARD" }],
          },
        ],
        region,
      })),
    );
  });

  test("EN-137: passwords are strong and never expire", () => {
    const [policy] = Object.values(workspace.all("aws_iam_account_password_policy"));

    expect(policy).toMatchObject({
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
    });
    expect(policy?.["minimum_password_length"]).toBeGreaterThanOrEqual(14);
    expect(policy?.["max_password_age"]).toBeUndefined();
  });
});

describe("AWS Config", () => {
  test("EN-105, M-16: records everything at once, what is global in the home Region alone", () => {
    expect(
      Object.values(workspace.all("aws_config_configuration_recorder")).map(
        ({ region, recording_group: group, recording_mode: mode }) => [region, group, mode],
      ),
    ).toEqual(
      REGIONS.map((region, index) => [
        region,
        { all_supported: true, include_global_resource_types: index === 0 },
        { recording_frequency: "CONTINUOUS" },
      ]),
    );
    expect(
      Object.values(workspace.all("aws_config_configuration_recorder_status")).map(
        ({ is_enabled: enabled }) => enabled,
      ),
    ).toEqual([true, true, true]);
  });

  test("EN-019, EN-105: delivers to the log archive, with its service-linked role", () => {
    expect(
      Object.values(workspace.all("aws_config_delivery_channel")).map(({ s3_bucket_name: name }) => name),
    ).toEqual(["config-logs", "config-logs", "config-logs"]);
    expect(workspace.one("aws_config_configuration_recorder", "config_recorder-us-east-1")["role_arn"]).toBe(
      "${aws_iam_service_linked_role.config_role.arn}",
    );
  });

  test("EN-105: a recorder starts only once it can deliver", () => {
    expect(
      workspace.one("aws_config_configuration_recorder_status", "config_status-us-east-1")["depends_on"],
    ).toEqual(["aws_config_delivery_channel.config_channel-us-east-1"]);
  });

  test("M-16: records once a day where it is asked for", () => {
    expect(
      synthesize({ recording: "daily" }).one(
        "aws_config_configuration_recorder",
        "config_recorder-us-east-1",
      )["recording_mode"],
    ).toEqual({ recording_frequency: "DAILY" });
  });

  test("EN-106, M-17: closes open security groups and public buckets itself", () => {
    expect(
      Object.values(workspace.all("aws_config_remediation_configuration")).map(
        ({ automatic, target_id: target, resource_type: type, parameter }) => [
          automatic,
          target,
          type,
          parameter,
        ],
      ),
    ).toEqual([
      [
        true,
        "AWS-DisableS3BucketPublicReadWrite",
        "AWS::S3::Bucket",
        [
          { name: "AutomationAssumeRole", static_value: "${aws_iam_role.remediation_role_role.arn}" },
          { name: "S3BucketName", resource_value: "RESOURCE_ID" },
        ],
      ],
      [
        true,
        "AWS-DisablePublicAccessForSecurityGroup",
        "AWS::EC2::SecurityGroup",
        [
          { name: "AutomationAssumeRole", static_value: "${aws_iam_role.remediation_role_role.arn}" },
          { name: "GroupId", resource_value: "RESOURCE_ID" },
        ],
      ],
    ]);
    expect(Object.keys(permissionsOf(workspace, "remediation_role_role"))).toEqual([
      "ec2:DescribeSecurityGroups",
      "ec2:RevokeSecurityGroupIngress",
      "s3:GetBucketPublicAccessBlock",
      "s3:PutBucketPublicAccessBlock",
    ]);
  });

  test("M-17: where it only tells, the rules are there and nothing mends", () => {
    const telling = synthesize({ remediation: "notify-only" });

    expect(telling.ids("aws_config_config_rule")).toEqual(workspace.ids("aws_config_config_rule"));
    expect(telling.ids("aws_config_remediation_configuration")).toEqual([]);
    expect(telling.ids("aws_iam_role")).toEqual([]);
  });
});

describe("who is told", () => {
  const told = (on: Workspace): readonly unknown[] =>
    Object.values(on.all("aws_cloudwatch_event_rule"))
      .map(({ name, region }) => [name, region])
      .sort();

  test("EN-258, M-58: faults and notices of AWS are told in the home Region and for global services", () => {
    expect(told(workspace)).toEqual([
      ["example-dev-backup-faults", undefined],
      ["example-dev-global-health-issues", "us-east-1"],
      ["example-dev-global-health-notices", "us-east-1"],
      ["example-dev-health-issues", undefined],
      ["example-dev-health-notices", undefined],
    ]);
    expect(workspace.one("aws_cloudwatch_event_target", "notices_health-issues_target")["arn"]).toBe(
      "${aws_sns_topic.notices_error_topic.arn}",
    );
    expect(workspace.one("aws_cloudwatch_event_target", "notices_health-notices_target")["arn"]).toBe(
      "${aws_sns_topic.notices_warn_topic.arn}",
    );
  });

  test("M-58: the Region of global services is told of once when it is the home Region", () => {
    expect(told(synthesize({ globalRegion: "ap-northeast-1" }))).toEqual([
      ["example-dev-backup-faults", undefined],
      ["example-dev-health-issues", undefined],
      ["example-dev-health-notices", undefined],
    ]);
  });

  test("EN-121: backups that fail are told of at once", () => {
    const rule = workspace.one("aws_cloudwatch_event_rule", "notices_backup-faults_rule");

    expect(JSON.parse(rule["event_pattern"] as string)).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
      detail: { state: ["ABORTED", "EXPIRED", "FAILED"] },
    });
  });

  test("each topic mails the same people", () => {
    expect(
      Object.values(workspace.all("aws_sns_topic_subscription")).map(({ endpoint }) => endpoint),
    ).toEqual(Array(4).fill("platform@example.com"));
  });
});

describe("costs", () => {
  test("M-32: a budget tells at 80 and 100 % of what was spent, and at 100 % of what will be", () => {
    const budget = workspace.one("aws_budgets_budget", "costs_budget");

    expect(budget).toMatchObject({
      name: "example-dev-monthly",
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "1000",
      limit_unit: "USD",
    });
    expect(
      (budget["notification"] as readonly Record<string, unknown>[]).map(
        ({ notification_type: type, threshold, threshold_type: unit, subscriber_email_addresses: mails }) => [
          type,
          threshold,
          unit,
          mails,
        ],
      ),
    ).toEqual([
      ["ACTUAL", 80, "PERCENTAGE", ["costs@example.com"]],
      ["ACTUAL", 100, "PERCENTAGE", ["costs@example.com"]],
      ["FORECASTED", 100, "PERCENTAGE", ["costs@example.com"]],
    ]);
  });

  test("M-32: a monitor looks for what is unusual, where an amount is stated", () => {
    expect(workspace.one("aws_ce_anomaly_monitor", "costs_monitor")).toEqual({
      name: "example-dev-services",
      monitor_type: "DIMENSIONAL",
      monitor_dimension: "SERVICE",
    });
    expect(
      workspace.one("aws_ce_anomaly_subscription", "costs_subscription")["threshold_expression"] as object,
    ).toEqual({
      dimension: {
        key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        match_options: ["GREATER_THAN_OR_EQUAL"],
        values: ["50"],
      },
    });
    const without = synthesize({ costs: { monthlyUsd: 10, addresses: ["costs@example.com"] } });
    expect(without.ids("aws_ce_anomaly_monitor")).toEqual([]);
  });

  test("M-33: nothing of billing where the payer is another", () => {
    const elsewhere = synthesize({ costs: "elsewhere" });

    expect(elsewhere.ids("aws_budgets_budget")).toEqual([]);
    expect(elsewhere.ids("aws_ce_anomaly_monitor")).toEqual([]);
  });

  test.each([
    ["no amount", { monthlyUsd: 0, addresses: ["costs@example.com"] }, "monthlyUsd: is an amount above 0"],
    ["nobody", { monthlyUsd: 1, addresses: [] }, "addresses: are 1 to 10"],
    ["no address", { monthlyUsd: 1, addresses: ["costs"] }, "addresses: are e-mail addresses"],
    [
      "no anomaly",
      { monthlyUsd: 1, anomalyUsd: -1, addresses: ["costs@example.com"] },
      "anomalyUsd: is an amount above 0",
    ],
  ])("M-32: a budget with %s is refused", (_name, costs, message) => {
    expect(refusalOf(() => synthesize({ costs }))).toContain(`baseline-dev/costs.${message}`);
  });
});
