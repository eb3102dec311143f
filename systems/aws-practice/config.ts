import type { ContainerInsights } from "../../constructs/compute/ecs-cluster";
import type { FargateSize } from "../../constructs/compute/fargate-sizes";
import type { ScalingRange } from "../../constructs/compute/service-scaling";
import type { WeeklyRun } from "../../constructs/database/instance-schedule";
import type { RdsStorage } from "../../constructs/database/rds-storage";
import type { GithubConfig } from "../../constructs/identity/github-config";
import type { NetworkConfig } from "../../constructs/network/network-config";
import type { IdentityAccount, IdentityUser } from "../../stacks/identity-stack";
import type { EnvironmentConfig } from "../environment";

/** The values of an environment that holds the application. */
export interface ApplicationConfig {
  /** What the environment is for. */
  readonly kind: "application";
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /** How GitHub Actions reach the environment's account. */
  readonly github?: GithubConfig | undefined;
  /** VPC, subnets and NAT. */
  readonly network: NetworkConfig;
  /** The PostgreSQL instance. */
  readonly database: {
    /** Version of PostgreSQL with which the instance begins: `17`, the newest of that line, or `17.6`. */
    readonly engineVersion: string;
    /** Instance class: `db.t4g.micro`. */
    readonly instanceClass: string;
    /** Size and growth of its storage. */
    readonly storage: RdsStorage;
    /** Whether a standby waits in the second zone. */
    readonly availability: "single-zone" | "multi-az";
    /** Number of the current password; one more makes a new one at the next deployment. */
    readonly passwordVersion: number;
    /** Days for which every point in time can be restored, 1 to 35. */
    readonly backupRetentionDays: number;
    /** When a stopped instance runs each week, so that RDS does not start it for good; or that nobody stops it. */
    readonly weeklyRun: WeeklyRun | "none";
  };
  /** Number of images that the repository keeps. */
  readonly keepImages: number;
  /** The Spring Boot API. */
  readonly api: FargateSize & {
    /** Domain at which clients reach it: `api.example.com`. */
    readonly domainName: string;
    /** Hosted zone in which the domain's records stand. */
    readonly hostedZoneId: string;
    /** Number of tasks; with scaling, the number to begin with. */
    readonly desiredCount: number;
    /**
     * Between which numbers of tasks it scales, and by what.
     *
     * @default - it always runs `desiredCount` tasks
     */
    readonly scaling?: ScalingRange | undefined;
    /** Days for which the load balancer's line on each request is kept, or that none is written. */
    readonly accessLogs: { readonly retentionDays: number } | "none";
  };
  /** How much CloudWatch learns of the cluster. */
  readonly containerInsights: ContainerInsights;
  /** Days in CloudWatch Logs. */
  readonly logRetentionDays: number;
}

/** The values of the management account, which holds the accounts of the other environments. */
export interface ManagementConfig {
  /** What the environment is for. */
  readonly kind: "management";
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /** Accounts, and who is let into them. */
  readonly identity: {
    /** Name of the organizational unit under the root. */
    readonly unitName: string;
    /** The accounts by the environment that each is for. */
    readonly accounts: Readonly<Record<string, IdentityAccount>>;
    /** Who is let in. */
    readonly user: IdentityUser;
  };
}

/** The values of one environment of aws-practice. */
export type AwsPracticeConfig = ApplicationConfig | ManagementConfig;

/**
 * Who makes accounts, permission sets and assignments: a person by the README, or Terraform by {@link MANAGEMENT} in an
 * environment of its own.
 */
const IDENTITY = "by-hand" as "by-hand" | "managed";

const REGION = "ap-northeast-1";
const ZONES = [`${REGION}a`, `${REGION}c`];

/** The repository of this project, and the services that the layers are made of. */
const GITHUB: GithubConfig = {
  repository: "example-org/strata",
  services: [
    "acm",
    "application-autoscaling",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "ec2messages",
    "ecr",
    "ecs",
    "elasticloadbalancing",
    "kms",
    "logs",
    "rds",
    "route53",
    "scheduler",
    "secretsmanager",
    "ssm",
    "ssmmessages",
  ],
  resourceNames: ["aws-practice-*"],
};

/** Two tiers that fill the VPC without a gap. A subnet without a route table of its own stays off the internet. */
const TIERS: Pick<NetworkConfig, "cidr" | "tiers" | "mainRouteTable"> = {
  cidr: "10.0.0.0/16",
  tiers: {
    public: { egress: "internet-gateway", cidrs: { a: "10.0.0.0/18", c: "10.0.64.0/18" } },
    private: { egress: "nat", cidrs: { a: "10.0.128.0/18", c: "10.0.192.0/18" } },
  },
  mainRouteTable: "private",
};

const PRD_LOG_DAYS = 90;
const ADMINISTRATOR: Pick<IdentityAccount, "managedPolicies" | "administratorBecause"> = {
  managedPolicies: { administrator: "arn:aws:iam::aws:policy/AdministratorAccess" },
  administratorBecause: "the one user builds everything in both accounts, with credentials of an hour",
};

/**
 * The environments that hold the application, in the order of promotion. Accounts, the repository, domains and the
 * hosted zones are examples.
 */
export const APPLICATIONS: Readonly<Record<"stg" | "prd", ApplicationConfig>> = {
  stg: {
    kind: "application",
    environment: { account: "555555555555", region: REGION, zones: ZONES, protection: "disposable" },
    github: { ...GITHUB, secretsReadAtPlan: { data: ["rds-main-stg"] } },
    network: {
      ...TIERS,
      // A tenth of a NAT gateway's price. Its address changes at every start; t3.micro is the tested alternative.
      nat: "instance",
      natInstance: { instanceType: "t2.micro" },
      flowLog: { destination: "none", reason: "a practice environment without traffic of others" },
    },
    database: {
      engineVersion: "17",
      instanceClass: "db.t4g.micro",
      storage: { allocatedGiB: 20 },
      availability: "single-zone",
      passwordVersion: 1,
      backupRetentionDays: 1,
      weeklyRun: { weekday: "MON", startTime: "03:00", stopTime: "04:00", timezone: "Asia/Tokyo" },
    },
    keepImages: 3,
    api: {
      domainName: "api.stg.example.com",
      hostedZoneId: "Z0000000000000EXAMPLE",
      cpu: 512,
      memoryMiB: 1024,
      desiredCount: 1,
      accessLogs: "none",
    },
    containerInsights: "disabled",
    logRetentionDays: 7,
  },
  prd: {
    kind: "application",
    environment: { account: "666666666666", region: REGION, zones: ZONES, protection: "protected" },
    github: { ...GITHUB, secretsReadAtPlan: { data: ["rds-main-prd"] } },
    network: {
      ...TIERS,
      // Cheaper: nat "instance" with natInstance { instanceType: "t3.micro", publicAddress: "elastic" }.
      nat: "gateway-per-zone",
      flowLog: { destination: "cloud-watch-logs", retentionDays: PRD_LOG_DAYS },
    },
    database: {
      engineVersion: "17",
      instanceClass: "db.t4g.small",
      storage: { allocatedGiB: 20, maxGiB: 100 },
      availability: "multi-az",
      passwordVersion: 1,
      backupRetentionDays: 7,
      weeklyRun: "none",
    },
    keepImages: 3,
    api: {
      domainName: "api.example.com",
      hostedZoneId: "Z0000000000000EXAMPLE",
      cpu: 1024,
      memoryMiB: 2048,
      desiredCount: 2,
      scaling: { minTasks: 2, maxTasks: 4, targets: { cpu: { measure: "cpu", targetPercent: 70 } } },
      accessLogs: { retentionDays: PRD_LOG_DAYS },
    },
    containerInsights: "enabled",
    logRetentionDays: PRD_LOG_DAYS,
  },
};

/** The management account, of use once {@link IDENTITY} is `managed`. Account, addresses and user are examples. */
export const MANAGEMENT: ManagementConfig = {
  kind: "management",
  environment: { account: "777777777777", region: REGION, zones: ZONES, protection: "protected" },
  identity: {
    unitName: "aws-practice",
    accounts: {
      prd: {
        accountName: "aws-practice-prd",
        email: "aws+prd@example.com",
        permissionSetName: "aws-practice-prd",
        ...ADMINISTRATOR,
      },
      stg: {
        accountName: "aws-practice-stg",
        email: "aws+stg@example.com",
        permissionSetName: "aws-practice-stg",
        ...ADMINISTRATOR,
      },
    },
    user: { userName: "taichi", givenName: "Taichi", familyName: "Example", email: "taichi@example.com" },
  },
};

/** Every environment of aws-practice, in the order of promotion. */
export const environments: Readonly<Record<string, AwsPracticeConfig>> = {
  ...APPLICATIONS,
  ...(IDENTITY === "managed" ? { management: MANAGEMENT } : {}),
};
