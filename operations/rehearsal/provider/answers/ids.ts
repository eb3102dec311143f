import { capitals, digits } from "../context";
import type { Made } from "./resource";
import { text } from "./resource";

type Shape = (made: Made) => string;

const prefixed =
  (prefix: string): Shape =>
  ({ hash }) =>
    `${prefix}-0${hash.slice(0, 16)}`;
const named: Shape = ({ name }) => name;
const uuid: Shape = ({ hash }) => asUuid(hash);
const argument =
  (...names: readonly string[]): Shape =>
  ({ known, name }) =>
    names.map((key) => text(known[key]) ?? name).join("/");

const EC2_PREFIXES: Readonly<Record<string, string>> = {
  aws_vpc: "vpc",
  aws_default_vpc: "vpc",
  aws_subnet: "subnet",
  aws_security_group: "sg",
  aws_default_security_group: "sg",
  aws_vpc_security_group_ingress_rule: "sgr",
  aws_vpc_security_group_egress_rule: "sgr",
  aws_route_table: "rtb",
  aws_default_route_table: "rtb",
  aws_route_table_association: "rtbassoc",
  aws_route: "r-rtb",
  aws_internet_gateway: "igw",
  aws_egress_only_internet_gateway: "eigw",
  aws_nat_gateway: "nat",
  aws_eip: "eipalloc",
  aws_eip_association: "eipassoc",
  aws_network_acl: "acl",
  aws_default_network_acl: "acl",
  aws_network_acl_association: "aclassoc",
  aws_vpc_endpoint: "vpce",
  aws_vpc_dhcp_options: "dopt",
  aws_vpc_peering_connection: "pcx",
  aws_flow_log: "fl",
  aws_network_interface: "eni",
  aws_instance: "i",
  aws_launch_template: "lt",
  aws_ebs_volume: "vol",
  aws_ebs_snapshot: "snap",
  aws_ami: "ami",
  aws_ec2_managed_prefix_list: "pl",
  aws_ec2_transit_gateway: "tgw",
  aws_ec2_transit_gateway_vpc_attachment: "tgw-attach",
  aws_ec2_transit_gateway_route_table: "tgw-rtb",
  aws_efs_file_system: "fs",
  aws_efs_mount_target: "fsmt",
  aws_efs_access_point: "fsap",
  aws_service_discovery_private_dns_namespace: "ns",
  aws_service_discovery_http_namespace: "ns",
  aws_service_discovery_service: "srv",
};

const SHAPES: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(Object.entries(EC2_PREFIXES).map(([type, prefix]) => [type, prefixed(prefix)])),
  aws_route53_zone: ({ hash }) => `Z${capitals(20, hash)}`,
  aws_route53_record: ({ known, name }) =>
    `${text(known["zone_id"]) ?? ""}_${name}_${text(known["type"]) ?? ""}`,
  aws_cloudfront_distribution: ({ hash }) => `E${capitals(13, hash)}`,
  aws_cloudfront_origin_access_control: ({ hash }) => `E${capitals(13, hash)}`,
  aws_cloudfront_cache_policy: uuid,
  aws_cloudfront_origin_request_policy: uuid,
  aws_cloudfront_response_headers_policy: uuid,
  aws_wafv2_web_acl: uuid,
  aws_wafv2_ip_set: uuid,
  aws_wafv2_rule_group: uuid,
  aws_kms_key: uuid,
  aws_kms_alias: named,
  aws_db_instance: ({ hash }) => `db-${capitals(26, hash)}`,
  aws_iam_openid_connect_provider: ({ known, context }) =>
    `arn:${context.partition}:iam::${context.account}:oidc-provider/${(text(known["url"]) ?? "").replace(/^https:\/\//, "")}`,
  aws_iam_role_policy: ({ known, name }) => `${text(known["role"]) ?? ""}:${name}`,
  aws_iam_role_policy_attachment: argument("role", "policy_arn"),
  aws_iam_access_key: ({ hash }) => `AKIA${capitals(16, hash)}`,
  aws_sqs_queue: ({ context, name }) =>
    `https://sqs.${context.region}.amazonaws.com/${context.account}/${name}`,
  aws_cognito_user_pool: ({ context, hash }) => `${context.region}_${hash.slice(0, 9)}`,
  aws_cognito_user_pool_client: ({ hash }) => hash.slice(0, 26),
  aws_cognito_identity_pool: ({ context, hash }) => `${context.region}:${asUuid(hash)}`,
  aws_apigatewayv2_api: ({ hash }) => lower(10, hash),
  aws_api_gateway_rest_api: ({ hash }) => lower(10, hash),
  aws_api_gateway_api_key: ({ hash }) => lower(10, hash),
  aws_api_gateway_usage_plan: ({ hash }) => lower(6, hash),
  aws_api_gateway_authorizer: ({ hash }) => lower(6, hash),
  aws_api_gateway_deployment: ({ hash }) => lower(6, hash),
  aws_api_gateway_resource: ({ hash }) => lower(6, hash),
  aws_apigatewayv2_vpc_link: ({ hash }) => lower(6, hash),
  aws_cloudfront_vpc_origin: ({ hash }) => `vo_${capitals(22, hash)}`,
  aws_organizations_organization: ({ hash }) => `o-${lower(10, hash)}`,
  aws_organizations_account: ({ name, known }) =>
    String(
      (BigInt(`0x${digits(12, "account", text(known["email"]) ?? name)}`) % 899_999_999_999n) +
        100_000_000_000n,
    ),
  aws_organizations_organizational_unit: ({ hash }) => `ou-${lower(4, hash)}-${lower(8, "ou", hash)}`,
  aws_organizations_policy: ({ hash }) => `p-${lower(8, hash)}`,
  aws_guardduty_detector: ({ hash }) => hash.slice(0, 32),
  aws_guardduty_detector_feature: argument("detector_id", "name"),
  aws_cloudwatch_query_definition: uuid,
  aws_xray_sampling_rule: argument("rule_name"),
  aws_s3_bucket: named,
  aws_dynamodb_table: named,
  random_uuid: uuid,
};

/** The resources whose `id` is their ARN. */
export const ID_IS_ARN: ReadonlySet<string> = new Set([
  "aws_lb",
  "aws_alb",
  "aws_lb_target_group",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_ecs_cluster",
  "aws_ecs_service",
  "aws_ecs_capacity_provider",
  "aws_sns_topic",
  "aws_sns_topic_subscription",
  "aws_secretsmanager_secret",
  "aws_acm_certificate",
  "aws_iam_policy",
  "aws_sfn_state_machine",
  "aws_cloudtrail",
]);

/** The identifier that AWS would give, in its usual shape. */
export function identifier(made: Made): string {
  const shape = SHAPES[made.type];
  if (shape !== undefined) {
    return shape(made);
  }
  if (made.type.startsWith("aws_s3_bucket_")) {
    return text(made.known["bucket"]) ?? made.name;
  }
  return "name" in made.known || made.type.startsWith("random_") ? made.name : made.hash.slice(0, 17);
}

/** Formats hexadecimal digits as a version-4 UUID. */
export function asUuid(hash: string): string {
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function lower(length: number, ...parts: readonly string[]): string {
  return capitals(length, ...parts).toLowerCase();
}
