import {
  afterChange,
  type Changeable,
  changePolicy,
  excessOf,
  gapsOf,
  type Stage,
  stageOf,
} from "../../support/flows";

type Change = (copy: Changeable) => void;

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf("enterprise", "dev");
});

const all = (copy: Changeable, stack: string, type: string): Record<string, Record<string, unknown>> =>
  copy[stack]!.resource[type]!;
const resource = (copy: Changeable, stack: string, type: string, id: string): Record<string, unknown> =>
  all(copy, stack, type)[id]!;
const remove = (copy: Changeable, stack: string, type: string, id: string): void => {
  const { [id]: _removed, ...kept } = all(copy, stack, type);
  copy[stack]!.resource[type] = kept;
};

const API = "api-dev/aws_api_gateway_rest_api.rest-api_api";
const LINK = "api-dev/aws_security_group.vpc-link_vpc-link_group";
const ROUTE_TABLE = "network-dev/aws_route_table.network_private_route-table";
const ATTACHMENT = "network-dev/aws_ec2_transit_gateway_vpc_attachment.network_transit-gateway_attachment";

describe("a workload's way, broken, names it", () => {
  it.each<[string, Change, string]>([
    [
      "a removed route to the transit gateway (EN-022)",
      (copy) => {
        remove(copy, "network-dev", "aws_route", "network_private_default-route");
      },
      `${ROUTE_TABLE}: no default route to a transit-gateway`,
    ],
    [
      "a network that is not attached (EN-021)",
      (copy) => {
        remove(
          copy,
          "network-dev",
          "aws_ec2_transit_gateway_vpc_attachment",
          "network_transit-gateway_attachment",
        );
      },
      "network-dev/aws_route.network_private_default-route: leads to a transit gateway to which the network is not attached",
    ],
    [
      "a zone in which the attachment has no interface",
      (copy) => {
        resource(
          copy,
          "network-dev",
          "aws_ec2_transit_gateway_vpc_attachment",
          "network_transit-gateway_attachment",
        )["subnet_ids"] = ["${aws_subnet.network_isolated_subnet-a.id}"];
      },
      `${ATTACHMENT}: has no subnet in ap-northeast-1c, where network-dev/aws_subnet.network_private_subnet-c lies`,
    ],
    [
      "a VPC link whose group lets nothing out (EN-198)",
      (copy) => {
        copy["api-dev"]!.resource["aws_vpc_security_group_egress_rule"] = {};
      },
      `${LINK}: no egress rule to load-balancer enterprise-dev-services on tcp 443`,
    ],
    [
      "an API that leads to no load balancer (EN-184)",
      (copy) => {
        for (const integration of Object.values(all(copy, "api-dev", "aws_api_gateway_integration"))) {
          delete integration["integration_target"];
        }
      },
      `${API}: no integration leads there by a VPC link`,
    ],
    [
      "an API that anybody reaches past the distribution (EN-201)",
      (copy) => {
        copy["edge-dev"]!.resource["aws_wafv2_web_acl_association"] = {};
      },
      `${API}: no web ACL before it asks for a header that edge-dev/aws_cloudfront_distribution.cdn_distribution sends`,
    ],
    [
      "an API without a stage",
      (copy) => {
        copy["api-dev"]!.resource["aws_api_gateway_stage"] = {};
      },
      `${API}: has no stage, so that it answers nothing`,
    ],
    [
      "a workflow that does not run its task (EN-232)",
      (copy) => {
        const machine = resource(copy, "jobs-dev", "aws_sfn_state_machine", "erasure-workflow_machine");
        machine["definition"] = (machine["definition"] as string).replace(
          "aws_ecs_task_definition.erase_task_definition",
          "aws_ecs_task_definition.settle_task_definition",
        );
      },
      "jobs-dev/aws_ecs_task_definition.erase_task_definition: state-machine enterprise-dev-erasure does not run it",
    ],
    [
      "images that are not copied (EN-024)",
      (copy) => {
        copy["registry-dev"]!.resource["aws_ecr_replication_configuration"] = {};
      },
      "account stg: no replication by or to account",
    ],
  ])("%s", (_name, change, expected) => {
    expect(gapsOf(afterChange(stage, change))).toContain(expected);
  });
});

describe("what a workload allows too much names the rule", () => {
  it.each<[string, Change, string]>([
    [
      "one action more for operators (EN-126)",
      (copy) => {
        changePolicy(
          resource(copy, "access-dev", "aws_iam_role_policy", "operator-role_operation"),
          "Services",
          (statement) => {
            statement["Action"] = [...(statement["Action"] as string[]), "ecs:DeleteService"];
          },
        );
      },
      "access-dev/aws_iam_role_policy.operator-role_operation#Services lets enterprise-operator do ecs:DeleteService on arn:aws:ecs:*:810000000006:*; no flow explains it",
    ],
    [
      "an API method that asks nobody who they are (EN-184)",
      (copy) => {
        Object.assign(resource(copy, "api-dev", "aws_api_gateway_method", "rest-api_below-any_method"), {
          authorization: "NONE",
        });
      },
      "api-dev/aws_api_gateway_method.rest-api_below-any_method answers without knowing who calls; no flow says so",
    ],
    [
      "images that are copied to a stranger (EN-024)",
      (copy) => {
        const [configuration] = Object.values(all(copy, "registry-dev", "aws_ecr_replication_configuration"));
        const { rule } = configuration!["replication_configuration"] as {
          rule: { destination: Record<string, string>[] }[];
        };
        rule[0]!.destination.push({ region: "ap-northeast-1", registry_id: "999999999999" });
      },
      "registry-dev/aws_ecr_replication_configuration.replication_copies copies images to account 999999999999; no flow says so",
    ],
    [
      "logs of the load balancer that go elsewhere (EN-018)",
      (copy) => {
        resource(copy, "ingress-dev", "aws_lb", "load-balancer_lb")["access_logs"] = {
          bucket: "somebody-elses",
          enabled: true,
        };
      },
      "ingress-dev/aws_lb.load-balancer_lb delivers to somebody-elses, which is elsewhere; no flow says so",
    ],
    [
      "a way from the bastion's network to the load balancer (EN-169)",
      (copy) => {
        all(copy, "ingress-dev", "aws_security_group")["alb_group"]!["ingress"] = [
          { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["10.10.0.0/16"] },
        ];
      },
      "ingress-dev/aws_security_group.alb_group admits tcp 443 from 10.10.0.0/16; flows need",
    ],
  ])("%s", (_name, change, expected) => {
    expect(excessOf(afterChange(stage, change)).join("\n")).toContain(expected);
  });
});
