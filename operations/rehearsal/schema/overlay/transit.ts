import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/ec2_transit_gateway and its neighbours under Transit Gateway, VPN, Direct Connect and Network Firewall */
export const TRANSIT: Overlays = {
  aws_ec2_transit_gateway_route_table: { replaces: ["transit_gateway_id"] },
  aws_ec2_transit_gateway_route_table_association: {
    replaces: ["transit_gateway_attachment_id", "transit_gateway_route_table_id"],
  },
  aws_ec2_transit_gateway_route_table_propagation: {
    replaces: ["transit_gateway_attachment_id", "transit_gateway_route_table_id"],
  },
  aws_ec2_transit_gateway_vpc_attachment_accepter: { replaces: ["transit_gateway_attachment_id"] },
  aws_networkfirewall_firewall: { replaces: ["name", "vpc_id", "transit_gateway_id"] },
  aws_networkfirewall_firewall_policy: { replaces: ["name"] },
  aws_networkfirewall_rule_group: { replaces: ["name", "type", "capacity"] },
  aws_networkfirewall_logging_configuration: { replaces: ["firewall_arn"] },
  aws_customer_gateway: { replaces: ["bgp_asn", "bgp_asn_extended", "ip_address", "type", "device_name"] },
  aws_vpn_connection: {
    sensitive: ["customer_gateway_configuration", "tunnel1_preshared_key", "tunnel2_preshared_key"],
    replaces: ["type", "static_routes_only", "enable_acceleration"],
  },
  aws_dx_gateway: { replaces: ["amazon_side_asn"] },
  aws_dx_gateway_association: { replaces: ["dx_gateway_id", "associated_gateway_id"] },
};
