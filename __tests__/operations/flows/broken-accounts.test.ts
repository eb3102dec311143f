import {
  afterChange,
  type Changeable,
  changePolicy,
  changeTrust,
  excessOf,
  gapsOf,
  type Stage,
  stageOf,
} from "../../support/flows";

type Change = (copy: Changeable) => void;

const resource = (copy: Changeable, stack: string, type: string, id: string): Record<string, unknown> =>
  copy[stack]!.resource[type]![id]!;
const remove = (copy: Changeable, stack: string, type: string, id: string): void => {
  const { [id]: _removed, ...kept } = copy[stack]!.resource[type]!;
  copy[stack]!.resource[type] = kept;
};
const add = (
  copy: Changeable,
  stack: string,
  type: string,
  id: string,
  attributes: Record<string, unknown>,
): void => {
  (copy[stack]!.resource[type] ??= {})[id] = attributes;
};

describe("the hub's ways, broken (EN-021, EN-022)", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf("enterprise", "network");
  });

  const TABLE = "aws_ec2_transit_gateway_route_table";
  const ROUTE = "aws_ec2_transit_gateway_route";
  const PROPAGATION = "aws_ec2_transit_gateway_route_table_propagation";

  it.each<[string, Change, string]>([
    [
      "a removed route to the internet",
      (copy) => {
        remove(copy, "routing-network", ROUTE, "routing_dev-to-internet");
      },
      `routing-network/${TABLE}.routing_dev-table: no route to 0.0.0.0/0`,
    ],
    [
      "an attachment with no table",
      (copy) => {
        remove(copy, "routing-network", `${TABLE}_association`, "routing_dev-association");
      },
      "routing-network/aws_ec2_transit_gateway_vpc_attachment_accepter.routing_dev-accepted: is associated with no route table of the transit gateway",
    ],
    [
      "an attachment that the hub does not take",
      (copy) => {
        remove(
          copy,
          "routing-network",
          "aws_ec2_transit_gateway_vpc_attachment_accepter",
          "routing_dev-accepted",
        );
      },
      "tgw-attach-0d0d0d0d0d0d0d0d1: the attachment of dev is not taken",
    ],
    [
      "a way back that is not learned",
      (copy) => {
        remove(copy, "routing-network", PROPAGATION, "routing_egress-reaches-dev");
      },
      `routing-network/${TABLE}.routing_egress-table: no route to 10.10.0.0/16, so that no answer reaches dev`,
    ],
    [
      "subnets of the attachment without NAT",
      (copy) => {
        remove(copy, "network-network", "aws_route", "network_transit_default-route-a");
      },
      "network-network/aws_route_table.network_transit_route-table-a: no route to 0.0.0.0/0",
    ],
  ])("%s", (_name, change, expected) => {
    expect(gapsOf(afterChange(stage, change)).join("\n")).toContain(expected);
  });

  it.each<[string, Change, string]>([
    [
      "what is not dropped comes back in by the NAT",
      (copy) => {
        remove(copy, "routing-network", ROUTE, "routing_dev-drops-the-rest");
      },
      `routing-network/${ROUTE}.routing_dev-to-internet leads dev to stg; no flow says so`,
    ],
    [
      "a spoke that learns of another",
      (copy) => {
        add(copy, "routing-network", PROPAGATION, "dev-reaches-prod", {
          transit_gateway_attachment_id:
            "${aws_ec2_transit_gateway_vpc_attachment_accepter.routing_prod-accepted.id}",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.routing_dev-table.id}",
        });
      },
      `routing-network/${PROPAGATION}.dev-reaches-prod leads dev to prod; no flow says so`,
    ],
    [
      "an attachment that no flow names",
      (copy) => {
        add(copy, "routing-network", `${TABLE}_association`, "stranger", {
          transit_gateway_attachment_id: "tgw-attach-0ffffffffffffffff",
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.routing_dev-table.id}",
        });
      },
      `routing-network/${TABLE}_association.stranger lets in a network that no flow names`,
    ],
    [
      "a share with a stranger",
      (copy) => {
        add(copy, "hub-network", "aws_ram_principal_association", "stranger", {
          principal: "999999999999",
          resource_share_arn: "${aws_ram_resource_share.hub_share.arn}",
        });
      },
      "hub-network/aws_ram_principal_association.stranger shares enterprise-network with 999999999999; no flow says so",
    ],
    [
      "a flow log that goes elsewhere",
      (copy) => {
        resource(copy, "network-network", "aws_flow_log", "network_flow-log_flow-log")["log_destination"] =
          "arn:aws:s3:::somebody-elses";
      },
      "network-network/aws_flow_log.network_flow-log_flow-log delivers to somebody-elses, which is elsewhere; no flow says so",
    ],
  ])("%s", (_name, change, expected) => {
    expect(excessOf(afterChange(stage, change))).toContain(expected);
  });
});

describe("the log archive's policies, widened (EN-016, EN-018)", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf("enterprise", "audit");
  });

  const BUCKET = "aws_s3_bucket_policy";
  const change =
    (id: string, sid: string, edit: (statement: Record<string, unknown>) => void): Change =>
    (copy) => {
      changePolicy(resource(copy, "log-archive-audit", BUCKET, id), sid, edit);
    };

  it("a service that writes on behalf of a stranger's account", () => {
    const verdict = afterChange(
      stage,
      change("config_files_policy", "ConfigWrites", (statement) => {
        const { StringEquals: equals } = statement["Condition"] as {
          StringEquals: Record<string, string[]>;
        };
        equals["aws:SourceAccount"] = [...equals["aws:SourceAccount"]!, "999999999999"];
        statement["Resource"] = ["${aws_s3_bucket.config_files_bucket.arn}/*"];
      }),
    );
    expect(gapsOf(verdict)[0]).toMatch(
      /no statement allows s3:PutObject to AWS config on behalf of .* alone$/,
    );
    expect(excessOf(verdict)).toEqual([
      expect.stringMatching(
        /^log-archive-audit\/aws_s3_bucket_policy\.config_files_policy#ConfigWrites lets config\.amazonaws\.com do s3:PutObject/,
      ),
    ]);
  });

  it("a service that writes on behalf of everybody", () => {
    const verdict = afterChange(
      stage,
      change("guardduty_files_policy", "GuardDutyWrites", (statement) => {
        delete statement["Condition"];
      }),
    );
    expect(gapsOf(verdict)).toEqual([
      "log-archive-audit/aws_s3_bucket_policy.guardduty_files_policy: no statement allows s3:PutObject to AWS guardduty on behalf of 810000000004 alone",
    ]);
  });

  it("a whole organization, where single accounts are stated", () => {
    const verdict = afterChange(
      stage,
      change("macie_files_policy", "MacieWrites", (statement) => {
        statement["Condition"] = { StringEquals: { "aws:SourceOrgID": "o-anotherorgid" } };
      }),
    );
    expect(gapsOf(verdict)).toHaveLength(1);
    expect(excessOf(verdict)).toEqual([
      "log-archive-audit/aws_s3_bucket_policy.macie_files_policy#MacieWrites lets macie.amazonaws.com do s3:PutObject on macie-logs-810000000003-ap-northeast-1; no flow explains it",
    ]);
  });

  it("another organization's accounts, beside a service", () => {
    const flows = stage.flows.map(({ onBehalfOf: _nobody, ...flow }) => flow);
    const verdict = afterChange(
      { ...stage, flows },
      change("macie_files_policy", "MacieWrites", (statement) => {
        statement["Condition"] = { StringEquals: { "aws:SourceOrgID": "o-anotherorgid" } };
      }),
    );
    expect(excessOf(verdict)).toContain(
      "log-archive-audit/aws_s3_bucket_policy.macie_files_policy#MacieWrites lets macie.amazonaws.com reach macie-logs-810000000003-ap-northeast-1 on behalf of o-anotherorgid; no flow explains it",
    );
  });

  it("an account that nobody named", () => {
    const verdict = afterChange(
      stage,
      change("sessions_files_policy", "Account810000000006Writes", (statement) => {
        statement["Principal"] = { AWS: "arn:aws:iam::999999999999:root" };
      }),
    );
    expect(gapsOf(verdict)).toContain(
      "log-archive-audit/aws_s3_bucket_policy.sessions_files_policy: no statement allows s3:PutObject to account dev",
    );
    expect(excessOf(verdict)).toEqual([
      "log-archive-audit/aws_s3_bucket_policy.sessions_files_policy#Account810000000006Writes lets arn:aws:iam::999999999999:root do s3:PutObject, s3:PutObjectAcl, s3:AbortMultipartUpload on sessions-logs-810000000003-ap-northeast-1; no flow explains it",
    ]);
  });

  it("auditors who decrypt with whatever key there is", () => {
    const verdict = afterChange(stage, (copy) => {
      changePolicy(
        resource(copy, "access-audit", "aws_iam_role_policy", "auditor-role_logs"),
        "DecryptLogs",
        (statement) => {
          delete statement["Condition"];
        },
      );
    });
    expect(excessOf(verdict)).toEqual([
      expect.stringMatching(
        /^access-audit\/aws_iam_role_policy\.auditor-role_logs#DecryptLogs lets enterprise-auditor do kms:Decrypt/,
      ),
    ]);
  });
});

describe("people's ways, broken (EN-015, EN-060)", () => {
  const ROLE = "access-management/aws_iam_role.admin-role_role";
  let management: Stage;
  let identity: Stage;
  beforeAll(async () => {
    management = await stageOf("enterprise", "management");
    identity = await stageOf("enterprise", "identity");
  });

  it("a role that trusts another account", () => {
    const verdict = afterChange(management, (copy) => {
      changeTrust(resource(copy, "access-management", "aws_iam_role", "admin-role_role"), (statement) => {
        statement["Principal"] = { AWS: "arn:aws:iam::999999999999:root" };
      });
    });
    expect(gapsOf(verdict)).toEqual([`${ROLE}: does not trust people of identity with a second factor`]);
    expect(excessOf(verdict)).toEqual([
      `${ROLE}#PeopleWithSecondFactor lets arn:aws:iam::999999999999:root assume enterprise-admin; no flow explains it`,
    ]);
  });

  it("a role that asks for no second factor", () => {
    const verdict = afterChange(management, (copy) => {
      changeTrust(resource(copy, "access-management", "aws_iam_role", "admin-role_role"), (statement) => {
        delete statement["Condition"];
      });
    });
    expect(gapsOf(verdict)).toEqual([`${ROLE}: does not trust people of identity with a second factor`]);
  });

  it("a service that is handed to another account", () => {
    const verdict = afterChange(management, (copy) => {
      resource(
        copy,
        "organization-management",
        "aws_securityhub_organization_admin_account",
        "administration_security-hub",
      )["admin_account_id"] = "999999999999";
    });
    expect(gapsOf(verdict)).toEqual(["AWS securityhub: no delegation by or to account security"]);
    expect(excessOf(verdict)).toEqual([
      "organization-management/aws_securityhub_organization_admin_account.administration_security-hub lets account 999999999999 administer securityhub; no flow says so",
    ]);
  });

  it("a control policy that allows", () => {
    const verdict = afterChange(management, (copy) => {
      add(copy, "organization-management", "aws_organizations_policy", "wide", {
        content: JSON.stringify({ Statement: { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" } }),
      });
    });
    expect(excessOf(verdict)).toEqual([
      "organization-management/aws_organizations_policy.wide#All allows; control policies only deny",
    ]);
  });

  it("a group that may switch to one role more", () => {
    const verdict = afterChange(identity, (copy) => {
      const policy = resource(copy, "people-identity", "aws_iam_group_policy", "auditors-group_switch-roles");
      changePolicy(policy, "SwitchRoles", (statement) => {
        statement["Resource"] = [
          ...(statement["Resource"] as string[]),
          "arn:aws:iam::810000000008:role/enterprise-admin",
        ];
      });
    });
    expect(excessOf(verdict)).toEqual([
      "people-identity/aws_iam_group_policy.auditors-group_switch-roles#SwitchRoles lets enterprise-auditors do sts:AssumeRole on arn:aws:iam::810000000008:role/enterprise-admin; no flow explains it",
    ]);
  });

  it("a person in one group more, and one with a key", () => {
    const verdict = afterChange(identity, (copy) => {
      const membership = resource(
        copy,
        "people-identity",
        "aws_iam_user_group_membership",
        "developer-1-user_groups",
      );
      membership["groups"] = [...(membership["groups"] as string[]), "enterprise-administrators"];
      add(copy, "people-identity", "aws_iam_access_key", "key", { user: "developer-1" });
    });
    expect(excessOf(verdict)).toEqual([
      "people-identity/aws_iam_user_group_membership.developer-1-user_groups makes developer-1 a member of enterprise-administrators; no flow says so",
      "people-identity/aws_iam_access_key.key gives developer-1 more than what groups allow; no flow says so",
    ]);
  });
});
