import type { ContainerInsights } from "../../constructs/compute/ecs-cluster";
import type { FargateSize } from "../../constructs/compute/fargate-sizes";
import type { ScalingRange } from "../../constructs/compute/service-scaling";
import type { AuroraInstance } from "../../constructs/database/aurora-instance";
import type { ServerlessCapacity } from "../../constructs/database/serverless-capacity";
import type { ManagedRules } from "../../constructs/edge/web-acl-rules";
import type { GithubConfig } from "../../constructs/identity/github-config";
import type { NetworkConfig } from "../../constructs/network/network-config";
import type { SlackChannelIds } from "../../constructs/observability/slack-channel";
import type { LogArchiveConfig } from "../../stacks/observability-stack";
import type { EnvironmentConfig } from "../environment";

/** Size and number of a service's tasks. */
export interface ServiceConfig extends FargateSize {
  /** Number of tasks; with scaling, the number to begin with. */
  readonly desiredCount: number;
  /**
   * Between which numbers of tasks it scales, and by what.
   *
   * @default - it always runs `desiredCount` tasks
   */
  readonly scaling?: ScalingRange | undefined;
}

/** The values of one environment of serverless-web. */
export interface ServerlessWebConfig {
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /** How GitHub Actions reach the environment's account. */
  readonly github?: GithubConfig | undefined;
  /** VPC, subnets, endpoints and flow logs. */
  readonly network: NetworkConfig;
  /** How viewers reach the service. */
  readonly edge: {
    /** Domain of the site: `www.example.com`. */
    readonly domainName: string;
    /** Hosted zone in which the domain's records stand. */
    readonly hostedZoneId: string;
    /** Rules of the web ACL. */
    readonly webAclRules: readonly ManagedRules[];
    /** Versions of the header by which the load balancer knows the distribution; the last is sent, all are accepted. */
    readonly originSecretVersions: readonly string[];
    /**
     * Days for which requests and the web ACL's decisions are kept.
     *
     * @default - requests are not logged
     */
    readonly requestLogRetentionDays?: number | undefined;
  };
  /** The ECS cluster. */
  readonly cluster: {
    /** How much CloudWatch learns of it. */
    readonly containerInsights: ContainerInsights;
    /**
     * Name of a log group that keeps the operators' ECS Exec sessions.
     *
     * @default - sessions are not kept
     */
    readonly execLogGroupName?: string | undefined;
  };
  /** The two services. */
  readonly services: { readonly frontend: ServiceConfig; readonly backend: ServiceConfig };
  /** The Aurora cluster. */
  readonly database: {
    /** Complete version of Aurora MySQL with which the cluster begins. */
    readonly engineVersion: string;
    /** Between which sizes instances scale. */
    readonly capacity: ServerlessCapacity;
    /** Instances by name; the first begins as the writer. */
    readonly instances: Readonly<Record<string, AuroraInstance>>;
    /** Number of the current password; one more makes a new one at the next deployment. */
    readonly passwordVersion: number;
    /** Days for which every point in time can be restored, 1 to 35. */
    readonly backupRetentionDays: number;
  };
  /** How long logs are kept, and where they go after that. */
  readonly logs: {
    /** Days in CloudWatch Logs. */
    readonly retentionDays: number;
    /** The archive, or that there is none. */
    readonly archive: LogArchiveConfig | "none";
  };
  /** Number of images that each repository keeps. */
  readonly keepImages: number;
  /**
   * The Slack channel that shows alarms. Its workspace is authorized once by hand.
   *
   * @default - alarms reach the topic alone
   */
  readonly slack?: SlackChannelIds | undefined;
}

const REGION = "ap-northeast-1";
const ZONES = [`${REGION}a`, `${REGION}c`];
const AURORA_MYSQL_VERSION = "8.0.mysql_aurora.3.10.0";

/** AWS services that the tasks reach without leaving AWS's network, as there is no NAT. */
const ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "ssm", "ssmmessages", "ec2messages", "secretsmanager"];

/** The repository of this project, and the services that its layers are made of. */
const GITHUB: GithubConfig = {
  repository: "example-org/strata",
  services: [
    "acm",
    "application-autoscaling",
    "chatbot",
    "cloudfront",
    "cloudwatch",
    "codebuild",
    "codecommit",
    "codepipeline",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "elasticloadbalancing",
    "events",
    "firehose",
    "kms",
    "logs",
    "rds",
    "route53",
    "secretsmanager",
    "sns",
    "ssm",
    "ssmmessages",
    "wafv2",
  ],
  secretsReadAtPlan: { data: ["/aurora/credentials"] },
};

const WEB_ACL_RULES: readonly ManagedRules[] = [
  { name: "common", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" },
  { name: "known-bad-inputs", priority: 2, managedGroup: "AWSManagedRulesKnownBadInputsRuleSet" },
  { name: "sql-injection", priority: 3, managedGroup: "AWSManagedRulesSQLiRuleSet" },
];

/** A network of three tiers over two zones, of which only the first reaches the internet. */
function threeTiers(block: "10.0" | "10.1", flowLogRetentionDays: number): NetworkConfig {
  return {
    cidr: `${block}.0.0/16`,
    tiers: {
      public: { egress: "internet-gateway", cidrs: { a: `${block}.0.0/24`, c: `${block}.1.0/24` } },
      app: { egress: "none", cidrs: { a: `${block}.10.0/24`, c: `${block}.11.0/24` } },
      db: { egress: "none", cidrs: { a: `${block}.20.0/24`, c: `${block}.21.0/24` } },
    },
    nat: "none",
    gatewayEndpoints: { s3: ["app"] },
    interfaceEndpoints: { services: ENDPOINTS, tier: "app" },
    flowLog: { destination: "cloud-watch-logs", retentionDays: flowLogRetentionDays },
  };
}

const DEV_LOG_DAYS = 3;
const DEV_SERVICE: ServiceConfig = { cpu: 512, memoryMiB: 1024, desiredCount: 1 };

const PROD_LOG_DAYS = 30;
const PROD_SERVICE: ServiceConfig = {
  cpu: 512,
  memoryMiB: 1024,
  desiredCount: 2,
  scaling: { minTasks: 2, maxTasks: 4, targets: { cpu: { measure: "cpu", targetPercent: 70 } } },
};

/**
 * Every environment of serverless-web, in the order of promotion. Accounts, the repository, domains, the hosted zone and
 * Slack's ids are examples.
 */
export const environments: Readonly<Record<"dev" | "prod", ServerlessWebConfig>> = {
  dev: {
    environment: { account: "111111111111", region: REGION, zones: ZONES, protection: "disposable" },
    github: GITHUB,
    network: threeTiers("10.0", DEV_LOG_DAYS),
    edge: {
      domainName: "dev.example.com",
      hostedZoneId: "Z0000000000000EXAMPLE",
      webAclRules: WEB_ACL_RULES,
      originSecretVersions: ["1"],
    },
    cluster: { containerInsights: "disabled" },
    services: { frontend: DEV_SERVICE, backend: DEV_SERVICE },
    database: {
      engineVersion: AURORA_MYSQL_VERSION,
      capacity: { minAcu: 0.5, maxAcu: 1 },
      instances: { writer: {} },
      passwordVersion: 1,
      backupRetentionDays: 1,
    },
    logs: { retentionDays: DEV_LOG_DAYS, archive: "none" },
    keepImages: 10,
    slack: { teamId: "T00000000", channelId: "C00000000" },
  },
  prod: {
    environment: { account: "222222222222", region: REGION, zones: ZONES, protection: "protected" },
    github: GITHUB,
    network: threeTiers("10.1", PROD_LOG_DAYS),
    edge: {
      domainName: "www.example.com",
      hostedZoneId: "Z0000000000000EXAMPLE",
      webAclRules: WEB_ACL_RULES,
      originSecretVersions: ["1"],
      requestLogRetentionDays: PROD_LOG_DAYS,
    },
    cluster: { containerInsights: "enabled", execLogGroupName: "/aws/ecs/exec-sessions" },
    services: { frontend: PROD_SERVICE, backend: PROD_SERVICE },
    database: {
      engineVersion: AURORA_MYSQL_VERSION,
      capacity: { minAcu: 0.5, maxAcu: 4 },
      instances: { writer: {}, reader: {} },
      passwordVersion: 1,
      backupRetentionDays: 7,
    },
    logs: { retentionDays: PROD_LOG_DAYS, archive: { glacierAfterDays: 30 } },
    keepImages: 30,
    slack: { teamId: "T00000000", channelId: "C00000000" },
  },
};
