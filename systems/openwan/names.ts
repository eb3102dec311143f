import type { NetworkNames } from "../../constructs/network/network-names";

/**
 * What the system's description calls its parts. The names carry no environment: one account takes one environment.
 */
export const NAMES = {
  cluster: "openwan-cluster",
  backend: "openwan-backend",
  worker: "openwan-worker",
  taskRole: "openwan-ecs-task-role",
  bastion: "openwan-bastion",
  database: "openwan-db-primary",
  databaseMonitoringRole: "openwan-rds-monitoring",
  cache: "openwan-redis",
  queue: "openwan-transcoding-queue",
  deadLetterQueue: "openwan-transcoding-dlq",
  mediaOrigin: "S3-openwan-media",
  webAcl: "openwan-waf-webacl",
  trail: "openwan-trail",
  dashboard: "openwan-dashboard",
} as const;

/** Groups of network access, each called as in the description. */
export const SECURITY_GROUPS = {
  loadBalancer: "openwan-alb-sg",
  backend: "openwan-backend-sg",
  worker: "openwan-worker-sg",
  database: "openwan-rds-sg",
  cache: "openwan-elasticache-sg",
  bastion: "openwan-bastion-sg",
  monitoring: "openwan-monitoring-sg",
} as const;

/** Groups that AWS's services and the containers log to. */
export const LOG_GROUPS = {
  backend: "/ecs/openwan-backend",
  worker: "/ecs/openwan-worker",
  cache: "/aws/elasticache/openwan-redis",
  loadBalancer: "/aws/alb/openwan",
  webAcl: "aws-waf-logs-openwan",
  cloudTrail: "/aws/cloudtrail/openwan",
} as const;

/** Secrets, of which other layers learn the ARN alone. */
export const SECRETS = {
  databasePassword: "openwan/database/password",
  jwt: "openwan/jwt/secret",
  redisToken: "openwan/redis/auth-token",
  s3EncryptionKey: "openwan/s3/encryption-key",
} as const;

/** Subnets are called after tier and zone: `public-subnet-a`. */
export const NETWORK_NAMES: Partial<NetworkNames> = {
  subnet: (tier, zone) => `${tier}-subnet-${zone}`,
};

/** A bucket's name, which no other account may have: `openwan-media-111111111111-us-east-1`. */
export function bucketName(what: string, { account, region }: { account: string; region: string }): string {
  return `openwan-${what}-${account}-${region}`;
}
