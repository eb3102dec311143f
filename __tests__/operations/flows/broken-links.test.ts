import { afterChange, type Changeable, changePolicy, gapsOf, type Stage, stageOf } from "../../support/flows";

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf("serverless-web", "prod");
});

const resource = (copy: Changeable, stack: string, type: string, id: string): Record<string, unknown> =>
  copy[stack]!.resource[type]![id]!;
const remove = (copy: Changeable, stack: string, type: string, id: string): void => {
  const { [id]: _removed, ...kept } = copy[stack]!.resource[type]!;
  copy[stack]!.resource[type] = kept;
};

const BACKEND = "service-prod/aws_security_group.backend-service_security-group_group";
const AURORA = "data-prod/aws_security_group.aurora_security-group_group";
const TO_AURORA = "backend-service_security-group_to-aurora-tcp-3306";
const ALB = "edge-prod/aws_lb.load-balancer_lb";
const DISTRIBUTION = "edge-prod/aws_cloudfront_distribution.cdn_distribution";
const NETWORK = "network-prod/aws_vpc.network_vpc_vpc";

describe("a flow whose link is broken names it", () => {
  it.each<[string, (copy: Changeable) => void, string]>([
    [
      "a missing egress rule",
      (copy) => {
        remove(copy, "service-prod", "aws_vpc_security_group_egress_rule", `${TO_AURORA}_egress`);
      },
      `${BACKEND}: no egress rule to database serverless-web-prod on tcp 3306`,
    ],
    [
      "a missing ingress rule",
      (copy) => {
        remove(copy, "service-prod", "aws_vpc_security_group_ingress_rule", `${TO_AURORA}_ingress`);
      },
      `${AURORA}: no ingress rule from service backend-service on tcp 3306`,
    ],
    [
      "a wrong port in a rule",
      (copy) => {
        const rule = resource(
          copy,
          "service-prod",
          "aws_vpc_security_group_egress_rule",
          `${TO_AURORA}_egress`,
        );
        Object.assign(rule, { from_port: 3307, to_port: 3307 });
      },
      `${BACKEND}: no egress rule to database serverless-web-prod on tcp 3306`,
    ],
    [
      "a database on another port",
      (copy) => {
        resource(copy, "data-prod", "aws_rds_cluster", "aurora_cluster")["port"] = 3307;
      },
      "data-prod/aws_rds_cluster.aurora_cluster: listens on 3307, not on 3306",
    ],
    [
      "a removed interface endpoint",
      (copy) => {
        remove(copy, "network-prod", "aws_vpc_endpoint", "network_endpoints_logs");
      },
      `${NETWORK}: no interface endpoint of logs`,
    ],
    [
      "one of the two endpoints of ECR removed",
      (copy) => {
        remove(copy, "network-prod", "aws_vpc_endpoint", "network_endpoints_ecr-dkr");
      },
      `${NETWORK}: no interface endpoint of ecr.dkr`,
    ],
    [
      "an endpoint without private DNS",
      (copy) => {
        resource(copy, "network-prod", "aws_vpc_endpoint", "network_endpoints_logs")["private_dns_enabled"] =
          false;
      },
      "network-prod/aws_vpc_endpoint.network_endpoints_logs: has no private DNS, so clients look for the public addresses",
    ],
    [
      "a removed gateway endpoint",
      (copy) => {
        resource(copy, "network-prod", "aws_vpc_endpoint", "network_endpoints_s3")["vpc_endpoint_type"] =
          "Elsewhere";
      },
      `${NETWORK}: no gateway endpoint of s3`,
    ],
    [
      "a gateway endpoint that the subnets' route table does not use",
      (copy) => {
        resource(copy, "network-prod", "aws_vpc_endpoint", "network_endpoints_s3")["route_table_ids"] = [
          "${aws_route_table.network_db_route-table.id}",
        ];
      },
      "network-prod/aws_vpc_endpoint.network_endpoints_s3: is not in the route table network-prod/aws_route_table.network_app_route-table",
    ],
    [
      "public subnets without a route to the internet",
      (copy) => {
        remove(copy, "network-prod", "aws_route", "network_public_default-route");
      },
      "network-prod/aws_route_table.network_public_route-table: no default route to a internet-gateway",
    ],
    [
      "a missing listener",
      (copy) => {
        remove(copy, "edge-prod", "aws_lb_listener", "listener_http");
      },
      `${ALB}: no listener on port 80`,
    ],
    [
      "a listener rule that forwards elsewhere",
      (copy) => {
        resource(copy, "edge-prod", "aws_lb_listener_rule", "listener_to-backend")["action"] = [
          { type: "forward", target_group_arn: "${aws_lb_target_group.frontend-targets_group.arn}" },
        ];
      },
      `${ALB}: no listener forwards to edge-prod/aws_lb_target_group.backend-targets_group`,
    ],
    [
      "a service that registers on another port",
      (copy) => {
        const service = resource(copy, "service-prod", "aws_ecs_service", "backend-service_service");
        (service["load_balancer"] as Record<string, unknown>[])[0]!["container_port"] = 8080;
      },
      "service-prod/aws_ecs_service.backend-service_service: registers on port 8080, not on 80",
    ],
    [
      "a load balancer without public addresses",
      (copy) => {
        resource(copy, "edge-prod", "aws_lb", "load-balancer_lb")["internal"] = true;
      },
      `${ALB}: has no public address`,
    ],
    [
      "a distribution without web ACL",
      (copy) => {
        delete resource(copy, "edge-prod", "aws_cloudfront_distribution", "cdn_distribution")["web_acl_id"];
      },
      `${DISTRIBUTION}: has no web ACL`,
    ],
    [
      "an origin that is asked by plain HTTP",
      (copy) => {
        const [, alb] = resource(copy, "edge-prod", "aws_cloudfront_distribution", "cdn_distribution")[
          "origin"
        ] as { custom_origin_config: Record<string, unknown> }[];
        alb!.custom_origin_config["origin_protocol_policy"] = "http-only";
      },
      `${DISTRIBUTION}: asks the load balancer by http-only, not on port 443`,
    ],
    [
      "an origin that no behaviour leads to",
      (copy) => {
        delete resource(copy, "edge-prod", "aws_cloudfront_distribution", "cdn_distribution")[
          "ordered_cache_behavior"
        ];
      },
      `${DISTRIBUTION}: no behaviour leads to the origin alb`,
    ],
    [
      "another secret header than the listener asks for",
      (copy) => {
        const [, alb] = resource(copy, "edge-prod", "aws_cloudfront_distribution", "cdn_distribution")[
          "origin"
        ] as { custom_header: Record<string, unknown>[] }[];
        alb!.custom_header[0]!["value"] = "guessed";
      },
      `${DISTRIBUTION}: sends no header that the rules of ${ALB} ask for`,
    ],
    [
      "a bucket policy for the wrong distribution",
      (copy) => {
        changePolicy(
          resource(copy, "edge-prod", "aws_s3_bucket_policy", "site_policy"),
          "AllowCloudFrontAccess",
          (statement) => {
            statement["Condition"] = {
              StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::222222222222:distribution/EANOTHER" },
            };
          },
        );
      },
      `edge-prod/aws_s3_bucket_policy.site_policy: no statement lets ${DISTRIBUTION} read`,
    ],
    [
      "a topic policy for another service",
      (copy) => {
        changePolicy(
          resource(copy, "observability-prod", "aws_sns_topic_policy", "topic_policy"),
          "PublishedByServices",
          (statement) => {
            statement["Principal"] = { Service: "events.amazonaws.com" };
          },
        );
      },
      "observability-prod/aws_sns_topic_policy.topic_policy: no statement allows sns:Publish to AWS cloudwatch",
    ],
    [
      "a missing IAM action",
      (copy) => {
        changePolicy(
          resource(copy, "service-prod", "aws_iam_role_policy", "backend-task_write-logs"),
          "WriteLogs",
          (statement) => {
            statement["Action"] = ["logs:CreateLogStream"];
          },
        );
      },
      "service-prod/aws_iam_role.backend-task_execution-role_role: no policy allows logs:PutLogEvents on log-group /aws/ecs/backend-service",
    ],
    [
      "a permission on another secret",
      (copy) => {
        changePolicy(
          resource(copy, "service-prod", "aws_iam_role_policy", "backend-database-secret"),
          "ReadDatabaseSecret",
          (statement) => {
            statement["Resource"] = [
              "arn:aws:secretsmanager:ap-northeast-1:222222222222:secret:/other-??????",
            ];
          },
        );
      },
      "service-prod/aws_iam_role.backend-task_task-role_role: no policy allows secretsmanager:GetSecretValue on secret /aurora/credentials",
    ],
    [
      "a denial",
      (copy) => {
        changePolicy(
          resource(copy, "edge-prod", "aws_s3_bucket_policy", "site_policy"),
          "DenyPlainHttp",
          (statement) => {
            delete statement["Condition"];
          },
        );
      },
      "edge-prod/aws_s3_bucket_policy.site_policy#DenyPlainHttp: denies s3:PutObject on bucket serverless-web-prod-site-222222222222",
    ],
    [
      "a boundary that does not admit what a role may do",
      (copy) => {
        changePolicy(
          resource(copy, "github-prod", "aws_iam_policy", "boundary"),
          "CeilingOfServices",
          (statement) => {
            statement["Action"] = (statement["Action"] as string[]).filter(
              (action) => action !== "firehose:*",
            );
          },
        );
      },
      "github-prod/aws_iam_policy.boundary: the boundary of observability-prod/aws_iam_role.archive_sender does not admit firehose:PutRecord",
    ],
    [
      "a role that trusts another service",
      (copy) => {
        const role = resource(copy, "service-prod", "aws_iam_role", "backend-task_task-role_role");
        role["assume_role_policy"] = (role["assume_role_policy"] as string).replace("ecs-tasks", "lambda");
      },
      "service-prod/aws_iam_role.backend-task_task-role_role: does not trust ecs-tasks",
    ],
    [
      "a resource that is not there",
      (copy) => {
        remove(copy, "data-prod", "aws_secretsmanager_secret", "aurora_credentials_secret");
      },
      "secret /aurora/credentials: is in none of the environment's workspaces",
    ],
  ])("%s", (_name, change, expected) => {
    const verdict = afterChange(stage, change);
    expect(gapsOf(verdict)).toContain(expected);
  });
});

describe("a flow that is stated wrongly", () => {
  it("has a hop that it does not pass", () => {
    const flows = stage.flows.map((flow) =>
      flow.to.kind === "database" ? { ...flow, path: ["website" as const] } : flow,
    );
    expect(gapsOf(afterChange({ ...stage, flows }, () => undefined))).toEqual([
      "service backend-service to database serverless-web-prod: passes no website; correct its path",
    ]);
  });
});
