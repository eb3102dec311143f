/* eslint-disable max-lines -- one list, so that everything that is accepted is reviewed in one place */
/** Findings of Checkov that stand, and why. */
export interface AcceptedFindings {
  /** Checkov's check: `CKV_AWS_18`. */
  readonly check: string;
  /** Where: `<system>/<stack>/<address>`, in which `*` stands for anything but a slash. Each covers a finding. */
  readonly at: readonly string[];
  /** Why they stand, for whoever reviews the list. */
  readonly because: string;
}

const DISPOSABLE = "the environment is disposable; the same layer of a protected one has it";
const OWN_KEY_OF_AWS =
  "it is encrypted with a key of AWS; who reads it is limited by IAM, and a key of one's own costs for each request";

/**
 * Every finding of Checkov that is not mended, in the order of its ids. One that is not listed fails the pull request,
 * and so does an entry that covers nothing any more. What a guard rail also finds is acknowledged beside its construct;
 * the entry then names the guard rail.
 */
export const ACCEPTED_FINDINGS: readonly AcceptedFindings[] = [
  {
    check: "CKV2_AWS_3",
    at: ["openwan/audit-*/aws_guardduty_detector.*"],
    because: "the detector is the account's own; organizations have theirs in enterprise",
  },
  {
    check: "CKV2_AWS_5",
    at: ["openwan/management-*/aws_security_group.monitoring_group"],
    because: "monitoring hosts are put into it from outside, the services admit it by reference",
  },
  {
    check: "CKV2_AWS_5",
    at: [
      "enterprise/health-check-*/aws_security_group.canary_security-group_group",
      "enterprise/jobs-*/aws_security_group.*_security-group_group",
    ],
    because: "the canary and the state machines' tasks have them, by settings in which Checkov does not look",
  },
  {
    check: "CKV2_AWS_8",
    at: ["serverless-web/data-*/aws_rds_cluster.aurora_cluster"],
    because: "Aurora backs itself up continuously and restores any second of its retention",
  },
  {
    check: "CKV2_AWS_8",
    at: ["enterprise/database-*/aws_rds_cluster.aurora_cluster"],
    because:
      "the plans of the backup layer choose it by its tags; Aurora also restores any second of its retention",
  },
  {
    check: "CKV2_AWS_10",
    at: ["enterprise/trail-security/aws_cloudtrail.organization_trail"],
    because: "EventBridge rules tell of events as they happen, Athena searches the files in the log archive",
  },
  {
    check: "CKV2_AWS_11",
    at: ["aws-practice/network-stg/aws_vpc.network_vpc_vpc"],
    because: "acknowledged as NET-006: a practice environment without traffic of others",
  },
  {
    check: "CKV2_AWS_20",
    at: ["ecs-web/ingress-dev/aws_lb.load-balancer_lb"],
    because: "acknowledged as EDG-002: dev has no certificate, and admits named addresses only",
  },
  {
    check: "CKV2_AWS_27",
    at: ["enterprise/database-*/aws_rds_cluster.aurora_cluster"],
    because:
      "pgaudit logs what changes data, roles and schema; the text of every statement would put data into the log",
  },
  {
    check: "CKV2_AWS_28",
    at: ["serverless-web/edge-*/aws_lb.load-balancer_lb", "openwan/edge-*/aws_lb.load-balancer_lb"],
    because: "the web ACL stands at the distribution, without whose header the load balancer refuses",
  },
  {
    check: "CKV2_AWS_28",
    at: ["ecs-web/ingress-dev/aws_lb.load-balancer_lb", "aws-practice/ingress-*/aws_lb.load-balancer_lb"],
    because:
      "the system's description has no web ACL here; a practice environment and a dev behind named addresses",
  },
  {
    check: "CKV2_AWS_29",
    at: ["enterprise/api-*/aws_api_gateway_stage.rest-api_stage_stage"],
    because: "the edge layer associates its web ACL, which admits the distribution alone; EDG-022 holds it",
  },
  {
    check: "CKV2_AWS_31",
    at: ["serverless-web/edge-dev/aws_wafv2_web_acl.web-acl_web-acl"],
    because: DISPOSABLE,
  },
  {
    check: "CKV2_AWS_32",
    at: ["*/*/aws_cloudfront_distribution.cdn_distribution"],
    because:
      "AWS's managed policy of security headers is stated by its id; Checkov looks for one of one's own",
  },
  {
    check: "CKV2_AWS_34",
    at: ["*/registry-*/aws_ssm_parameter.*-tag_parameter"],
    because: "the tag of an image is no secret",
  },
  {
    check: "CKV2_AWS_37",
    at: ["serverless-web/delivery-*/aws_codecommit_repository.source_repository"],
    because: "approval rules come from templates of the account, and the description asks for none",
  },
  {
    check: "CKV2_AWS_47",
    at: ["*/*/aws_cloudfront_distribution.cdn_distribution"],
    because:
      "AWSManagedRulesKnownBadInputsRuleSet is in every web ACL; Checkov also wants the list of anonymous addresses",
  },
  {
    check: "CKV2_AWS_48",
    at: [
      "enterprise/baseline-*/aws_config_configuration_recorder.config_recorder-ap-northeast-3",
      "enterprise/baseline-*/aws_config_configuration_recorder.config_recorder-us-east-1",
    ],
    because: "global resources are recorded once, in the home Region; everything else in each",
  },
  {
    check: "CKV2_AWS_51",
    at: ["enterprise/api-*/aws_api_gateway_stage.rest-api_stage_stage"],
    because: "the backend stands in the network, where a VPC link and its security group lead to it",
  },
  {
    check: "CKV2_AWS_53",
    at: ["enterprise/api-*/aws_api_gateway_method.rest-api_*_method"],
    because: "one proxy resource hands every request on; the application knows what is valid",
  },
  {
    check: "CKV2_AWS_57",
    at: [
      "serverless-web/*/aws_secretsmanager_secret.*",
      "aws-practice/*/aws_secretsmanager_secret.*",
      "openwan/database-*/aws_secretsmanager_secret.*",
      "openwan/security-*/aws_secretsmanager_secret.*",
    ],
    because:
      "a secret is replaced by raising its version, without passing through the state; no function rotates it",
  },
  {
    check: "CKV2_AWS_57",
    at: ["openwan/cache-*/aws_secretsmanager_secret.redis_auth-token_secret"],
    because:
      "acknowledged as SEC-001: the token is replaced by raising its version, with the cluster; no function could do both",
  },
  {
    check: "CKV2_AWS_62",
    at: ["*/*/aws_s3_bucket.*"],
    because:
      "no work begins with an object: openwan's backend sends its jobs itself, and an upload's scan turns on its own events",
  },
  {
    check: "CKV2_AWS_69",
    at: ["aws-practice/data-*/aws_db_instance.*"],
    because: "PostgreSQL demands TLS by default since version 15, without a parameter of the group",
  },
  {
    check: "CKV2_AWS_73",
    at: ["openwan/messaging-*/aws_sqs_queue.*"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV2_AWS_76",
    at: ["ecs-web/ingress-prod/aws_lb.load-balancer_lb"],
    because:
      "AWSManagedRulesKnownBadInputsRuleSet is in its web ACL; Checkov also wants the list of anonymous addresses",
  },
  {
    check: "CKV_AWS_2",
    at: ["ecs-web/ingress-dev/aws_lb_listener.listener_http"],
    because: "acknowledged as EDG-002: dev has no certificate, and admits named addresses only",
  },
  {
    check: "CKV_AWS_9",
    at: ["enterprise/baseline-*/aws_iam_account_password_policy.*"],
    because:
      "passwords that expire become weaker; a second factor is demanded instead, as NIST SP 800-63B recommends",
  },
  {
    check: "CKV_AWS_18",
    at: ["*/*/aws_s3_bucket.*"],
    because:
      "CloudTrail's history, which each account has, tells who changed a bucket; none of their descriptions asks for a log of each request",
  },
  {
    check: "CKV_AWS_21",
    at: ["*/*/aws_s3_bucket.access-logs_logs_bucket", "*/*/aws_s3_bucket.cdn-logs_logs_bucket"],
    because: "acknowledged as S3-004: nobody overwrites a log file, and all of them expire",
  },
  {
    check: "CKV_AWS_21",
    at: ["enterprise/storage-*/aws_s3_bucket.transfer_bucket"],
    because: "acknowledged as S3-004: what it holds is gone within days, and is somewhere else too",
  },
  {
    check: "CKV_AWS_26",
    at: [
      "enterprise/baseline-*/aws_sns_topic.notices_*",
      "enterprise/watch-management/aws_sns_topic.user-creation_topic_topic",
      "openwan/observability-*/aws_sns_topic.*",
      "openwan/cache-*/aws_sns_topic.events_topic",
      "serverless-web/observability-*/aws_sns_topic.topic_topic",
    ],
    because: "acknowledged as MSG-002: messages name alarms and hold no data",
  },
  {
    check: "CKV_AWS_26",
    at: ["enterprise/observability-*/aws_sns_topic.*"],
    because: "acknowledged as MSG-002: messages name alarms and hold no data",
  },
  {
    check: "CKV_AWS_28",
    at: ["ecs-web/content-dev/aws_dynamodb_table.items_table"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_51",
    at: ["serverless-web/registry-*/aws_ecr_repository.*", "openwan/registry-*/aws_ecr_repository.*"],
    because: "acknowledged as CMP-007: deliveries move a tag to the newest image",
  },
  {
    check: "CKV_AWS_61",
    at: ["enterprise/access-*/aws_iam_role.*-role_role"],
    because:
      "people of the identity account alone, with a second factor; that account's groups say who of them",
  },
  {
    check: "CKV_AWS_65",
    at: ["*/*/aws_ecs_cluster.cluster_cluster"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_70",
    at: ["ecs-web/site-dev/aws_s3_bucket_policy.site_policy"],
    because: "named addresses only; Checkov does not weigh the condition of the statement",
  },
  {
    check: "CKV_AWS_86",
    at: ["*/*/aws_cloudfront_distribution.cdn_distribution"],
    because:
      "logs are delivered by aws_cloudwatch_log_delivery, which Checkov does not know; EDG-010 holds it",
  },
  {
    check: "CKV_AWS_88",
    at: [
      "openwan/management-*/aws_instance.bastion_instance",
      "aws-practice/network-stg/aws_instance.network_nat_instance",
    ],
    because: "acknowledged as CMP-002: the one admits nobody, the other is a NAT",
  },
  {
    check: "CKV_AWS_91",
    at: ["*/*/aws_lb.load-balancer_lb"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_103",
    at: ["ecs-web/ingress-dev/aws_lb_listener.listener_http"],
    because: "acknowledged as EDG-002: dev has no certificate, and admits named addresses only",
  },
  {
    check: "CKV_AWS_118",
    at: [
      "serverless-web/data-*/aws_rds_cluster_instance.*",
      "aws-practice/data-*/aws_db_instance.instance_instance",
    ],
    because: "Performance Insights and the metrics of CloudWatch are what the description watches",
  },
  {
    check: "CKV_AWS_118",
    at: ["enterprise/database-*/aws_rds_cluster_instance.aurora_*"],
    because: "Performance Insights and the metrics of CloudWatch are what the description watches",
  },
  {
    check: "CKV_AWS_119",
    at: ["ecs-web/content-*/aws_dynamodb_table.items_table"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_120",
    at: ["enterprise/api-*/aws_api_gateway_stage.rest-api_stage_stage"],
    because: "answers are personal to who asks; a cache is a value of the environment, off",
  },
  {
    check: "CKV_AWS_126",
    at: [
      "openwan/management-*/aws_instance.bastion_instance",
      "aws-practice/network-stg/aws_instance.network_nat_instance",
    ],
    because: "metrics of every five minutes are enough for a host that serves no requests of users",
  },
  {
    check: "CKV_AWS_126",
    at: ["enterprise/bastion-*/aws_instance.instance_instance"],
    because: "metrics of every five minutes are enough for a host that serves no requests of users",
  },
  {
    check: "CKV_AWS_135",
    at: [
      "openwan/management-*/aws_instance.bastion_instance",
      "aws-practice/network-stg/aws_instance.network_nat_instance",
    ],
    because: "t4g is so by itself, and t2 cannot be",
  },
  {
    check: "CKV_AWS_135",
    at: ["enterprise/bastion-*/aws_instance.instance_instance"],
    because: "t4g is so by itself",
  },
  {
    check: "CKV_AWS_136",
    at: ["*/registry-*/aws_ecr_repository.*"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_139",
    at: ["serverless-web/data-dev/aws_rds_cluster.aurora_cluster"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_139",
    at: ["enterprise/database-dev/aws_rds_cluster.aurora_cluster"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_144",
    at: ["*/*/aws_s3_bucket.*"],
    because:
      "no description demands a copy of these objects in a second Region; old versions are kept within the Region",
  },
  {
    check: "CKV_AWS_145",
    at: [
      "*/*/aws_s3_bucket.access-logs_logs_bucket",
      "enterprise/log-archive-audit/aws_s3_bucket.loadbalancer_files_bucket",
    ],
    because: "load balancers deliver their access logs only to buckets with keys of S3",
  },
  {
    check: "CKV_AWS_145",
    at: [
      "*/*/aws_s3_bucket.cdn-logs_logs_bucket",
      "*/*/aws_s3_bucket.site_bucket",
      "ecs-web/content-*/aws_s3_bucket.images_bucket",
      "serverless-web/delivery-*/aws_s3_bucket.pipeline_artifacts_bucket",
      "serverless-web/observability-prod/aws_s3_bucket.archive_archive_bucket",
    ],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_145",
    at: ["enterprise/storage-*/aws_s3_bucket.transfer_bucket"],
    because: "public data that are temporary; those of every other class have keys of their own",
  },
  {
    check: "CKV_AWS_147",
    at: ["serverless-web/delivery-*/aws_codebuild_project.*"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_149",
    at: ["*/*/aws_secretsmanager_secret.*"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_150",
    at: ["*/*/aws_lb.load-balancer_lb"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_157",
    at: ["aws-practice/data-stg/aws_db_instance.instance_instance"],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_157",
    at: ["openwan/database-prod/aws_db_instance.replica-*_instance"],
    because: "a replica reads only; its source has a standby",
  },
  {
    check: "CKV_AWS_158",
    at: ["*/*/aws_cloudwatch_log_group.*"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_161",
    at: ["openwan/database-*/aws_db_instance.*", "aws-practice/data-*/aws_db_instance.*"],
    because: "the applications sign in with a password that they read from Secrets Manager",
  },
  {
    check: "CKV_AWS_162",
    at: ["serverless-web/data-*/aws_rds_cluster.aurora_cluster"],
    because: "the application signs in with a password that it reads from Secrets Manager",
  },
  {
    check: "CKV_AWS_166",
    at: ["enterprise/backup-*/aws_backup_vault.public_*"],
    because: "the vault of public data; those of every other class have keys of their own",
  },
  {
    check: "CKV_AWS_192",
    at: ["enterprise/edge-*/aws_wafv2_web_acl.origin-guard_web-acl_web-acl"],
    because:
      "it admits the distribution's header alone; the distribution's own web ACL has the managed rules",
  },
  {
    check: "CKV_AWS_192",
    at: ["enterprise/edge-dev/aws_wafv2_web_acl.web-acl_web-acl"],
    because:
      "dev counts what the managed rules would block, so that they are tried before stg and prod block by them",
  },
  {
    check: "CKV_AWS_219",
    at: ["serverless-web/delivery-*/aws_codepipeline.pipeline_pipeline"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_224",
    at: ["serverless-web/service-prod/aws_ecs_cluster.cluster_cluster"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_225",
    at: ["enterprise/api-*/aws_api_gateway_method_settings.rest-api_stage_settings"],
    because: "answers are personal to who asks; a cache is a value of the environment, off",
  },
  {
    check: "CKV_AWS_237",
    at: ["enterprise/api-*/aws_api_gateway_rest_api.rest-api_api"],
    because: "a second API beside the first has another address: its clients have to be moved in any case",
  },
  {
    check: "CKV_AWS_241",
    at: ["serverless-web/observability-prod/aws_kinesis_firehose_delivery_stream.archive_stream"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_252",
    at: [
      "openwan/audit-*/aws_cloudtrail.trail_trail",
      "enterprise/trail-security/aws_cloudtrail.organization_trail",
    ],
    because:
      "nobody is called for each file that a trail delivers; events that matter are watched by themselves",
  },
  {
    check: "CKV_AWS_260",
    at: [
      "*/ingress-*/aws_vpc_security_group_ingress_rule.alb_from-anywhere-ipv4-tcp-80_ingress",
      "openwan/edge-*/aws_vpc_security_group_ingress_rule.alb_from-anywhere-ipv4-tcp-80_ingress",
    ],
    because: "acknowledged as NET-002: plain HTTP is answered by a redirect to HTTPS",
  },
  {
    check: "CKV_AWS_260",
    at: [
      "serverless-web/edge-*/aws_vpc_security_group_ingress_rule.alb-redirect_from-cloudfront-tcp-80_ingress",
      "serverless-web/service-*/aws_vpc_security_group_ingress_rule.*-service_security-group_from-alb-tcp-80_ingress",
    ],
    because:
      "not from anywhere: a prefix list of CloudFront and a security group, which Checkov does not weigh",
  },
  {
    check: "CKV_AWS_273",
    at: ["enterprise/people-identity/aws_iam_user.*"],
    because: "the description has people as IAM users of one account, with a second factor and without keys",
  },
  {
    check: "CKV_AWS_274",
    at: ["enterprise/access-*/aws_iam_role_policy_attachment.admin-role_managed-administrator"],
    because: "acknowledged as IAM-005: the role for what no other may do, for an hour at a time",
  },
  {
    check: "CKV_AWS_285",
    at: ["enterprise/jobs-*/aws_sfn_state_machine.*_machine"],
    because:
      "every event is logged, LOG-005 holds it; what goes in and out of a step can be personal and stays out of the log",
  },
  {
    check: "CKV_AWS_293",
    at: [
      "openwan/database-dev/aws_db_instance.instance_instance",
      "aws-practice/data-stg/aws_db_instance.instance_instance",
    ],
    because: DISPOSABLE,
  },
  {
    check: "CKV_AWS_293",
    at: ["openwan/database-prod/aws_db_instance.replica-*_instance"],
    because: "a replica can be made again from its source, which resists deletion",
  },
  {
    check: "CKV_AWS_297",
    at: [
      "aws-practice/data-stg/aws_scheduler_schedule.*",
      "enterprise/findings-security/aws_scheduler_schedule.*",
      "enterprise/jobs-*/aws_scheduler_schedule.*",
    ],
    because: "a schedule holds no data",
  },
  {
    check: "CKV_AWS_305",
    at: ["openwan/edge-*/aws_cloudfront_distribution.cdn_distribution"],
    because: "the application answers the root itself",
  },
  {
    check: "CKV_AWS_310",
    at: ["*/*/aws_cloudfront_distribution.cdn_distribution"],
    because: "there is no second origin to fail over to; each survives the loss of a zone",
  },
  {
    check: "CKV_AWS_316",
    at: ["serverless-web/delivery-*/aws_codebuild_project.build_project"],
    because: "acknowledged as CMP-009: it builds images, for which its Docker daemon needs privileges",
  },
  {
    check: "CKV_AWS_319",
    at: ["enterprise/observability-dev/aws_cloudwatch_metric_alarm.*"],
    because: "alarms of dev are for looking at: nobody is called for it",
  },
  {
    check: "CKV_AWS_326",
    at: ["serverless-web/data-*/aws_rds_cluster.aurora_cluster"],
    because:
      "any second can be restored beside the running cluster; rewinding it in place is billed by every change",
  },
  {
    check: "CKV_AWS_327",
    at: ["serverless-web/data-*/aws_rds_cluster.aurora_cluster"],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_338",
    at: ["*/*/aws_cloudwatch_log_group.*"],
    because: "how long is each environment's own value; LOG-001 holds that there is one",
  },
  {
    check: "CKV_AWS_354",
    at: [
      "serverless-web/data-*/aws_rds_cluster_instance.*",
      "aws-practice/data-*/aws_db_instance.instance_instance",
    ],
    because: OWN_KEY_OF_AWS,
  },
  {
    check: "CKV_AWS_374",
    at: ["*/*/aws_cloudfront_distribution.cdn_distribution"],
    because: "the sites are for everyone; where a system limits countries, its web ACL does",
  },
  {
    check: "CKV_AWS_378",
    at: ["*/*/aws_lb_target_group.*"],
    because: "TLS ends at the load balancer; the tasks behind it admit its security group alone",
  },
];
