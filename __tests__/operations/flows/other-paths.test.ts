import {
  afterChange,
  type Changeable,
  changePolicy,
  excessOf,
  gapsOf,
  type Stage,
  stageOf,
} from "../../support/flows";

const resource = (copy: Changeable, stack: string, type: string, id: string): Record<string, unknown> =>
  copy[stack]!.resource[type]![id]!;
const removeAll = (copy: Changeable, stack: string, type: string): void => {
  copy[stack]!.resource[type] = {};
};

/** Changes one key of a resource. */
const set =
  (stack: string, type: string, id: string, values: Record<string, unknown>) =>
  (copy: Changeable): void => {
    Object.assign(resource(copy, stack, type, id), values);
  };

describe("the ways of openwan, broken", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf("openwan", "prod");
  });

  it("a route table without NAT (OW-327)", () => {
    const verdict = afterChange(stage, (copy) => {
      const { "network_app_default-route-b": _removed, ...kept } =
        copy["network-prod"]!.resource["aws_route"]!;
      copy["network-prod"]!.resource["aws_route"] = kept;
    });
    expect(gapsOf(verdict)).toEqual([
      "network-prod/aws_route_table.network_app_route-table-b: no default route to a nat-gateway",
    ]);
  });

  it("a NAT gateway in a subnet without a way out (OW-327)", () => {
    const verdict = afterChange(
      stage,
      set("network-prod", "aws_nat_gateway", "network_nat_gateway-a", {
        subnet_id: "${aws_subnet.network_data_subnet-a.id}",
      }),
    );
    expect(gapsOf(verdict)).toEqual([
      "network-prod/aws_route_table.network_data_route-table: no default route to a internet-gateway",
    ]);
  });

  it("a queue policy for another role is missed and is too much (OW-329)", () => {
    const verdict = afterChange(stage, (copy) => {
      changePolicy(
        resource(copy, "messaging-prod", "aws_sqs_queue_policy", "work_policy"),
        "AllowECSTasksToSendReceive",
        (statement) => {
          statement["Principal"] = { AWS: "arn:aws:iam::444444444444:role/openwan-bastion" };
        },
      );
    });
    expect(gapsOf(verdict)).toContain(
      "messaging-prod/aws_sqs_queue_policy.work_policy: no statement allows sqs:SendMessage to service openwan-backend",
    );
    expect(excessOf(verdict)).toEqual([
      "messaging-prod/aws_sqs_queue_policy.work_policy#AllowECSTasksToSendReceive lets arn:aws:iam::444444444444:role/openwan-bastion do sqs:SendMessage, sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on openwan-transcoding-queue; no flow explains it",
    ]);
  });

  it("a key that everybody may make grants of, of whatever account", () => {
    const verdict = afterChange(stage, (copy) => {
      changePolicy(
        resource(copy, "security-prod", "aws_kms_key", "rds-key_key"),
        "GrantedThroughRds",
        (statement) => {
          delete statement["Condition"];
        },
      );
    });
    expect(gapsOf(verdict)).toEqual([
      "security-prod/aws_kms_key.rds-key_key: no statement allows kms:CreateGrant to AWS rds",
    ]);
    expect(excessOf(verdict)).toEqual([
      "security-prod/aws_kms_key.rds-key_key#GrantedThroughRds lets * do kms:CreateGrant on security-prod/aws_kms_key.rds-key_key; no flow explains it",
    ]);
  });

  it("a way from the bastion to Redis (OW-333)", () => {
    const rule = {
      ip_protocol: "tcp",
      from_port: 6379,
      to_port: 6379,
    };
    const bastion = "${aws_security_group.bastion_security-group_group.id}";
    const verdict = afterChange(stage, (copy) => {
      copy["management-prod"]!.data["terraform_remote_state"]!["cache"] = {
        config: { key: "openwan/prod/cache/terraform.tfstate" },
      };
      const group =
        "${data.terraform_remote_state.cache.outputs.to-other-stacks-aws_security_group-redis_security-group_group-id}";
      copy["management-prod"]!.resource["aws_vpc_security_group_egress_rule"]!["to-redis"] = {
        ...rule,
        security_group_id: bastion,
        referenced_security_group_id: group,
      };
      copy["management-prod"]!.resource["aws_vpc_security_group_ingress_rule"]!["to-redis"] = {
        ...rule,
        security_group_id: group,
        referenced_security_group_id: bastion,
      };
    });
    expect(excessOf(verdict)).toEqual([
      "management-prod/aws_vpc_security_group_ingress_rule.to-redis admits tcp 6379 from management-prod/aws_security_group.bastion_security-group_group; no flow needs it",
      "management-prod/aws_vpc_security_group_egress_rule.to-redis lets out tcp 6379 to cache-prod/aws_security_group.redis_security-group_group; no flow needs it",
    ]);
  });

  it("a bastion without a public address", () => {
    const verdict = afterChange(
      stage,
      set("management-prod", "aws_instance", "bastion_instance", { associate_public_ip_address: false }),
    );
    expect(gapsOf(verdict)).toEqual([
      "management-prod/aws_instance.bastion_instance: has no public address, which an internet gateway needs",
    ]);
  });
});

describe("the ways of aws-practice, broken", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf("aws-practice", "stg");
  });

  it("a NAT instance that checks sources and destinations (AP-127)", () => {
    const verdict = afterChange(
      stage,
      set("network-stg", "aws_instance", "network_nat_instance", { source_dest_check: true }),
    );
    expect(gapsOf(verdict)).toEqual([
      "network-stg/aws_instance.network_nat_instance: source_dest_check is not off, so it forwards nothing",
    ]);
  });

  it("a NAT instance that is closed to the private subnets (AP-127)", () => {
    const verdict = afterChange(stage, (copy) => {
      removeAll(copy, "network-stg", "aws_vpc_security_group_ingress_rule");
    });
    expect(gapsOf(verdict)).toContain(
      "network-stg/aws_security_group.network_nat_security-group_group: no ingress rule from 10.0.128.0/18 on tcp 443",
    );
  });

  it("a NAT instance that is open to the internet (AP-132)", () => {
    const verdict = afterChange(stage, (copy) => {
      copy["network-stg"]!.resource["aws_vpc_security_group_ingress_rule"]!["open"] = {
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
        cidr_ipv4: "0.0.0.0/0",
        security_group_id: "${aws_security_group.network_nat_security-group_group.id}",
      };
    });
    expect(excessOf(verdict)).toEqual([
      "network-stg/aws_vpc_security_group_ingress_rule.open admits tcp 22 from 0.0.0.0/0; no flow needs it",
    ]);
  });

  it("a managed policy that is not attached (AP-129)", () => {
    const verdict = afterChange(stage, (copy) => {
      removeAll(copy, "network-stg", "aws_iam_role_policy_attachment");
    });
    expect(gapsOf(verdict)).toEqual([
      "network-stg/aws_iam_role.network_nat_role: the AWS managed policy/AmazonSSMManagedInstanceCore is not attached",
    ]);
  });
});

describe("the ways of ecs-web, broken", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf("ecs-web", "dev");
  });

  it("a website for further addresses (EW-089)", () => {
    const verdict = afterChange(stage, (copy) => {
      changePolicy(
        resource(copy, "site-dev", "aws_s3_bucket_policy", "site_policy"),
        "AllowNamedAddresses",
        (statement) => {
          statement["Condition"] = { IpAddress: { "aws:SourceIp": ["203.0.113.10/32", "0.0.0.0/0"] } };
        },
      );
    });
    expect(excessOf(verdict)).toEqual([
      "site-dev/aws_s3_bucket_policy.site_policy#AllowNamedAddresses lets 0.0.0.0/0 reach ecs-web-dev-site-example-org; no flow explains it",
    ]);
  });

  it("a website for everybody (EW-089)", () => {
    const verdict = afterChange(stage, (copy) => {
      changePolicy(
        resource(copy, "site-dev", "aws_s3_bucket_policy", "site_policy"),
        "AllowNamedAddresses",
        (statement) => {
          delete statement["Condition"];
        },
      );
    });
    expect(excessOf(verdict)).toEqual([
      "site-dev/aws_s3_bucket_policy.site_policy#AllowNamedAddresses lets * do s3:GetObject on ecs-web-dev-site-example-org; no flow explains it",
    ]);
  });

  it("a bucket that hosts no website (EW-083)", () => {
    const verdict = afterChange(stage, (copy) => {
      removeAll(copy, "site-dev", "aws_s3_bucket_website_configuration");
    });
    expect(gapsOf(verdict)).toEqual(["site-dev/aws_s3_bucket.site_bucket: hosts no website"]);
  });

  it("an API for everybody (EW-089)", () => {
    const verdict = afterChange(stage, (copy) => {
      for (const rule of Object.values(
        copy["ingress-dev"]!.resource["aws_vpc_security_group_ingress_rule"]!,
      )) {
        rule["cidr_ipv4"] = "0.0.0.0/0";
      }
    });
    expect(excessOf(verdict)).toEqual([
      expect.stringMatching(/ admits tcp 80 from 0\.0\.0\.0\/0; flows need operators only$/),
    ]);
  });

  it("no gateway endpoint of DynamoDB (EW-086)", () => {
    const verdict = afterChange(stage, (copy) => {
      const { network_endpoints_dynamodb: _removed, ...kept } =
        copy["network-dev"]!.resource["aws_vpc_endpoint"]!;
      copy["network-dev"]!.resource["aws_vpc_endpoint"] = kept;
    });
    expect(gapsOf(verdict)).toEqual(["network-dev/aws_vpc.network_vpc_vpc: no gateway endpoint of dynamodb"]);
  });
});
