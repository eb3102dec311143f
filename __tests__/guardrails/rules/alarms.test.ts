import { EnvironmentWorkspaces } from "../../../guardrails/environment-workspaces";
import { evaluate } from "../../../guardrails/evaluate";
import { within } from "../../../guardrails/guard-rail";
import { ALARM_RULES } from "../../../guardrails/rules/alarms";
import { type Attributes, Workspace, type WorkspaceDocument } from "../../../guardrails/workspace";

const ENVIRONMENT = { protection: "protected", account: "111111111111", region: "ap-northeast-1" } as const;

/** What the rules on alarms say of an environment, a line for every resource that is not compliant. */
function findings(stacks: Readonly<Record<string, WorkspaceDocument>>): string[] {
  const workspaces = new Map(
    Object.entries(stacks).map(([id, document]) => [id, new Workspace(document, ENVIRONMENT)]),
  );
  const environment = new EnvironmentWorkspaces(workspaces);
  const rules = ALARM_RULES.map((rule) => within(environment, rule));
  return [...workspaces.values()].flatMap((workspace) =>
    evaluate(workspace, rules, [], "2026-01-01").findings.map(
      ({ rule, outcome, resource: { address }, got }) =>
        `${outcome === "cannot-tell" ? "?" : ""}${rule.id} ${address}: ${got}`,
    ),
  );
}

/** One resource `it` of a type in a stack `data-prod`, and one alarm on a metric in a stack `observability-prod`. */
function watched(
  type: string,
  attributes: Attributes,
  alarm: Attributes,
  output: Readonly<Record<string, Attributes>> = {},
): Readonly<Record<string, WorkspaceDocument>> {
  return {
    "data-prod": { resource: { [type]: { it: attributes } }, output },
    "observability-prod": { resource: { aws_cloudwatch_metric_alarm: { alarm } } },
  };
}

const NONE: Attributes = { namespace: "AWS/Other", dimensions: { Other: "it" } };

/** Reads an output of another stack, as cdktf writes it. */
const fromDataProd = (output: string) =>
  `\${data.terraform_remote_state.cross-stack-reference-input-data-prod.outputs.${output}}`;

describe("the guard rails on alarms", () => {
  it.each<[string, string, Attributes, string, string, string]>([
    ["ALM-001", "aws_api_gateway_rest_api", { name: "orders" }, "AWS/ApiGateway", "ApiName", "orders"],
    ["ALM-003", "aws_ecs_service", { name: "orders" }, "AWS/ECS", "ServiceName", "orders"],
    ["ALM-004", "aws_kinesis_stream", { name: "orders" }, "AWS/Kinesis", "StreamName", "orders"],
    ["ALM-005", "aws_sqs_queue", { name: "orders" }, "AWS/SQS", "QueueName", "orders"],
    ["ALM-007", "aws_s3_bucket", { bucket: "orders" }, "AWS/S3", "BucketName", "orders"],
    ["ALM-007", "aws_s3_bucket", { bucket: "orders" }, "AWS/S3", "SourceBucket", "orders"],
    ["ALM-008", "aws_dynamodb_table", { name: "orders" }, "AWS/DynamoDB", "TableName", "orders"],
    [
      "ALM-009",
      "aws_rds_cluster",
      { cluster_identifier: "orders" },
      "AWS/RDS",
      "DBClusterIdentifier",
      "orders",
    ],
    ["ALM-010", "aws_db_instance", { identifier: "orders" }, "AWS/RDS", "DBInstanceIdentifier", "orders"],
    [
      "ALM-011",
      "aws_elasticache_replication_group",
      { replication_group_id: "orders" },
      "AWS/ElastiCache",
      "CacheClusterId",
      "orders-0001-002",
    ],
    [
      "ALM-011",
      "aws_elasticache_replication_group",
      { replication_group_id: "orders" },
      "AWS/ElastiCache",
      "CacheClusterId",
      "orders-001",
    ],
    [
      "ALM-012",
      "aws_wafv2_web_acl",
      { name: "orders", visibility_config: { metric_name: "orders-acl" } },
      "AWS/WAFV2",
      "WebACL",
      "orders-acl",
    ],
  ])(
    "%s: %s %j is watched by an alarm on %s, %s = %s alone",
    (id, type, attributes, namespace, dimension, name) => {
      const alarm = { namespace, dimensions: { [dimension]: name } };
      const otherName = name.replace("orders", "orders-of-others");
      const missing = [`${id} ${type}.it: no alarm in its environment`];

      expect(findings(watched(type, attributes, alarm))).toEqual([]);
      expect(
        findings(watched(type, attributes, { ...alarm, dimensions: { [dimension]: otherName } })),
      ).toEqual(missing);
      expect(findings(watched(type, attributes, { ...alarm, namespace: "AWS/Other" }))).toEqual(missing);
      expect(findings(watched(type, attributes, { ...alarm, dimensions: { Other: name } }))).toEqual(missing);
    },
  );

  it.each<[string, string, string, string, string]>([
    ["ALM-002", "aws_lb", "AWS/ApplicationELB", "LoadBalancer", "arn_suffix"],
    ["ALM-005", "aws_sqs_queue", "AWS/SQS", "QueueName", "name"],
    ["ALM-006", "aws_sfn_state_machine", "AWS/States", "StateMachineArn", "arn"],
  ])(
    "%s: %s is watched through an output that another stack reads",
    (id, type, namespace, dimension, attribute) => {
      const alarm = { namespace, dimensions: { [dimension]: fromDataProd("it") } };

      expect(findings(watched(type, {}, alarm, { it: { value: `\${${type}.it.${attribute}}` } }))).toEqual(
        [],
      );
      expect(findings(watched(type, {}, alarm, { it: { value: `\${${type}.other.${attribute}}` } }))).toEqual(
        [`?${id} ${type}.it: an alarm on \${${type}.other.${attribute}}`],
      );
    },
  );

  it("count an alarm that calculates with the metric", () => {
    const metric = { namespace: "AWS/SQS", metric_name: "Age", dimensions: { QueueName: "orders" } };
    const alarm = {
      metric_query: [
        { id: "result", expression: "a" },
        { id: "a", metric },
      ],
    };
    expect(findings(watched("aws_sqs_queue", { name: "orders" }, alarm))).toEqual([]);
  });

  it("count the alarms on a cluster's instances as its own, and no others", () => {
    const cluster = (instanceOf: string): Readonly<Record<string, WorkspaceDocument>> => ({
      "data-prod": {
        resource: {
          aws_rds_cluster: { it: { cluster_identifier: "orders" } },
          aws_rds_cluster_instance: { one: { identifier: "orders-1", cluster_identifier: instanceOf } },
          aws_cloudwatch_metric_alarm: {
            cpu: { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: "orders-1" } },
          },
        },
      },
    });
    expect(findings(cluster("${aws_rds_cluster.it.id}"))).toEqual([]);
    expect(findings(cluster("${aws_rds_cluster.other.id}"))).toEqual([
      "ALM-009 aws_rds_cluster.it: no alarm in its environment",
    ]);
  });

  it("do not take a reference of another stack to the same address for one to this resource", () => {
    const queue = { aws_sqs_queue: { it: {} } };
    const alarm = { namespace: "AWS/SQS", dimensions: { QueueName: "${aws_sqs_queue.it.name}" } };
    expect(
      findings({
        "data-prod": { resource: queue },
        "jobs-prod": { resource: { ...queue, aws_cloudwatch_metric_alarm: { alarm } } },
      }),
    ).toEqual(["ALM-005 aws_sqs_queue.it: no alarm in its environment"]);
  });

  it("cannot tell what an alarm watches whose dimension Terraform decides", () => {
    const alarm = { namespace: "AWS/SQS", dimensions: { QueueName: "${element(local.queues, 1)}" } };
    expect(findings(watched("aws_sqs_queue", { name: "orders" }, alarm))).toEqual([
      "?ALM-005 aws_sqs_queue.it: an alarm on ${element(local.queues, 1)}",
    ]);
  });

  it("ask for no alarms on a load balancer that the catalogue does not know", () => {
    expect(findings(watched("aws_lb", { load_balancer_type: "network" }, NONE))).toEqual([]);
    expect(findings(watched("aws_lb", { load_balancer_type: "application" }, NONE))).toEqual([
      "ALM-002 aws_lb.it: no alarm in its environment",
    ]);
  });
});
