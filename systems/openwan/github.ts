import type { GithubConfig } from "../../constructs/identity/github-config";
import { NAMES, SECRETS } from "./names";

/** The repository of this project, what the system is made of, and the names that carry no environment. */
export const GITHUB: GithubConfig = {
  repository: "example-org/strata",
  services: [
    "acm",
    "application-autoscaling",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "elasticache",
    "elasticloadbalancing",
    "guardduty",
    "kms",
    "logs",
    "rds",
    "route53",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "ssmmessages",
    "wafv2",
    "xray",
  ],
  resourceNames: [
    NAMES.taskRole,
    `${NAMES.backend}-execution`,
    `${NAMES.worker}-execution`,
    NAMES.bastion,
    NAMES.databaseMonitoringRole,
    `${NAMES.trail}-writer`,
    "openwan-media-*",
    "openwan-alb-logs-*",
    "openwan-cdn-logs-*",
    "openwan-cloudtrail-*",
  ],
  // Every secret version that the provider refreshes.
  secretsReadAtPlan: {
    security: [SECRETS.jwt, SECRETS.s3EncryptionKey],
    database: [SECRETS.databasePassword],
    cache: [SECRETS.redisToken],
  },
};
