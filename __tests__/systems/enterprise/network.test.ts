import type { EnterpriseConfig } from "../../../systems/enterprise/config";
import { hubOf, spokeNetwork } from "../../../systems/enterprise/hub/config";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { Attributes, Workspace } from "../../support/synthesis";
import { type Change, organizationWith, problemsOf, synthesizeAccounts } from "./composed";

const WORKLOADS = ["dev", "stg", "prod"] as const;
const HUB = hubOf(WORKLOADS);
const FLOW_LOGS = "arn:aws:s3:::vpcflow-logs-810000000003-ap-northeast-1";

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = synthesizeAccounts(["network", ...WORKLOADS]);
});

const network = (environment: string): Workspace => stacks[`network-${environment}`]!;
const { network: _network, ...withoutHub } = ORGANIZATION.accounts;
const WITHOUT_HUB = organizationWith({ accounts: withoutHub });

/** A change of the values of one kind of account. */
const changed =
  <Kind extends EnterpriseConfig["kind"]>(
    kind: Kind,
    change: (config: Extract<EnterpriseConfig, { kind: Kind }>) => EnterpriseConfig,
  ): Change =>
  (config) =>
    config.kind === kind ? change(config as Extract<EnterpriseConfig, { kind: Kind }>) : config;

describe("the network account", () => {
  test("EN-008, EN-021: has the hub, the network with the way out, and the routing", () => {
    expect(Object.keys(stacks)).toEqual(
      expect.arrayContaining(["hub-network", "network-network", "routing-network"]),
    );
    expect(stacks["hub-network"]!.ids("aws_ec2_transit_gateway")).toEqual(["hub_gateway"]);
  });

  test("EN-021: shares the hub with each workload account", () => {
    expect(
      Object.entries(stacks["hub-network"]!.all("aws_ram_principal_association")).map(
        ([id, { principal }]) => [id, principal],
      ),
    ).toEqual(
      ["dev", "prod", "stg"].map((key) => [`hub_shared-with-${key}`, ORGANIZATION.accounts[key as "dev"].id]),
    );
  });

  test("EN-022: has a NAT gateway in each zone, behind which everyone reaches the internet", () => {
    expect(network("network").ids("aws_nat_gateway")).toEqual([
      "network_nat_gateway-a",
      "network_nat_gateway-c",
      "network_nat_gateway-d",
    ]);
    expect(
      network("network").one("aws_ec2_transit_gateway_vpc_attachment", "network_transit-gateway_attachment")[
        "appliance_mode_support"
      ],
    ).toBe("enable");
  });

  test("EN-022: what comes back from the internet is led to the hub", () => {
    expect(network("network").one("aws_route", "network_public_route-to-10-0-0-0-8")).toMatchObject({
      destination_cidr_block: "10.0.0.0/8",
      transit_gateway_id: expect.stringContaining("hub_gateway"),
    });
  });

  test("EN-021: lets in each workload account, and none reaches another", () => {
    const routing = stacks["routing-network"]!;

    expect(routing.ids("aws_ec2_transit_gateway_vpc_attachment_accepter")).toEqual([
      "routing_dev-accepted",
      "routing_prod-accepted",
      "routing_stg-accepted",
    ]);
    expect(routing.ids("aws_ec2_transit_gateway_route_table_propagation")).toEqual([
      "routing_egress-reaches-dev",
      "routing_egress-reaches-prod",
      "routing_egress-reaches-stg",
    ]);
    expect(
      Object.values(routing.all("aws_ec2_transit_gateway_route"))
        .filter(({ blackhole }) => blackhole === true)
        .map(({ destination_cidr_block: block }) => block),
    ).toEqual(["10.0.0.0/8", "10.0.0.0/8", "10.0.0.0/8"]);
  });

  test("EN-022, EN-023: has no firewall, VPN or line unless they are asked for", () => {
    for (const type of ["aws_networkfirewall_firewall", "aws_vpn_connection", "aws_dx_gateway"]) {
      expect(stacks["routing-network"]!.ids(type)).toEqual([]);
    }
  });

  test("EN-022, EN-023: has them when its values say so", () => {
    const { "routing-network": routing } = synthesizeAccounts(
      ["network"],
      ORGANIZATION,
      changed("network", (config) => ({
        ...config,
        hub: {
          ...HUB,
          vpns: { office: { deviceAddress: "203.0.113.7", deviceAsn: 65_010 } },
          directConnects: { datacenter: { amazonSideAsn: 64_800, allowedPrefixes: ["10.30.0.0/16"] } },
          firewall: { allowedDomains: [".example.com"], logRetentionDays: 90 },
        },
      })),
    );

    expect(routing!.ids("aws_networkfirewall_firewall")).toEqual(["firewall_firewall"]);
    expect(routing!.ids("aws_vpn_connection")).toEqual(["sites_office-vpn"]);
    expect(routing!.ids("aws_dx_gateway")).toEqual(["sites_datacenter-gateway"]);
  });
});

describe.each(WORKLOADS)("the network of %s", (environment) => {
  test("EN-021, EN-022, M-28: is attached to the hub, which is its way out; it has no NAT", () => {
    const workspace = network(environment);

    expect(workspace.ids("aws_nat_gateway")).toEqual([]);
    expect(
      Object.values(workspace.all("aws_route"))
        .filter(({ transit_gateway_id: id }) => id !== undefined)
        .map(({ destination_cidr_block: block, transit_gateway_id: id }) => [block, id]),
    ).toEqual([["0.0.0.0/0", "tgw-0a1b2c3d4e5f60718"]]);
    expect(
      workspace.one("aws_ec2_transit_gateway_vpc_attachment", "network_transit-gateway_attachment")[
        "transit_gateway_id"
      ],
    ).toBe("tgw-0a1b2c3d4e5f60718");
  });

  test("EN-019, EN-062: records all traffic in the log archive", () => {
    expect(Object.values(network(environment).all("aws_flow_log"))).toEqual([
      expect.objectContaining({
        traffic_type: "ALL",
        log_destination_type: "s3",
        log_destination: FLOW_LOGS,
      }),
    ]);
  });

  test("EN-059: its default security group lets nothing in or out", () => {
    expect(Object.values(network(environment).all("aws_default_security_group"))).toEqual([
      expect.objectContaining({ ingress: [], egress: [] }),
    ]);
  });

  test("M-30: has three tiers, in two zones of development and in three of the others", () => {
    const zones = environment === "dev" ? ["a", "c"] : ["a", "c", "d"];

    expect(network(environment).ids("aws_subnet")).toEqual(
      ["isolated", "private", "public"].flatMap((tier) =>
        zones.map((zone) => `network_${tier}_subnet-${zone}`),
      ),
    );
  });

  test("EN-077, M-22, M-30: has endpoints of the listed services; GuardDuty makes its own", () => {
    expect(
      Object.values(network(environment).all("aws_vpc_endpoint"))
        .map(({ service_name: name }) => String(name).replace("com.amazonaws.ap-northeast-1.", ""))
        .sort(),
    ).toEqual([
      "ec2messages",
      "ecr.api",
      "ecr.dkr",
      "ecs",
      "ecs-agent",
      "ecs-telemetry",
      "logs",
      "s3",
      "secretsmanager",
      "sqs",
      "ssm",
      "ssmmessages",
    ]);
  });

  test("EN-054: no security group lets everyone in", () => {
    for (const [id, workspace] of Object.entries(stacks)) {
      const open = ["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"]
        .flatMap((type) => Object.values(workspace.all(type)))
        .filter((rule: Attributes) => JSON.stringify(rule).includes("0.0.0.0/0"));
      expect([id, open]).toEqual([id, []]);
    }
  });
});

describe("M-28: without a network account", () => {
  test("each workload account has NAT gateways of its own and is attached to nothing", () => {
    const alone = synthesizeAccounts(["dev", "prod"], WITHOUT_HUB);

    expect(alone["network-dev"]!.ids("aws_nat_gateway")).toEqual(["network_nat_gateway-a"]);
    expect(alone["network-prod"]!.ids("aws_nat_gateway")).toHaveLength(3);
    expect(alone["network-prod"]!.ids("aws_ec2_transit_gateway_vpc_attachment")).toEqual([]);
  });

  test("a spoke that names a transit gateway is refused", () => {
    expect(
      problemsOf(
        WITHOUT_HUB,
        changed("workload", (config) => ({ ...config, network: spokeNetwork("dev", "hub") })),
      ).join("\n"),
    ).toContain(
      "enterprise.dev.network.transitGatewayId: needs a network account, got tgw-0a1b2c3d4e5f60718",
    );
  });
});

describe("what does not fit together", () => {
  const refused = (change: Change): string => problemsOf(ORGANIZATION, change).join("\n");

  test("the configured values are accepted", () => {
    expect(problemsOf(ORGANIZATION)).toEqual([]);
  });

  test("EN-022, M-28: a NAT of one's own beside the hub is refused, and so is a spoke that is not attached", () => {
    const message = refused(
      changed("workload", (config) => ({ ...config, network: spokeNetwork("dev", "no-hub") })),
    );

    expect(message).toContain(
      "enterprise.dev.network.network.nat: is none where a network account has the NAT",
    );
    expect(message).toContain(
      "enterprise.dev.network.transitGatewayId: is that of the network account's hub",
    );
  });

  test("EN-021: a spoke that is no account, overlapping blocks and one-sided reach are refused", () => {
    const message = refused(
      changed("network", (config) => ({
        ...config,
        hub: {
          ...HUB,
          spokes: {
            ...HUB.spokes,
            sandbox: { cidr: "10.10.128.0/17" },
            prod: { ...HUB.spokes["prod"]!, reaches: ["dev"] },
          },
        },
      })),
    );

    expect(message).toContain("enterprise.network.hub.spokes.sandbox: is an account of the organization");
    expect(message).toContain("enterprise.network.hub.spokes.sandbox.cidr: overlaps that of dev");
    expect(message).toContain("enterprise.network.hub.spokes.prod.reaches[0]: is answered only when");
  });

  test("EN-021: an account that systems run in and that is no spoke is refused", () => {
    const { prod: _prod, ...spokes } = HUB.spokes;

    expect(refused(changed("network", (config) => ({ ...config, hub: { ...HUB, spokes } })))).toContain(
      "enterprise.network.hub.spokes: names every account that systems run in, prod among them",
    );
  });

  test("EN-022: a firewall with a retention that CloudWatch lacks is refused", () => {
    expect(
      refused(
        changed("network", (config) => ({
          ...config,
          hub: { ...HUB, firewall: { allowedDomains: ["example.com"], logRetentionDays: 8 } },
        })),
      ),
    ).toContain("enterprise.network.hub.firewall.logRetentionDays: log events are kept for one of");
  });

  test("a flow log is not an account's to state", () => {
    expect(
      refused(
        changed("workload", (config) => ({
          ...config,
          network: {
            ...config.network,
            network: { ...config.network.network, flowLog: { destination: "none", reason: "x" } } as never,
          },
        })),
      ),
    ).toContain("enterprise.dev.network.network.flowLog: is no known setting");
  });
});

describe("the first deployment of an account's network", () => {
  const routesOf = (workspace: Workspace): readonly unknown[] =>
    Object.values(workspace.all("aws_route")).filter((route) => "transit_gateway_id" in route);
  const withAttachment =
    (attachmentId: string | undefined): Change =>
    (config) =>
      config.kind === "workload" && config.environment.tags?.["Env"] === "dev"
        ? { ...config, network: spokeNetwork("dev", "hub", { attachmentId }) }
        : config;
  const networkOf = (attachmentId: string | undefined): Workspace =>
    synthesizeAccounts(["dev"], ORGANIZATION, withAttachment(attachmentId))["network-dev"]!;

  test("EN-021: attaches it to the hub, which does not know it yet, and makes no route that AWS would refuse", () => {
    const first = networkOf(undefined);

    expect(first.ids("aws_ec2_transit_gateway_vpc_attachment")).toHaveLength(1);
    expect(routesOf(first)).toEqual([]);
  });

  test("EN-021, EN-022: adds the routes alone, once its attachment's id is known", () => {
    const addresses = (workspace: Workspace): readonly string[] =>
      Object.entries(workspace.json["resource"]!).flatMap(([type, byId]) =>
        Object.keys(byId as object).map((id) => `${type}.${id}`),
      );
    const first = addresses(networkOf(undefined));
    const second = addresses(networkOf("tgw-attach-0d0d0d0d0d0d0d0d1"));

    expect(routesOf(networkOf("tgw-attach-0d0d0d0d0d0d0d0d1"))).not.toEqual([]);
    expect(first.filter((address) => !second.includes(address))).toEqual([]);
    expect(
      second.filter((address) => !first.includes(address)).map((address) => address.split(".")[0]),
    ).toEqual(["aws_route"]);
  });
});
