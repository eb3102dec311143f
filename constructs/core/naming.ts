import { COMPUTE_NAME_RULES } from "./compute-name-rules";
import { EDGE_NAME_RULES } from "./edge-name-rules";
import { refuse } from "./errors";
import { GOVERNANCE_NAME_RULES } from "./governance-name-rules";
import type { NameRule } from "./name-rule";

/** How cdktf writes a reference into a text until it is resolved. */
const REFERENCE = /\$\{TfToken\[[^\]]*\]\}/g;

const RDS_ALPHABET = {
  // AWS would store upper case as lower case, which Terraform then sees as a change.
  pattern: /^[a-z](?:[a-z0-9]|-(?!-|$))*$/,
  alphabet: "lower-case letters, digits and single inner hyphens, starting with a letter",
};

/** The one place that knows what each type of resource may be called. */
const RULES = {
  ...COMPUTE_NAME_RULES,
  ...EDGE_NAME_RULES,
  ...GOVERNANCE_NAME_RULES,
  aws_chatbot_slack_channel_configuration: {
    maxLength: 128,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source:
      "https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html",
  },
  aws_cloudfront_cache_policy: {
    maxLength: 128,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html",
  },
  aws_cloudfront_function: {
    maxLength: 64,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
  },
  aws_cloudfront_origin_access_control: {
    maxLength: 64,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _-.",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html",
  },
  aws_cloudwatch_dashboard: {
    maxLength: 255,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
  },
  aws_cloudwatch_event_rule: {
    maxLength: 64,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _-.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  },
  aws_cloudwatch_log_delivery_destination: {
    maxLength: 60,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits, _ and -",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html",
  },
  aws_cloudwatch_log_delivery_source: {
    maxLength: 60,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html",
  },
  aws_cloudwatch_log_group: {
    maxLength: 512,
    pattern: /^[\w./#-]+$/,
    alphabet: "letters, digits and _-/.#",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  aws_cloudwatch_log_metric_filter: {
    maxLength: 512,
    pattern: /^[^:*]+$/,
    alphabet: "any characters but : and *",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
  },
  aws_cloudwatch_log_subscription_filter: {
    maxLength: 512,
    pattern: /^[^:*]+$/,
    alphabet: "any characters but : and *",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html",
  },
  aws_cloudwatch_metric_alarm: {
    maxLength: 255,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  },
  aws_cloudwatch_query_definition: {
    maxLength: 255,
    pattern: /^[^:*/]+(?:\/[^:*/]+)*$/,
    alphabet: "any characters but : and *, in levels divided by /",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html",
  },
  aws_codebuild_project: {
    maxLength: 150,
    pattern: /^[A-Za-z0-9][\w-]+$/,
    alphabet: "2 or more letters, digits and _-, starting with a letter or digit",
    source: "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html",
  },
  aws_codecommit_repository: {
    maxLength: 100,
    pattern: /^(?!.*\.git$)[\w.-]+$/,
    alphabet: "letters, digits and _-., not ending in .git",
    source: "https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateRepository.html",
  },
  aws_codepipeline: {
    maxLength: 100,
    pattern: /^[\w.@-]+$/,
    alphabet: "letters, digits and _-.@",
    source: "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html",
  },
  aws_db_instance: {
    maxLength: 63,
    ...RDS_ALPHABET,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  },
  aws_db_parameter_group: {
    maxLength: 255,
    ...RDS_ALPHABET,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html",
  },
  aws_db_subnet_group: {
    maxLength: 255,
    pattern: /^(?!default$)[a-z][a-z0-9._ -]*$/,
    alphabet: "lower-case letters, digits, spaces and ._-, starting with a letter, other than default",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html",
  },
  aws_dx_gateway: {
    maxLength: 100,
    pattern: /^[\w .-]+$/,
    alphabet: "letters, digits, spaces and _-.",
    source:
      "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGateway.html",
  },
  aws_codeartifact_domain: {
    maxLength: 50,
    pattern: /^[a-z][a-z0-9-]*[a-z0-9]$/,
    alphabet: "2 or more lower-case letters, digits and hyphens, beginning with a letter",
    source: "https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateDomain.html",
  },
  aws_codeartifact_repository: {
    maxLength: 100,
    pattern: /^[A-Za-z0-9][\w.-]+$/,
    alphabet: "2 or more letters, digits and _.-, beginning with a letter or digit",
    source: "https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateRepository.html",
  },
  aws_dynamodb_table: {
    maxLength: 255,
    pattern: /^[\w.-]{3,}$/,
    alphabet: "at least 3 letters, digits and _.-",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
  },
  aws_ecr_repository: {
    maxLength: 256,
    pattern: /^(?=.{2})(?:[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/,
    alphabet: "2 or more lower-case letters and digits, joined with one of ._/, two _ or hyphens",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  },
  aws_ecs_cluster: {
    maxLength: 255,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html",
  },
  aws_ecs_service: {
    maxLength: 255,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
  },
  aws_ecs_task_definition: {
    maxLength: 255,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html",
  },
  aws_elasticache_parameter_group: {
    maxLength: 255,
    ...RDS_ALPHABET,
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheParameterGroup.html",
  },
  aws_elasticache_replication_group: {
    maxLength: 40,
    ...RDS_ALPHABET,
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  },
  aws_elasticache_subnet_group: {
    maxLength: 255,
    pattern: /^[a-z0-9-]+$/,
    alphabet: "lower-case letters, digits and hyphens",
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheSubnetGroup.html",
  },
  aws_kinesis_firehose_delivery_stream: {
    maxLength: 64,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _.-",
    source: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html",
  },
  aws_lambda_function: {
    maxLength: 64,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  },
  aws_lb: {
    maxLength: 32,
    pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    alphabet: "letters, digits and inner hyphens, not starting with internal-",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  aws_lb_target_group: {
    maxLength: 32,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    alphabet: "letters, digits and inner hyphens",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  },
  aws_networkfirewall_firewall: {
    maxLength: 128,
    pattern: /^[A-Za-z0-9-]+$/,
    alphabet: "letters, digits and hyphens",
    source: "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_CreateFirewall.html",
  },
  aws_networkfirewall_firewall_policy: {
    maxLength: 128,
    pattern: /^[A-Za-z0-9-]+$/,
    alphabet: "letters, digits and hyphens",
    source: "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_CreateFirewallPolicy.html",
  },
  aws_networkfirewall_rule_group: {
    maxLength: 128,
    pattern: /^[A-Za-z0-9-]+$/,
    alphabet: "letters, digits and hyphens",
    source: "https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_CreateRuleGroup.html",
  },
  aws_rds_cluster: {
    maxLength: 63,
    ...RDS_ALPHABET,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html",
  },
  aws_rds_cluster_instance: {
    maxLength: 63,
    ...RDS_ALPHABET,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  },
  aws_rds_cluster_parameter_group: {
    maxLength: 255,
    ...RDS_ALPHABET,
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterParameterGroup.html",
  },
  aws_s3_bucket: {
    maxLength: 63,
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/,
    alphabet:
      "3 or more lower-case letters, digits and inner hyphens, without a beginning or ending that S3 reserves",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  aws_scheduler_schedule: {
    maxLength: 64,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _-.",
    source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
  },
  aws_scheduler_schedule_group: {
    maxLength: 64,
    pattern: /^(?!default$)[\w.-]+$/,
    alphabet: "letters, digits and _-., other than default",
    source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html",
  },
  aws_security_group: {
    maxLength: 255,
    pattern: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/,
    alphabet: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not starting with sg-",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  aws_sfn_state_machine: {
    maxLength: 80,
    // Metrics and logs do not know a machine whose name has other characters, which Step Functions accepts.
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html",
  },
  aws_sns_topic: {
    maxLength: 256,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  aws_sqs_queue: {
    maxLength: 80,
    pattern: /^[\w-]+(?:\.fifo)?$/,
    alphabet: "letters, digits and _-, of a FIFO queue with .fifo at its end",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  aws_ssm_document: {
    maxLength: 128,
    pattern: /^(?!aws|amazon|amzn)[\w.-]{3,}$/i,
    alphabet: "3 or more letters, digits and _-., not starting with aws, amazon or amzn",
    source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html",
  },
  aws_ssm_parameter: {
    // AWS counts 1011 with the ARN before it, which has 50 in a Region of the longest name.
    maxLength: 961,
    pattern: /^\/?(?!aws|ssm)[\w.-]+(?:\/[\w.-]+){0,14}$/i,
    alphabet: "letters, digits and _-., in at most 15 levels divided by /, not starting with aws or ssm",
    source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
  },
  aws_synthetics_canary: {
    maxLength: 255,
    pattern: /^[0-9a-z_-]+$/,
    alphabet: "lower-case letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html",
  },
  aws_wafv2_web_acl: {
    maxLength: 128,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html",
  },
  aws_xray_sampling_rule: {
    maxLength: 32,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html",
  },
} as const satisfies Record<string, NameRule>;

/** A Terraform resource type whose naming rules {@link physicalName} knows. */
export type NamedType = keyof typeof RULES;

/**
 * Joins the parts of a physical name with hyphens and holds it against what AWS accepts for that type.
 *
 * Names are never cut or hashed to fit: a shortened name would change when a neighbour part changes, and for most
 * types a changed name replaces the resource.
 *
 * @param path - where the name comes from, for the error: a construct or config path
 * @throws ProblemsError when the name is too long for its type or leaves its alphabet
 */
export function physicalName(type: NamedType, parts: readonly string[], path: string): string {
  return checkedName(type, parts.join("-"), path);
}

/**
 * Holds a complete name, such as a log group's path, against what AWS accepts for its type. Of a name with references
 * in it, what they stand for is unknown; the rest is held against the alphabet.
 */
export function checkedName(type: NamedType, name: string, path: string): string {
  const { maxLength, pattern, alphabet, source } = RULES[type];
  const known = name.replace(REFERENCE, "x");
  if (known.length > maxLength) {
    refuse({
      path,
      rule: `the name of an ${type} has at most ${maxLength} characters`,
      got: `${name} (${name.length})`,
      fix: `shorten one of its parts (${source})`,
    });
  }
  if (!pattern.test(known)) {
    refuse({
      path,
      rule: `the name of an ${type} is made of ${alphabet}`,
      got: name,
      fix: `use only those characters (${source})`,
    });
  }
  return name;
}
