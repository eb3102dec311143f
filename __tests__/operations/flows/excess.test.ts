import {
  afterChange,
  type Changeable,
  changePolicy,
  excessOf,
  type Stage,
  stageOf,
  untoldOf,
} from "../../support/flows";

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf("serverless-web", "prod");
});

const put = (
  copy: Changeable,
  stack: string,
  type: string,
  id: string,
  attributes: Record<string, unknown>,
): void => {
  (copy[stack]!.resource[type] ??= {})[id] = attributes;
};
const resource = (copy: Changeable, stack: string, type: string, id: string): Record<string, unknown> =>
  copy[stack]!.resource[type]![id]!;

const AURORA = "${aws_security_group.aurora_security-group_group.id}";
const INGRESS = "aws_vpc_security_group_ingress_rule";
const MYSQL = { ip_protocol: "tcp", from_port: 3306, to_port: 3306, security_group_id: AURORA };
const SITE_POLICY = "edge-prod/aws_s3_bucket_policy.site_policy";

describe("what is possible and no flow says so names the rule that grants it", () => {
  it.each<[string, (copy: Changeable) => void, readonly string[]]>([
    [
      "an ingress rule for a whole block (SW-117)",
      (copy) => {
        put(copy, "data-prod", INGRESS, "wide", { ...MYSQL, cidr_ipv4: "10.1.0.0/16" });
      },
      [`data-prod/${INGRESS}.wide admits tcp 3306 from 10.1.0.0/16; flows need service backend-service only`],
    ],
    [
      "an ingress rule from the internet (SW-125)",
      (copy) => {
        put(copy, "data-prod", INGRESS, "open", {
          ...MYSQL,
          from_port: 22,
          to_port: 22,
          cidr_ipv4: "0.0.0.0/0",
        });
      },
      [`data-prod/${INGRESS}.open admits tcp 22 from 0.0.0.0/0; no flow needs it`],
    ],
    [
      "a rule for a range of ports",
      (copy) => {
        resource(copy, "service-prod", INGRESS, "backend-service_security-group_to-aurora-tcp-3306_ingress")[
          "to_port"
        ] = 3400;
      },
      [
        `service-prod/${INGRESS}.backend-service_security-group_to-aurora-tcp-3306_ingress admits tcp 3306-3400 from service-prod/aws_security_group.backend-service_security-group_group; flows need tcp 3306 only`,
      ],
    ],
    [
      "an inline rule",
      (copy) => {
        resource(copy, "data-prod", "aws_security_group", "aurora_security-group_group")["egress"] = [
          { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] },
        ];
      },
      [
        "data-prod/aws_security_group.aurora_security-group_group lets out all traffic to 0.0.0.0/0; no flow needs it",
      ],
    ],
    [
      "a service that joins the group of another (SW-121)",
      (copy) => {
        const service = resource(copy, "service-prod", "aws_ecs_service", "frontend-service_service");
        const network = service["network_configuration"] as { security_groups: string[] };
        network.security_groups.push("${aws_security_group.backend-service_security-group_group.id}");
      },
      [
        `service-prod/${INGRESS}.backend-service_security-group_to-aurora-tcp-3306_ingress lets service frontend-service reach database serverless-web-prod on tcp 3306 (with service-prod/aws_vpc_security_group_egress_rule.backend-service_security-group_to-aurora-tcp-3306_egress); no flow says so`,
      ],
    ],
    [
      "a public database (SW-125)",
      (copy) => {
        resource(copy, "data-prod", "aws_rds_cluster_instance", "aurora_writer")["publicly_accessible"] =
          true;
      },
      ["data-prod/aws_rds_cluster.aurora_cluster gives database serverless-web-prod a public address"],
    ],
    [
      "a route from the internet to the database's subnets (SW-125)",
      (copy) => {
        put(copy, "network-prod", "aws_route", "leak", {
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: "${aws_internet_gateway.network_vpc_internet-gateway.id}",
          route_table_id: "${aws_route_table.network_db_route-table.id}",
        });
      },
      [
        "network-prod/aws_route.leak joins the subnets of database serverless-web-prod to the internet",
        "network-prod/aws_route.leak leads to the internet; no flow needs it",
      ],
    ],
    [
      "a peering",
      (copy) => {
        put(copy, "network-prod", "aws_vpc_peering_connection", "peer", { peer_vpc_id: "vpc-1" });
      },
      ["network-prod/aws_vpc_peering_connection.peer leads to another network; no flow needs it"],
    ],
    [
      "a listener",
      (copy) => {
        put(copy, "edge-prod", "aws_lb_listener", "debug", {
          load_balancer_arn: "${aws_lb.load-balancer_lb.arn}",
          port: 8080,
        });
      },
      ["edge-prod/aws_lb_listener.debug listens on port 8080; no flow needs it"],
    ],
    [
      "an origin",
      (copy) => {
        const distribution = resource(copy, "edge-prod", "aws_cloudfront_distribution", "cdn_distribution");
        (distribution["origin"] as object[]).push({ origin_id: "other", domain_name: "other.example.org" });
      },
      [
        "edge-prod/aws_cloudfront_distribution.cdn_distribution reads from the origin other (other.example.org); no flow says so",
      ],
    ],
    [
      "a bucket without its public access block (SW-128)",
      (copy) => {
        resource(copy, "edge-prod", "aws_s3_bucket_public_access_block", "site_public-access")[
          "block_public_policy"
        ] = false;
      },
      [
        "edge-prod/aws_s3_bucket_public_access_block.site_public-access leaves block_public_policy off; no flow from the internet needs it",
      ],
    ],
    [
      "a bucket policy for anybody (SW-128)",
      (copy) => {
        changePolicy(
          resource(copy, "edge-prod", "aws_s3_bucket_policy", "site_policy"),
          "AllowCloudFrontAccess",
          (statement) => {
            statement["Principal"] = "*";
            delete statement["Condition"];
          },
        );
      },
      [
        `${SITE_POLICY}#AllowCloudFrontAccess lets * do s3:GetObject on serverless-web-prod-site-222222222222; no flow explains it`,
      ],
    ],
    [
      "a bucket policy for the wrong distribution",
      (copy) => {
        changePolicy(
          resource(copy, "edge-prod", "aws_s3_bucket_policy", "site_policy"),
          "AllowCloudFrontAccess",
          (statement) => {
            statement["Condition"] = {
              StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::1:distribution/E" },
            };
          },
        );
      },
      [
        `${SITE_POLICY}#AllowCloudFrontAccess lets cloudfront.amazonaws.com do s3:GetObject on serverless-web-prod-site-222222222222; no flow explains it`,
      ],
    ],
    [
      "an extra action in a resource's policy",
      (copy) => {
        changePolicy(
          resource(copy, "observability-prod", "aws_sns_topic_policy", "topic_policy"),
          "PublishedByServices",
          (statement) => {
            statement["Action"] = ["sns:Publish", "sns:Subscribe"];
          },
        );
      },
      [
        "observability-prod/aws_sns_topic_policy.topic_policy#PublishedByServices lets cloudwatch.amazonaws.com do sns:Subscribe on monitoring-topic; no flow explains it",
      ],
    ],
    [
      "an extra IAM action",
      (copy) => {
        changePolicy(
          resource(copy, "service-prod", "aws_iam_role_policy", "backend-database-secret"),
          "ReadDatabaseSecret",
          (statement) => {
            statement["Action"] = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"];
          },
        );
      },
      [
        "service-prod/aws_iam_role_policy.backend-database-secret#ReadDatabaseSecret lets serverless-web-prod-backend-task do secretsmanager:PutSecretValue on arn:aws:secretsmanager:ap-northeast-1:222222222222:secret:/aurora/credentials-??????; no flow explains it",
      ],
    ],
    [
      "a wildcard for an action that is needed",
      (copy) => {
        changePolicy(
          resource(copy, "service-prod", "aws_iam_role_policy", "backend-database-secret"),
          "ReadDatabaseSecret",
          (statement) => {
            statement["Resource"] = ["*"];
          },
        );
      },
      [
        "service-prod/aws_iam_role_policy.backend-database-secret#ReadDatabaseSecret lets serverless-web-prod-backend-task do secretsmanager:GetSecretValue on *; no flow explains it",
      ],
    ],
    [
      "a pattern that means more buckets than one",
      (copy) => {
        changePolicy(
          resource(copy, "delivery-prod", "aws_iam_role_policy", "build_publish-site"),
          "PublishSite",
          (statement) => {
            statement["Resource"] = ["arn:aws:s3:::serverless-web-prod-*/*"];
          },
        );
      },
      [
        "delivery-prod/aws_iam_role_policy.build_publish-site#PublishSite lets serverless-web-prod-build do s3:PutObject on arn:aws:s3:::serverless-web-prod-*/*; no flow explains it",
      ],
    ],
    [
      "a managed policy",
      (copy) => {
        put(copy, "service-prod", "aws_iam_role_policy_attachment", "admin", {
          role: "${aws_iam_role.backend-task_task-role_role.name}",
          policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        });
      },
      [
        "service-prod/aws_iam_role_policy_attachment.admin gives serverless-web-prod-backend-task all of arn:aws:iam::aws:policy/AdministratorAccess; no flow explains it",
      ],
    ],
    [
      "a role that others may assume",
      (copy) => {
        const role = resource(copy, "service-prod", "aws_iam_role", "backend-task_task-role_role");
        role["assume_role_policy"] = (role["assume_role_policy"] as string).replace(
          '{"Service":"ecs-tasks.amazonaws.com"}',
          '{"Service":["ecs-tasks.amazonaws.com","ec2.amazonaws.com"]}',
        );
      },
      [
        "service-prod/aws_iam_role.backend-task_task-role_role#AssumedByService lets ec2.amazonaws.com assume serverless-web-prod-backend-task; no flow explains it",
      ],
    ],
  ])("%s", (_name, change, expected) => {
    expect(excessOf(afterChange(stage, change))).toEqual(expected);
  });
});

describe("what the workspaces leave open is told", () => {
  it.each<[string, (copy: Changeable) => void, string]>([
    [
      "a policy that is more than references",
      (copy) => {
        resource(copy, "service-prod", "aws_iam_role_policy", "backend-database-secret")["policy"] =
          "${jsonencode(var.policy)}";
      },
      "service-prod/aws_iam_role_policy.backend-database-secret: what the policy grants: not JSON before Terraform runs",
    ],
    [
      "a statement that says what it leaves out",
      (copy) => {
        resource(copy, "service-prod", "aws_iam_role_policy", "backend-database-secret")["policy"] =
          '{"Statement":[{"Sid":"Most","Effect":"Allow","NotAction":"iam:*","Resource":"*"}]}';
      },
      "service-prod/aws_iam_role_policy.backend-database-secret: what the policy grants: statement Most says whom or what it leaves out",
    ],
    [
      "a rule whose peer is not known",
      (copy) => {
        put(copy, "data-prod", INGRESS, "later", { ...MYSQL, cidr_ipv4: "${var.office}" });
      },
      `data-prod/${INGRESS}.later: whom the rule admits before Terraform runs`,
    ],
    [
      "something in the network that is not known here",
      (copy) => {
        put(copy, "service-prod", "aws_mq_broker", "job", {
          vpc_config: {
            security_group_ids: ["${aws_security_group.backend-service_security-group_group.id}"],
          },
        });
      },
      "service-prod/aws_mq_broker.job: what aws_mq_broker reaches through its security group",
    ],
    [
      "a workflow whose definition Terraform makes, and whatever it runs",
      (copy) => {
        put(copy, "service-prod", "aws_sfn_state_machine", "job", {
          definition: "${jsonencode(aws_security_group.backend-service_security-group_group.id)}",
        });
      },
      "service-prod/aws_sfn_state_machine.job: what aws_sfn_state_machine reaches through its security group",
    ],
    [
      "a grant that stands in no policy",
      (copy) => {
        put(copy, "data-prod", "aws_kms_grant", "grant", {
          grantee_principal: "arn:aws:iam::999999999999:root",
        });
      },
      "data-prod/aws_kms_grant.grant: what the policy grants: aws_kms_grant is not read",
    ],
  ])("%s", (_name, change, expected) => {
    expect(untoldOf(afterChange(stage, change))).toEqual([expected]);
  });
});
