import { NetworkStack } from "../../stacks/network-stack";
import { TransitHubStack, type TransitHubStackProps } from "../../stacks/transit-hub-stack";
import { TransitRoutingStack, type TransitRoutingStackProps } from "../../stacks/transit-routing-stack";
import { ENTERPRISE_NETWORK, SMALLEST } from "../constructs/network/networks";
import { type Attributes, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const { environment, network } = ENTERPRISE_NETWORK;
type Values = Omit<TransitRoutingStackProps, "environment" | "hub" | "egress">;
const VALUES: Values = {
  supernet: "10.0.0.0/8",
  spokes: {
    dev: { cidr: "10.10.0.0/16", attachmentId: "tgw-attach-00000001" },
    prod: { cidr: "10.30.0.0/16", attachmentId: "tgw-attach-00000003" },
  },
  vpns: {},
  directConnects: {},
  firewall: "none",
};

const synthesize = (
  values: Partial<Values> = {},
  hubValues: Partial<TransitHubStackProps> = {},
  egressNetwork = network,
): Readonly<Record<string, Workspace>> =>
  synthesizeApp((app) => {
    const { exports: hub } = new TransitHubStack(app, {
      environment,
      sharedWith: { dev: "222222222222", prod: "333333333333" },
      ...hubValues,
    });
    const { exports: egress } = new NetworkStack(app, {
      environment,
      network: egressNetwork,
      transitGatewayId: hub.transitGatewayId,
    });
    new TransitRoutingStack(app, { environment, hub, egress, ...VALUES, ...values });
  });

/** Routes as `table: destination -> where to`. */
const routes = (workspace: Workspace): readonly string[] => {
  const table = ({ transit_gateway_route_table_id: id }: Attributes): string =>
    /routing_(.+)-table\.id/.exec(String(id))?.[1] ?? "";
  const target = (id: unknown): string =>
    String(id)
      .replace(/^\$\{(.+)\}$/, "$1")
      .replace(/^data\.terraform_remote_state.+network_attachment.+$/, "egress")
      .replace(/^data\.terraform_remote_state.+transit-gateway.+$/, "egress")
      .replace(/^aws_ec2_transit_gateway_vpc_attachment_accepter\.routing_(.+)-accepted\.id$/, "$1")
      .replace(/^.*aws_networkfirewall_firewall.+$/, "firewall")
      .replace(/^aws_vpn_connection\.sites_(.+)-vpn\..+$/, "$1")
      .replace(/^data\.aws_ec2_transit_gateway_dx_gateway_attachment\.sites_(.+)-attachment\.id$/, "$1");
  return [
    ...Object.values(workspace.all("aws_ec2_transit_gateway_route")).map(
      (route) =>
        `${table(route)}: ${String(route["destination_cidr_block"])} -> ` +
        (route["blackhole"] === true ? "nowhere" : target(route["transit_gateway_attachment_id"])),
    ),
    ...Object.values(workspace.all("aws_ec2_transit_gateway_route_table_propagation")).map(
      (propagation) =>
        `${table(propagation)}: told by ${target(propagation["transit_gateway_attachment_id"])}`,
    ),
  ].sort();
};

describe("the hub layer", () => {
  let hub: Workspace;
  beforeAll(() => {
    hub = synthesize()["hub-network"]!;
  });

  test("EN-021: a transit gateway that accepts, associates and propagates nothing by itself", () => {
    expect(hub.one("aws_ec2_transit_gateway", "hub_gateway")).toEqual({
      description: "Hub of enterprise-network",
      amazon_side_asn: 64_512,
      auto_accept_shared_attachments: "disable",
      default_route_table_association: "disable",
      default_route_table_propagation: "disable",
      dns_support: "enable",
      vpn_ecmp_support: "enable",
      tags: { Name: "enterprise-network" },
    });
  });

  test("EN-021, EN-023: shared with the workload accounts, and with nobody outside the organization", () => {
    expect(hub.one("aws_ram_resource_share", "hub_share")["allow_external_principals"]).toBe(false);
    expect(hub.one("aws_ram_resource_association", "hub_shared-gateway")["resource_arn"]).toBe(
      "${aws_ec2_transit_gateway.hub_gateway.arn}",
    );
    expect(Object.values(hub.all("aws_ram_principal_association")).map(({ principal }) => principal)).toEqual(
      ["222222222222", "333333333333"],
    );
  });

  test("tells its id, which the other accounts' values state", () => {
    expect((hub.json["output"]?.["transit_gateway_id"] as Attributes)["value"]).toBe(
      "${aws_ec2_transit_gateway.hub_gateway.id}",
    );
  });

  test("an AS number that is not private is refused", () => {
    expect(refusalOf(() => synthesize({}, { amazonSideAsn: 7224 }))).toContain(
      "hub-network/hub.amazonSideAsn: is a private AS number",
    );
  });
});

describe("the routing layer", () => {
  const routing = (values: Partial<Values> = {}): Workspace => synthesize(values)["routing-network"]!;
  const all = (names: readonly string[]): Values["spokes"] =>
    Object.fromEntries(Object.entries(VALUES.spokes).filter(([name]) => names.includes(name)));

  test("EN-021, EN-022: spokes reach the internet and not each other", () => {
    expect(routes(routing())).toEqual([
      "dev: 0.0.0.0/0 -> egress",
      "dev: 10.0.0.0/8 -> nowhere",
      "egress: told by dev",
      "egress: told by prod",
      "prod: 0.0.0.0/0 -> egress",
      "prod: 10.0.0.0/8 -> nowhere",
    ]);
  });

  test("EN-021: an attachment is let in by its id, and its route table is its own", () => {
    const workspace = routing();

    expect(workspace.one("aws_ec2_transit_gateway_vpc_attachment_accepter", "routing_dev-accepted")).toEqual({
      transit_gateway_attachment_id: "tgw-attach-00000001",
      transit_gateway_default_route_table_association: false,
      transit_gateway_default_route_table_propagation: false,
      tags: { Name: "enterprise-network-dev" },
    });
    expect(
      workspace.one("aws_ec2_transit_gateway_route_table_association", "routing_dev-association"),
    ).toEqual({
      transit_gateway_attachment_id:
        "${aws_ec2_transit_gateway_vpc_attachment_accepter.routing_dev-accepted.id}",
      transit_gateway_route_table_id: "${aws_ec2_transit_gateway_route_table.routing_dev-table.id}",
    });
  });

  test("EN-021: a spoke that is not attached yet has no part in it, nor has whoever reaches it", () => {
    const waiting: Values["spokes"] = {
      dev: { ...VALUES.spokes["dev"]!, reaches: ["prod"] },
      prod: { cidr: "10.30.0.0/16", reaches: ["dev"] },
    };

    expect(routes(routing({ spokes: waiting }))).toEqual(routes(routing({ spokes: all(["dev"]) })));
  });

  test("EN-021: two spokes reach each other when both say so", () => {
    const both = {
      dev: { ...VALUES.spokes["dev"]!, reaches: ["prod"] },
      prod: { ...VALUES.spokes["prod"]!, reaches: ["dev"] },
    };

    expect(routes(routing({ spokes: both })).filter((route) => /^(dev|prod): told/.test(route))).toEqual([
      "dev: told by prod",
      "prod: told by dev",
    ]);
  });

  test("EN-022: with a firewall, both directions pass it", () => {
    const workspace = routing({ firewall: { allowedDomains: [".example.com"], logRetentionDays: 90 } });

    expect(routes(workspace)).toEqual([
      "dev: 0.0.0.0/0 -> firewall",
      "dev: 10.0.0.0/8 -> nowhere",
      "egress: 10.0.0.0/8 -> firewall",
      "firewall: 0.0.0.0/0 -> egress",
      "firewall: told by dev",
      "firewall: told by prod",
      "prod: 0.0.0.0/0 -> firewall",
      "prod: 10.0.0.0/8 -> nowhere",
    ]);
  });

  test("EN-022: the firewall lets through what is said to the listed domains and drops the rest", () => {
    const workspace = routing({ firewall: { allowedDomains: [".example.com"], logRetentionDays: 90 } });

    expect(workspace.one("aws_networkfirewall_rule_group", "firewall_domains")["rule_group"]).toEqual({
      rule_variables: { ip_sets: [{ key: "HOME_NET", ip_set: { definition: ["10.0.0.0/8"] } }] },
      rules_source: {
        rules_source_list: {
          generated_rules_type: "ALLOWLIST",
          target_types: ["TLS_SNI", "HTTP_HOST"],
          targets: [".example.com"],
        },
      },
      stateful_rule_options: { rule_order: "STRICT_ORDER" },
    });
    expect(
      workspace.one("aws_networkfirewall_firewall_policy", "firewall_policy")["firewall_policy"],
    ).toMatchObject({
      stateful_default_actions: ["aws:drop_established", "aws:alert_established"],
      stateful_engine_options: { rule_order: "STRICT_ORDER", stream_exception_policy: "DROP" },
    });
    expect(workspace.one("aws_networkfirewall_firewall", "firewall_firewall")).toMatchObject({
      name: "enterprise-network",
      availability_zone_mapping: [
        { availability_zone_id: "${data.aws_availability_zone.firewall_zone-a.zone_id}" },
        { availability_zone_id: "${data.aws_availability_zone.firewall_zone-c.zone_id}" },
      ],
      delete_protection: false,
    });
    expect(workspace.one("aws_cloudwatch_log_group", "firewall_alerts_group")["retention_in_days"]).toBe(90);
  });

  test("EN-023: nothing outside AWS is attached unless it is asked for", () => {
    const workspace = routing();

    for (const type of ["aws_vpn_connection", "aws_dx_gateway", "aws_customer_gateway"]) {
      expect(workspace.ids(type)).toEqual([]);
    }
  });

  test("EN-023: a VPN and a Direct Connect gateway are reached by those who name them", () => {
    const workspace = routing({
      spokes: {
        dev: { ...VALUES.spokes["dev"]!, reaches: ["office"] },
        prod: { ...VALUES.spokes["prod"]!, reaches: ["datacenter"] },
      },
      vpns: { office: { deviceAddress: "203.0.113.7", deviceAsn: 65_010, staticCidrs: ["192.168.0.0/16"] } },
      directConnects: { datacenter: { amazonSideAsn: 64_800, allowedPrefixes: ["10.30.0.0/16"] } },
    });

    expect(routes(workspace).filter((route) => /office|datacenter/.test(route))).toEqual([
      "datacenter: told by prod",
      "dev: 192.168.0.0/16 -> office",
      "dev: told by office",
      "office: told by dev",
      "prod: told by datacenter",
    ]);
    expect(workspace.one("aws_vpn_connection", "sites_office-vpn")).toMatchObject({
      type: "ipsec.1",
      static_routes_only: true,
      preshared_key_storage: "SecretsManager",
    });
    expect(workspace.one("aws_customer_gateway", "sites_office-device")).toMatchObject({
      ip_address: "203.0.113.7",
      bgp_asn: "65010",
    });
    expect(workspace.one("aws_dx_gateway_association", "sites_datacenter-association")).toMatchObject({
      allowed_prefixes: ["10.30.0.0/16"],
    });
    expect(Object.keys(workspace.json["output"] ?? {}).sort()).toEqual([
      "datacenter_attachment_id",
      "office_attachment_id",
    ]);
  });

  test("a device with a long AS number and BGP tells its blocks itself", () => {
    const workspace = routing({
      vpns: { office: { deviceAddress: "203.0.113.7", deviceAsn: 4_200_000_010 } },
    });

    expect(workspace.one("aws_customer_gateway", "sites_office-device")).toMatchObject({
      bgp_asn_extended: "4200000010",
    });
    expect(workspace.one("aws_vpn_connection", "sites_office-vpn")["static_routes_only"]).toBe(false);
  });

  test("EN-021: no VPCs are peered", () => {
    for (const workspace of Object.values(synthesize())) {
      expect(workspace.ids("aws_vpc_peering_connection")).toEqual([]);
    }
  });

  test("what does not fit together is refused, and so is a way out that is not attached", () => {
    expect(refusalOf(() => routing({ spokes: { dev: { cidr: "172.16.0.0/16" } } }))).toContain(
      "routing-network.spokes.dev.cidr: is a part of the supernet",
    );
    expect(refusalOf(() => routing({ firewall: { allowedDomains: [], logRetentionDays: 90 } }))).toContain(
      "routing-network/firewall.allowedDomains: names a domain",
    );
    expect(refusalOf(() => synthesize({}, {}, SMALLEST))).toBe(
      "routing-network.egress: is attached to the transit gateway, got a network without an attachment; " +
        "set network.transitGateway",
    );
  });
});
