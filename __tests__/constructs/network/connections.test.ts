import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import type { Construct } from "constructs";
import { Peer } from "../../../constructs/network/peer";
import { Port } from "../../../constructs/network/port";
import { SecurityGroup } from "../../../constructs/network/security-group";
import { BareStack, refusalOf, synthesizeApp, synthesizeStack } from "../../support/synthesis";

const group = (scope: Construct, id: string) =>
  new SecurityGroup(scope, id, { vpcId: "vpc-1", name: `app-${id}`, description: `Traffic of ${id}` });

/** Builds two groups and states a flow between them. */
const withTwoGroups = (state: (web: SecurityGroup, rds: SecurityGroup) => void) =>
  synthesizeStack((stack) => {
    state(group(stack, "web"), group(stack, "rds"));
  });

describe("a flow between two security groups", () => {
  test("OW-042, OW-049: allowTo makes egress on this group and ingress on the other, and nothing else", () => {
    // GIVEN two groups WHEN one may open connections to the other
    const workspace = withTwoGroups((web, rds) => {
      web.connections.allowTo(rds, Port.tcp(3306), "Web reads and writes the database");
    });

    // THEN
    expect(workspace.all("aws_vpc_security_group_egress_rule")).toEqual({
      "web_to-rds-tcp-3306_egress": {
        security_group_id: "${aws_security_group.web_group.id}",
        referenced_security_group_id: "${aws_security_group.rds_group.id}",
        ip_protocol: "tcp",
        from_port: 3306,
        to_port: 3306,
        description: "Web reads and writes the database",
      },
    });
    expect(workspace.all("aws_vpc_security_group_ingress_rule")).toEqual({
      "web_to-rds-tcp-3306_ingress": {
        security_group_id: "${aws_security_group.rds_group.id}",
        referenced_security_group_id: "${aws_security_group.web_group.id}",
        ip_protocol: "tcp",
        from_port: 3306,
        to_port: 3306,
        description: "Web reads and writes the database",
      },
    });
  });

  test("SW-111: allowFrom makes the same pair, keyed by the accepting side", () => {
    const workspace = withTwoGroups((web, rds) => {
      rds.connections.allowFrom(web, Port.tcp(3306), "Web reads and writes the database");
    });

    expect(workspace.one("aws_vpc_security_group_egress_rule", "rds_from-web-tcp-3306_egress")).toMatchObject(
      {
        security_group_id: "${aws_security_group.web_group.id}",
        referenced_security_group_id: "${aws_security_group.rds_group.id}",
      },
    );
    expect(
      workspace.one("aws_vpc_security_group_ingress_rule", "rds_from-web-tcp-3306_ingress"),
    ).toMatchObject({
      security_group_id: "${aws_security_group.rds_group.id}",
      referenced_security_group_id: "${aws_security_group.web_group.id}",
    });
  });

  test("a group may talk to itself", () => {
    const workspace = withTwoGroups((web) => {
      web.connections.allowTo(web, Port.tcp(7946), "Members gossip");
    });

    const self = "${aws_security_group.web_group.id}";
    for (const type of ["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"]) {
      expect(Object.values(workspace.all(type))).toEqual([
        expect.objectContaining({ security_group_id: self, referenced_security_group_id: self }),
      ]);
    }
  });

  test("a flow that crosses stacks puts both rules into the downstream stack", () => {
    // GIVEN a group in the network stack, known downstream by its reference only
    // WHEN the downstream group states the flow
    const workspaces = synthesizeApp((app) => {
      const endpoints = group(new BareStack(app, "network"), "endpoints");
      const task = group(new BareStack(app, "service"), "task");
      task.connections.allowTo(endpoints.ref, Port.tcp(443), "Tasks call AWS APIs");
    });

    // THEN
    const { "network-test": network, "service-test": service } = workspaces;
    expect(network?.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(service?.ids("aws_vpc_security_group_egress_rule")).toEqual(["task_to-endpoints-tcp-443_egress"]);
    expect(
      service?.one("aws_vpc_security_group_ingress_rule", "task_to-endpoints-tcp-443_ingress"),
    ).toMatchObject({
      security_group_id: expect.stringContaining("data.terraform_remote_state."),
      referenced_security_group_id: "${aws_security_group.task_group.id}",
    });
  });
});

describe("a flow to or from addresses", () => {
  test("OW-044: to anywhere is one egress rule", () => {
    const workspace = withTwoGroups((web) => {
      web.connections.allowToAnywhere(Port.tcp(443), "AWS APIs, S3 and SQS");
    });

    expect(workspace.all("aws_vpc_security_group_egress_rule")).toEqual({
      "web_to-anywhere-ipv4-tcp-443_egress": {
        security_group_id: "${aws_security_group.web_group.id}",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "AWS APIs, S3 and SQS",
      },
    });
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  test("OW-035: from anywhere is one ingress rule", () => {
    const workspace = withTwoGroups((web) => {
      web.connections.allowFromAnywhere(Port.tcp(443), "Viewers");
    });

    expect(
      workspace.one("aws_vpc_security_group_ingress_rule", "web_from-anywhere-ipv4-tcp-443_ingress"),
    ).toEqual({
      security_group_id: "${aws_security_group.web_group.id}",
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      description: "Viewers",
    });
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("EW-056: a named block keeps its address when the block changes", () => {
    const idsFor = (cidr: string) =>
      withTwoGroups((web) => {
        web.connections.allowFrom(Peer.cidr(cidr, "operator"), Port.tcp(80), "Address of the operator");
      }).ids("aws_vpc_security_group_ingress_rule");

    expect(idsFor("203.0.113.7/32")).toEqual(["web_from-operator-tcp-80_ingress"]);
    expect(idsFor("198.51.100.9/32")).toEqual(["web_from-operator-tcp-80_ingress"]);
  });

  test("a block without a name is keyed by itself", () => {
    const workspace = withTwoGroups((web) => {
      web.connections.allowFrom(Peer.cidr("10.0.128.0/18"), Port.tcp(80), "Private subnets");
    });

    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([
      "web_from-10-0-128-0-18-tcp-80_ingress",
    ]);
  });

  test("SW-114: to a prefix list is one egress rule", () => {
    const workspace = synthesizeStack((stack) => {
      const s3 = new DataAwsPrefixList(stack, "s3", { name: "com.amazonaws.ap-northeast-1.s3" });
      group(stack, "task").connections.allowTo(
        Peer.prefixList(s3.id, "s3"),
        Port.tcp(443),
        "Image layers from S3",
      );
    });

    expect(workspace.one("aws_vpc_security_group_egress_rule", "task_to-s3-tcp-443_egress")).toMatchObject({
      prefix_list_id: "${data.aws_prefix_list.s3.id}",
      from_port: 443,
      to_port: 443,
    });
  });

  test("AP-048: all traffic has no ports and tells why", () => {
    const workspace = withTwoGroups((web) => {
      web.connections.allowToAnywhere(Port.allTraffic("NAT forwards every protocol"), "Internet");
    });

    expect(workspace.one("aws_vpc_security_group_egress_rule", "web_to-anywhere-ipv4-all_egress")).toEqual({
      security_group_id: "${aws_security_group.web_group.id}",
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "-1",
      description: "Internet (all traffic: NAT forwards every protocol)",
    });
  });

  test("a range tells why", () => {
    const workspace = withTwoGroups((web, rds) => {
      web.connections.allowTo(rds, Port.range(32768, 60999, "dynamic host ports"), "Load balancer to tasks");
    });

    expect(
      workspace.one("aws_vpc_security_group_egress_rule", "web_to-rds-tcp-32768-60999_egress"),
    ).toMatchObject({
      from_port: 32768,
      to_port: 60999,
      description: "Load balancer to tasks (tcp 32768-60999: dynamic host ports)",
    });
  });
});

describe("a flow stated twice", () => {
  test.each([
    [
      "in the same words",
      (a: SecurityGroup, b: SecurityGroup) => {
        a.connections.allowTo(b, Port.tcp(3306), "one");
        a.connections.allowTo(b, Port.tcp(3306), "one");
      },
      "unit-test/web/to-rds-tcp-3306: a flow is stated once, got the same flow as unit-test/web/to-rds-tcp-3306; remove one of the two statements",
    ],
    [
      "from either side",
      (a: SecurityGroup, b: SecurityGroup) => {
        a.connections.allowTo(b, Port.tcp(3306), "one");
        b.connections.allowFrom(a.ref, Port.tcp(3306), "another");
      },
      "unit-test/rds/from-web-tcp-3306: a flow is stated once, got the same flow as unit-test/web/to-rds-tcp-3306; remove one of the two statements",
    ],
    [
      "to addresses",
      (a: SecurityGroup) => {
        a.connections.allowTo(Peer.cidr("10.0.0.0/24"), Port.tcp(22), "one");
        a.connections.allowTo(Peer.cidr("10.0.0.0/24", "office"), Port.tcp(22), "another");
      },
      "unit-test/web/to-office-tcp-22: a flow is stated once, got the same flow as unit-test/web/to-10-0-0-0-24-tcp-22; remove one of the two statements",
    ],
  ])("%s is refused", (_case, state, message) => {
    expect(refusalOf(() => withTwoGroups(state))).toBe(message);
  });

  test("in opposite directions, or on another port, is two flows", () => {
    const workspace = withTwoGroups((a, b) => {
      a.connections.allowTo(b, Port.tcp(80), "one");
      b.connections.allowTo(a, Port.tcp(80), "two");
      a.connections.allowTo(b, Port.udp(80), "three");
      a.connections.allowTo(b, Port.tcp(81), "four");
    });

    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toHaveLength(4);
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toHaveLength(4);
  });

  test("in two apps is one flow in each", () => {
    const once = () =>
      withTwoGroups((a, b) => {
        a.connections.allowTo(b, Port.tcp(80), "one");
      });

    expect([once(), once()]).toHaveLength(2);
  });
});

describe("two peers of the same name", () => {
  test("are refused", () => {
    const message = refusalOf(() =>
      withTwoGroups((web) => {
        web.connections.allowFrom(Peer.cidr("10.0.0.0/24", "office"), Port.tcp(22), "one");
        web.connections.allowFrom(Peer.cidr("10.0.1.0/24", "office"), Port.tcp(22), "another");
      }),
    );

    expect(message).toBe(
      "unit-test/web/from-office-tcp-22: peers of a security group have different names, got another peer of the same name; rename one of the two peers",
    );
  });

  test("are accepted on different ports", () => {
    const workspace = withTwoGroups((web) => {
      web.connections.allowFrom(Peer.cidr("10.0.0.0/24", "office"), Port.tcp(22), "one");
      web.connections.allowFrom(Peer.cidr("10.0.0.0/24", "office"), Port.tcp(23), "another");
    });

    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toHaveLength(2);
  });
});

describe("the description of a flow", () => {
  const stated = (why: string) =>
    withTwoGroups((a, b) => {
      a.connections.allowTo(b, Port.tcp(80), why);
    });

  test.each([
    ["letters, digits, spaces and AWS's signs", "aZ9 ._-:/()#,@[]+=&;{}!$*"],
    ["255 characters", "x".repeat(255)],
  ])("may have %s", (_case, why) => {
    expect(stated(why).one("aws_vpc_security_group_egress_rule", "web_to-rds-tcp-80_egress")).toMatchObject({
      description: why,
    });
  });

  test.each([
    ["empty", " ", "needs a description"],
    ["256 characters", "x".repeat(256), "a description has at most 255 characters"],
    ["an apostrophe", "the operator's", "a description is made of letters, digits, spaces and"],
    ["a line break", "one\ntwo", "a description is made of letters, digits, spaces and"],
    ["other scripts", "管理", "a description is made of letters, digits, spaces and"],
  ])("is refused when it has %s", (_case, why, rule) => {
    expect(refusalOf(() => stated(why))).toContain(`unit-test/web/to-rds-tcp-80: ${rule}`);
  });
});

describe("a port", () => {
  test.each([1, 443, 65535])("may be %d", (port) => {
    expect(Port.tcp(port)).toMatchObject({
      fromPort: port,
      toPort: port,
      ipProtocol: "tcp",
      id: `tcp-${port}`,
    });
  });

  test.each([0, -1, 65536, 80.5, Number.NaN])("is refused as %d", (port) => {
    expect(refusalOf(() => Port.tcp(port))).toBe(
      `port: must be a plain whole number from 1 to 65535, got ${port}; pass the number itself, not an attribute of a resource`,
    );
  });

  test("range needs a reason", () => {
    expect(refusalOf(() => Port.range(1, 2, " "))).toContain("Port.range(1, 2): needs a reason");
    expect(Port.range(1, 2, "because").reason).toBe("because");
  });

  test("range of one port is refused in favour of the port", () => {
    expect(refusalOf(() => Port.range(80, 80, "x"))).toContain("use Port.tcp(80)");
    expect(refusalOf(() => Port.range(90, 80, "x"))).toContain("swap the two ports");
  });

  test("all traffic needs a reason", () => {
    expect(refusalOf(() => Port.allTraffic(""))).toContain("Port.allTraffic: needs a reason");
  });
});

describe("a peer", () => {
  test("block must be a block of its own", () => {
    expect(refusalOf(() => Peer.cidr("10.0.1.0/16"))).toBe(
      "Peer.cidr(10.0.1.0/16): has host bits set, got 10.0.1.0/16; write 10.0.0.0/16",
    );
    expect(refusalOf(() => Peer.cidr("10.0.0.0"))).toContain("must be an IPv4 CIDR block");
  });

  test("EW-D07: the whole internet has to be said in words", () => {
    expect(refusalOf(() => Peer.cidr("0.0.0.0/0"))).toContain("say so with Peer.anywhereIpv4()");
    expect(Peer.anywhereIpv4().target).toEqual({ cidrIpv4: "0.0.0.0/0" });
  });

  test("name is made of letters, digits and hyphens", () => {
    expect(
      refusalOf(() =>
        withTwoGroups((a) => {
          a.connections.allowTo({ securityGroupId: "sg-1", name: "my app" }, Port.tcp(80), "x");
        }),
      ),
    ).toContain("the short name of a peer is made of letters, digits and hyphens, got my app");
  });
});
