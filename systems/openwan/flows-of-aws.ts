import type { Environment } from "../../constructs/core/environment";
import { alarms, keyUsers } from "../common-flows";
import { aws, type Flow, the } from "../flows";
import { bucketName, LOG_GROUPS, NAMES } from "./names";

/** What AWS's services do for the system. */
export function flowsOfAws({ region }: Environment): readonly Flow[] {
  return [
    ...["openwan-alerts", "openwan-critical", "openwan-security", "openwan-redis-events"].map((topic) =>
      alarms(topic),
    ),
    {
      from: aws("elasticache"),
      to: the("topic", "openwan-redis-events"),
      path: ["resource-policy"],
      actions: ["sns:Publish"],
      reason: "events of the cluster; ElastiCache publishes in the name of the account",
    },
    {
      from: the("role", NAMES.databaseMonitoringRole),
      to: aws("logs"),
      actions: ["policy/service-role/AmazonRDSEnhancedMonitoringRole"],
      assumedBy: "monitoring.rds",
      reason: "the database's enhanced monitoring",
    },
    ...keyUsers("alias/openwan-rds", ["rds"]),
    ...keyUsers("alias/openwan-s3", ["s3", "cloudfront"]),
    ...keyUsers("alias/openwan-elasticache", ["elasticache"]),
    ...keyUsers("alias/openwan-logs", [`logs.${region}`]),
  ];
}

/** Who did what in the account is kept. */
export function auditFlows(environment: Environment): readonly Flow[] {
  const key = "alias/openwan-audit";
  const trail = { from: aws("cloudtrail"), path: ["resource-policy"] } as const;
  return [
    {
      ...trail,
      to: the("bucket", bucketName("cloudtrail", environment)),
      actions: ["s3:GetBucketAcl", "s3:PutObject"],
      reason: "files of the trail",
    },
    {
      ...trail,
      to: the("key", key),
      actions: ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Decrypt", "DescribeKey"].map(
        (action) => `kms:${action}`,
      ),
      reason: "the key of those files",
    },
    ...keyUsers(key, [`logs.${environment.region}`]),
    {
      from: the("role", "openwan-trail-writer"),
      to: the("log-group", LOG_GROUPS.cloudTrail),
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      assumedBy: "cloudtrail",
      reason: "events of the trail as lines",
    },
  ];
}
