import type { Check, Checks } from "./check";
import { providerDocs } from "./check";
import { isSet } from "./paths";
import {
  between,
  conflicts,
  each,
  exactlyOne,
  known,
  length,
  oneOf,
  requires,
  rule,
  shaped,
  shown,
} from "./rules";

const SIZES = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
const GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

/** A block whose address is the first of its range, as EC2 wants it. */
function ipv4Block(path: string, source: string): Check {
  return each(path, "must be an IPv4 block written with its first address", source, (value) => {
    const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(String(value));
    if (match === null) {
      return shown(value);
    }
    const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number];
    const address = ((a * 256 + b) * 256 + c) * 256 + d;
    return [a, b, c, d].some((octet) => octet > 255) || bits > 32 || address % 2 ** (32 - bits) !== 0
      ? shown(value)
      : undefined;
  });
}

function prefixBetween(path: string, least: number, most: number): Check {
  return each(path, `must have a prefix of /${least} to /${most}`, SIZES, (value) => {
    const bits = Number(String(value).split("/")[1]);
    return bits < least || bits > most ? shown(value) : undefined;
  });
}

// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
const RULE_DESCRIPTION = /^[A-Za-z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/;

function groupRule(type: string): readonly Check[] {
  const docs = providerDocs(type);
  return [
    exactlyOne(["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"], docs),
    ipv4Block("cidr_ipv4", docs),
    length("description", 1, 255, docs),
    shaped(
      "description",
      RULE_DESCRIPTION,
      "must only have letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
      GROUPS,
    ),
    ...portRange("ip_protocol", docs),
  ];
}

function portRange(protocol: string, docs: string): readonly Check[] {
  return [
    between("from_port", -1, 65535, docs),
    between("to_port", -1, 65535, docs),
    rule("from_port must not be above to_port", docs, (config) => {
      const from = known(config, "from_port");
      const to = known(config, "to_port");
      const isIcmp = /^(icmp|1$|58$)/.test(known(config, protocol) ?? "");
      return from !== undefined && to !== undefined && !isIcmp && Number(from) > Number(to)
        ? `${from} and ${to}`
        : undefined;
    }),
    rule(`${protocol} tcp or udp needs from_port and to_port, and -1 takes none`, docs, (config) => {
      const value = known(config, protocol);
      const ports = isSet(config["from_port"]) && isSet(config["to_port"]);
      const none = !isSet(config["from_port"]) && !isSet(config["to_port"]);
      return (value === "-1" && !none) || ((value === "tcp" || value === "udp") && !ports)
        ? `${value} ${none ? "without" : "with"} ports`
        : undefined;
    }),
  ];
}

/** VPC and EC2 networking. */
export const NETWORK: Checks = {
  aws_vpc: [
    ipv4Block("cidr_block", SIZES),
    prefixBetween("cidr_block", 16, 28),
    oneOf("instance_tenancy", ["default", "dedicated"], providerDocs("aws_vpc")),
    conflicts(["cidr_block", "ipv4_netmask_length"], providerDocs("aws_vpc")),
  ],
  aws_subnet: [
    ipv4Block("cidr_block", SIZES),
    prefixBetween("cidr_block", 16, 28),
    conflicts(["availability_zone", "availability_zone_id"], providerDocs("aws_subnet")),
  ],
  aws_route_table_association: [
    exactlyOne(["subnet_id", "gateway_id"], providerDocs("aws_route_table_association")),
  ],
  aws_route: [
    exactlyOne(
      ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"],
      providerDocs("aws_route"),
    ),
    exactlyOne(
      [
        "carrier_gateway_id",
        "core_network_arn",
        "egress_only_gateway_id",
        "gateway_id",
        "local_gateway_id",
        "nat_gateway_id",
        "network_interface_id",
        "transit_gateway_id",
        "vpc_endpoint_id",
        "vpc_peering_connection_id",
      ],
      providerDocs("aws_route"),
    ),
    ipv4Block("destination_cidr_block", providerDocs("aws_route")),
  ],
  aws_nat_gateway: [
    oneOf("connectivity_type", ["private", "public"], providerDocs("aws_nat_gateway")),
    oneOf("availability_mode", ["zonal", "regional"], providerDocs("aws_nat_gateway")),
  ],
  aws_eip: [oneOf("domain", ["vpc"], providerDocs("aws_eip"))],
  aws_network_acl_rule: [
    oneOf("rule_action", ["allow", "deny"], providerDocs("aws_network_acl_rule")),
    exactlyOne(["cidr_block", "ipv6_cidr_block"], providerDocs("aws_network_acl_rule")),
    between(
      "rule_number",
      1,
      32766,
      "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html",
    ),
    ipv4Block("cidr_block", providerDocs("aws_network_acl_rule")),
  ],
  aws_security_group: [
    length(
      "name",
      1,
      255,
      "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
    ),
    shaped("name", /^(?!sg-)/, "must not begin with sg-", providerDocs("aws_security_group")),
    length("description", 1, 255, providerDocs("aws_security_group")),
    shaped(
      "description",
      RULE_DESCRIPTION,
      "must only have letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
      providerDocs("aws_security_group"),
    ),
    conflicts(["name", "name_prefix"], providerDocs("aws_security_group")),
  ],
  aws_vpc_security_group_ingress_rule: groupRule("aws_vpc_security_group_ingress_rule"),
  aws_vpc_security_group_egress_rule: groupRule("aws_vpc_security_group_egress_rule"),
  aws_security_group_rule: [
    oneOf("type", ["ingress", "egress"], providerDocs("aws_security_group_rule")),
    conflicts(["source_security_group_id", "cidr_blocks"], providerDocs("aws_security_group_rule")),
    conflicts(["source_security_group_id", "self"], providerDocs("aws_security_group_rule")),
    between("from_port", -1, 65535, providerDocs("aws_security_group_rule")),
  ],
  aws_vpc_endpoint: [
    oneOf(
      "vpc_endpoint_type",
      ["Gateway", "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork"],
      providerDocs("aws_vpc_endpoint"),
    ),
    exactlyOne(
      ["service_name", "resource_configuration_arn", "service_network_arn"],
      providerDocs("aws_vpc_endpoint"),
    ),
    rule(
      "subnets and security groups belong to interface endpoints, route tables to gateway endpoints",
      providerDocs("aws_vpc_endpoint"),
      (config) => {
        const type = known(config, "vpc_endpoint_type") ?? "Gateway";
        const wrong =
          type === "Gateway"
            ? ["subnet_ids", "security_group_ids", "private_dns_enabled"]
            : ["route_table_ids"];
        const given = wrong.filter((argument) => isSet(config[argument]) && config[argument] !== false);
        return given.length > 0 ? `${type} with ${given.join(", ")}` : undefined;
      },
    ),
  ],
  aws_flow_log: [
    exactlyOne(
      [
        "eni_id",
        "regional_nat_gateway_id",
        "subnet_id",
        "transit_gateway_id",
        "transit_gateway_attachment_id",
        "vpc_id",
      ],
      providerDocs("aws_flow_log"),
    ),
    oneOf("traffic_type", ["ACCEPT", "REJECT", "ALL"], providerDocs("aws_flow_log")),
    oneOf(
      "log_destination_type",
      ["cloud-watch-logs", "s3", "kinesis-data-firehose"],
      providerDocs("aws_flow_log"),
    ),
    oneOf("max_aggregation_interval", ["60", "600"], providerDocs("aws_flow_log")),
  ],
  aws_ec2_managed_prefix_list: [
    oneOf("address_family", ["IPv4", "IPv6"], providerDocs("aws_ec2_managed_prefix_list")),
    shaped(
      "name",
      /^(?!com\.amazonaws)/,
      "must not begin with com.amazonaws",
      providerDocs("aws_ec2_managed_prefix_list"),
    ),
  ],
  aws_route53_record: [
    oneOf(
      "type",
      [
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DS",
        "HTTPS",
        "MX",
        "NAPTR",
        "NS",
        "PTR",
        "SOA",
        "SPF",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
      ],
      providerDocs("aws_route53_record"),
    ),
    exactlyOne(["alias", "records"], providerDocs("aws_route53_record")),
    requires("records", "ttl", providerDocs("aws_route53_record")),
    conflicts(["alias", "ttl"], providerDocs("aws_route53_record")),
  ],
  aws_route53_zone: [
    length("name", 1, 1024, providerDocs("aws_route53_zone")),
    conflicts(["delegation_set_id", "vpc"], providerDocs("aws_route53_zone")),
  ],
};
