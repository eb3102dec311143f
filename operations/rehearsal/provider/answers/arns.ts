import type { Made } from "./resource";
import { text } from "./resource";

// `service:scope:resource`, with {id}, {name}, {hash} and any argument in braces; scope `global` drops the region.
const TEMPLATES: Readonly<Record<string, string>> = {
  aws_vpc: "ec2::vpc/{id}",
  aws_subnet: "ec2::subnet/{id}",
  aws_security_group: "ec2::security-group/{id}",
  aws_vpc_security_group_ingress_rule: "ec2::security-group-rule/{id}",
  aws_vpc_security_group_egress_rule: "ec2::security-group-rule/{id}",
  aws_route_table: "ec2::route-table/{id}",
  aws_internet_gateway: "ec2::internet-gateway/{id}",
  aws_nat_gateway: "ec2::natgateway/{id}",
  aws_eip: "ec2::elastic-ip/{id}",
  aws_network_acl: "ec2::network-acl/{id}",
  aws_vpc_endpoint: "ec2::vpc-endpoint/{id}",
  aws_flow_log: "ec2::vpc-flow-log/{id}",
  aws_instance: "ec2::instance/{id}",
  aws_launch_template: "ec2::launch-template/{id}",
  aws_ec2_managed_prefix_list: "ec2::prefix-list/{id}",
  aws_ec2_transit_gateway: "ec2::transit-gateway/{id}",
  aws_ec2_transit_gateway_vpc_attachment: "ec2::transit-gateway-attachment/{id}",
  aws_autoscaling_group: "autoscaling::autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
  aws_autoscaling_policy:
    "autoscaling::scalingPolicy:{uuid}:autoScalingGroupName/{autoscaling_group_name}:policyName/{name}",
  aws_lb_target_group: "elasticloadbalancing::targetgroup/{name}/{hash16}",
  aws_ecs_cluster: "ecs::cluster/{name}",
  aws_ecs_service: "ecs::service/{cluster_name}/{name}",
  aws_ecs_task_definition: "ecs::task-definition/{family}:1",
  aws_ecs_capacity_provider: "ecs::capacity-provider/{name}",
  aws_ecr_repository: "ecr::repository/{name}",
  aws_lambda_function: "lambda::function:{name}",
  aws_lambda_layer_version: "lambda::layer:{layer_name}:1",
  aws_s3_bucket: "s3:bare:{name}",
  aws_efs_file_system: "elasticfilesystem::file-system/{id}",
  aws_efs_access_point: "elasticfilesystem::access-point/{id}",
  aws_backup_vault: "backup::backup-vault:{name}",
  aws_backup_plan: "backup::backup-plan:{uuid}",
  aws_dynamodb_table: "dynamodb::table/{name}",
  aws_db_instance: "rds::db:{name}",
  aws_db_subnet_group: "rds::subgrp:{name}",
  aws_db_parameter_group: "rds::pg:{name}",
  aws_db_proxy: "rds::db-proxy:prx-{hash16}",
  aws_rds_cluster: "rds::cluster:{name}",
  aws_rds_cluster_instance: "rds::db:{name}",
  aws_rds_cluster_parameter_group: "rds::cluster-pg:{name}",
  aws_elasticache_replication_group: "elasticache::replicationgroup:{name}",
  aws_elasticache_parameter_group: "elasticache::parametergroup:{name}",
  aws_elasticache_subnet_group: "elasticache::subnetgroup:{name}",
  aws_elasticache_cluster: "elasticache::cluster:{name}",
  aws_opensearch_domain: "es::domain/{name}",
  aws_sqs_queue: "sqs::{name}",
  aws_sns_topic: "sns::{name}",
  aws_sns_topic_subscription: "sns::{topic_name}:{uuid}",
  aws_mq_broker: "mq::broker:{name}:b-{uuid}",
  aws_cloudwatch_event_rule: "events::rule/{name}",
  aws_cloudwatch_event_bus: "events::event-bus/{name}",
  aws_scheduler_schedule: "scheduler::schedule/{group_name}/{name}",
  aws_scheduler_schedule_group: "scheduler::schedule-group/{name}",
  aws_sfn_state_machine: "states::stateMachine:{name}",
  aws_kinesis_firehose_delivery_stream: "firehose::deliverystream/{name}",
  aws_cloudwatch_log_group: "logs::log-group:{name}",
  aws_cloudwatch_metric_alarm: "cloudwatch::alarm:{name}",
  aws_cloudwatch_composite_alarm: "cloudwatch::alarm:{name}",
  aws_kms_key: "kms::key/{id}",
  aws_kms_alias: "kms::{name}",
  aws_secretsmanager_secret: "secretsmanager::secret:{name}-{hash6}",
  aws_ssm_document: "ssm::document/{name}",
  aws_ssm_parameter: "ssm::parameter{slash_name}",
  aws_synthetics_canary: "synthetics::canary:{name}",
  aws_acm_certificate: "acm::certificate/{uuid}",
  aws_cognito_user_pool: "cognito-idp::userpool/{id}",
  aws_apigatewayv2_api: "apigateway:regional-only:/apis/{id}",
  aws_api_gateway_rest_api: "apigateway:regional-only:/restapis/{id}",
  aws_api_gateway_stage: "apigateway:regional-only:/restapis/{rest_api_id}/stages/{stage_name}",
  aws_wafv2_web_acl: "wafv2::{waf_scope}/webacl/{name}/{id}",
  aws_wafv2_ip_set: "wafv2::{waf_scope}/ipset/{name}/{id}",
  aws_wafv2_rule_group: "wafv2::{waf_scope}/rulegroup/{name}/{id}",
  aws_cloudtrail: "cloudtrail::trail/{name}",
  aws_guardduty_detector: "guardduty::detector/{id}",
  aws_xray_sampling_rule: "xray::sampling-rule/{id}",
  aws_config_config_rule: "config::config-rule/config-rule-{hash6}",
  aws_iam_role: "iam:global:role{path}{name}",
  aws_iam_policy: "iam:global:policy{path}{name}",
  aws_iam_user: "iam:global:user{path}{name}",
  aws_iam_instance_profile: "iam:global:instance-profile{path}{name}",
  aws_iam_openid_connect_provider: "iam:global:oidc-provider/{host}",
  aws_cloudfront_distribution: "cloudfront:global:distribution/{id}",
  aws_cloudfront_function: "cloudfront:global:function/{name}",
  aws_cloudfront_origin_access_control: "cloudfront:global:origin-access-control/{id}",
  aws_route53_zone: "route53:bare:hostedzone/{id}",
  aws_ssoadmin_permission_set: "sso:bare:permissionSet/ssoins-{hash16}/ps-{hash16}",
  aws_organizations_organization: "organizations:global:organization/{id}",
  aws_organizations_account: "organizations:global:account/o-rehearsal/{id}",
  aws_organizations_organizational_unit: "organizations:global:ou/o-rehearsal/{id}",
  aws_organizations_policy: "organizations:global:policy/o-rehearsal/service_control_policy/{id}",
};

/** The ARN of a resource in the shape that its service uses; a type without an entry gets a generic one. */
export function arnOf(made: Made, id: string): string {
  const { type, context, name, hash } = made;
  const nested = nestedArn(made);
  if (nested !== undefined) {
    return nested;
  }
  const [service = "", scope = "", ...rest] = (TEMPLATES[type] ?? genericTemplate(type)).split(":");
  const resource = rest
    .join(":")
    .replaceAll(/\{(\w+)\}/g, (_match, key: string) => placeholder(key, made, id, name, hash));
  const region = scope === "" || scope === "regional-only" ? regionOf(made) : "";
  const account = scope === "bare" || scope === "regional-only" ? "" : context.account;
  return `arn:${context.partition}:${service}:${region}:${account}:${resource}`;
}

// The ARNs of a load balancer, its listeners and their rules each carry their parent's.
function nestedArn({ type, context, known, name, hash }: Made): string | undefined {
  const kind =
    { application: "app", network: "net", gateway: "gwy" }[
      text(known["load_balancer_type"]) ?? "application"
    ] ?? "app";
  switch (type) {
    case "aws_lb":
    case "aws_alb":
      return `arn:${context.partition}:elasticloadbalancing:${context.region}:${context.account}:loadbalancer/${kind}/${name}/${hash.slice(0, 16)}`;
    case "aws_lb_listener":
      return `${text(known["load_balancer_arn"])?.replace(":loadbalancer/", ":listener/")}/${hash.slice(0, 16)}`;
    case "aws_lb_listener_rule":
      return `${text(known["listener_arn"])?.replace(":listener/", ":listener-rule/")}/${hash.slice(0, 16)}`;
    default:
      return undefined;
  }
}

function regionOf({ known, context }: Made): string {
  return known["scope"] === "CLOUDFRONT" ? "us-east-1" : context.region;
}

function genericTemplate(type: string): string {
  const [, service = "aws", ...words] = type.split("_");
  return `${service}::${words.join("-") || "resource"}/{id}`;
}

function placeholder(key: string, { known }: Made, id: string, name: string, hash: string): string {
  switch (key) {
    case "id":
      return id;
    case "name":
      return name;
    case "hash16":
      return hash.slice(0, 16);
    case "hash6":
      return hash.slice(0, 6);
    case "uuid":
      return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20, 32)}`;
    case "path":
      return text(known["path"]) ?? "/";
    case "slash_name":
      return name.startsWith("/") ? name : `/${name}`;
    case "waf_scope":
      return known["scope"] === "CLOUDFRONT" ? "global" : "regional";
    case "group_name":
      return text(known["group_name"]) ?? "default";
    case "cluster_name":
      return (text(known["cluster"]) ?? "default").split("/").at(-1) ?? "default";
    case "topic_name":
      return (text(known["topic_arn"]) ?? "").split(":").at(-1) ?? "";
    case "host":
      return (text(known["url"]) ?? "").replace(/^https:\/\//, "");
    default:
      return text(known[key]) ?? name;
  }
}
