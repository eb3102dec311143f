import { type Checks, providerDocs } from "./check";
import { isOpen, isSet } from "./paths";
import { between, each, exactlyOne, oneOf, requires, rule, shaped, shown } from "./rules";

const SWITCH = ["enable", "disable"];
const ROUTE = providerDocs("aws_ec2_transit_gateway_route");
const FIREWALL = providerDocs("aws_networkfirewall_firewall");
const RULES = "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html";
const POLICY = "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_FirewallPolicy.html";
const VPN = providerDocs("aws_vpn_connection");
const FIREWALL_NAME = /^[A-Za-z0-9-]{1,128}$/;

function privateAsn(path: string, source: string) {
  return each(path, "must be a private AS number", source, (value) => {
    const asn = Number(value);
    return (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294)
      ? undefined
      : shown(value);
  });
}

/** Transit gateways, what is attached to them, and Network Firewall. */
export const TRANSIT: Checks = {
  aws_ec2_transit_gateway: [
    ...[
      "auto_accept_shared_attachments",
      "default_route_table_association",
      "default_route_table_propagation",
      "dns_support",
      "multicast_support",
      "vpn_ecmp_support",
    ].map((path) => oneOf(path, SWITCH, providerDocs("aws_ec2_transit_gateway"))),
    privateAsn("amazon_side_asn", providerDocs("aws_ec2_transit_gateway")),
  ],
  aws_ec2_transit_gateway_route: [
    rule("either leads to an attachment or drops", ROUTE, (config) => {
      const attachment = config["transit_gateway_attachment_id"];
      const drops = config["blackhole"] === true;
      return drops === (isSet(attachment) || isOpen(attachment ?? null))
        ? drops
          ? "both"
          : "neither"
        : undefined;
    }),
  ],
  aws_networkfirewall_firewall: [
    exactlyOne(["vpc_id", "transit_gateway_id"], FIREWALL),
    shaped("name", FIREWALL_NAME, "must be 1 to 128 letters, digits and hyphens", FIREWALL),
    requires("transit_gateway_id", "availability_zone_mapping", FIREWALL),
    requires("vpc_id", "subnet_mapping", FIREWALL),
  ],
  aws_networkfirewall_firewall_policy: [
    shaped("name", FIREWALL_NAME, "must be 1 to 128 letters, digits and hyphens", POLICY),
    oneOf(
      "firewall_policy.stateful_engine_options.rule_order",
      ["DEFAULT_ACTION_ORDER", "STRICT_ORDER"],
      POLICY,
    ),
    oneOf(
      "firewall_policy.stateful_engine_options.stream_exception_policy",
      ["CONTINUE", "DROP", "REJECT"],
      POLICY,
    ),
    rule(
      "stateful default actions and priorities need the strict order",
      POLICY,
      (policy) => {
        const [engine] = (policy["stateful_engine_options"] ?? []) as readonly {
          readonly rule_order?: string;
        }[];
        const actions = (policy["stateful_default_actions"] ?? []) as readonly string[];
        return actions.length > 0 && engine?.rule_order !== "STRICT_ORDER"
          ? (engine?.rule_order ?? "the default order")
          : undefined;
      },
      "firewall_policy",
    ),
  ],
  aws_networkfirewall_rule_group: [
    shaped("name", FIREWALL_NAME, "must be 1 to 128 letters, digits and hyphens", RULES),
    oneOf("type", ["STATEFUL", "STATELESS"], providerDocs("aws_networkfirewall_rule_group")),
    between("capacity", 1, 30_000, providerDocs("aws_networkfirewall_rule_group")),
    oneOf(
      "rule_group.rules_source.rules_source_list.generated_rules_type",
      ["ALLOWLIST", "DENYLIST", "REJECTLIST", "ALERTLIST"],
      RULES,
    ),
    oneOf("rule_group.rules_source.rules_source_list.target_types", ["HTTP_HOST", "TLS_SNI"], RULES),
  ],
  aws_networkfirewall_logging_configuration: [
    oneOf(
      "logging_configuration.log_destination_config.log_type",
      ["ALERT", "FLOW", "TLS"],
      providerDocs("aws_networkfirewall_logging_configuration"),
    ),
    oneOf(
      "logging_configuration.log_destination_config.log_destination_type",
      ["S3", "CloudWatchLogs", "KinesisDataFirehose"],
      providerDocs("aws_networkfirewall_logging_configuration"),
    ),
  ],
  aws_customer_gateway: [
    oneOf("type", ["ipsec.1"], providerDocs("aws_customer_gateway")),
    between("bgp_asn", 1, 2_147_483_647, providerDocs("aws_customer_gateway")),
    between("bgp_asn_extended", 2_147_483_648, 4_294_967_295, providerDocs("aws_customer_gateway")),
    exactlyOne(["bgp_asn", "bgp_asn_extended"], providerDocs("aws_customer_gateway")),
  ],
  aws_vpn_connection: [
    oneOf("type", ["ipsec.1"], VPN),
    exactlyOne(["transit_gateway_id", "vpn_gateway_id"], VPN),
    oneOf("preshared_key_storage", ["Standard", "SecretsManager"], VPN),
  ],
  aws_dx_gateway: [privateAsn("amazon_side_asn", providerDocs("aws_dx_gateway"))],
  aws_ram_resource_share: [
    shaped("name", /^.{1,255}$/, "must have 1 to 255 characters", providerDocs("aws_ram_resource_share")),
  ],
};
