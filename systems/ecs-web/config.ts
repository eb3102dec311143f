import type { ContainerInsights } from "../../constructs/compute/ecs-cluster";
import type { FargateSize } from "../../constructs/compute/fargate-sizes";
import type { ScalingRange } from "../../constructs/compute/service-scaling";
import type { TableRecovery } from "../../constructs/database/dynamodb-table";
import type { ManagedRules, RateLimit } from "../../constructs/edge/web-acl-rules";
import type { GithubApplicationConfig, GithubConfig } from "../../constructs/identity/github-config";
import type { NamedCidrs } from "../../constructs/network/named-cidrs";
import type { NetworkConfig } from "../../constructs/network/network-config";
import type { EnvironmentConfig } from "../environment";

/** A rule of a web ACL of this system: one that AWS keeps up to date, or a limit for each address. */
export type WebAclRuleConfig = ManagedRules | RateLimit;

/** How viewers reach the site. */
export type SiteConfig =
  /** S3 serves it over plain HTTP, to these addresses alone, each a /32. */
  | { readonly access: "website"; readonly allowedCidrs: NamedCidrs }
  /** CloudFront serves it over HTTPS to everyone, and nobody else reads the bucket. */
  | {
      readonly access: "cdn";
      /** Domain of the site: `www.example.com`. */
      readonly domainName: string;
      /** Hosted zone in which the domain's records stand. */
      readonly hostedZoneId: string;
      /** Rules of the web ACL before it. */
      readonly webAclRules: readonly WebAclRuleConfig[];
    };

/** What the API's load balancer speaks with browsers. */
export type ApiListenerConfig =
  | { readonly protocol: "http" }
  | {
      readonly protocol: "https";
      /** Domain of the API: `api.example.com`. */
      readonly domainName: string;
      /** Hosted zone in which the domain's records stand. */
      readonly hostedZoneId: string;
    };

/** How browsers reach the API. */
export interface ApiConfig {
  /** The addresses that may, each a /32, by whose they are; or everyone, over HTTPS. */
  readonly allowedCidrs: NamedCidrs | "everyone";
  /** What the load balancer speaks with them. */
  readonly listener: ApiListenerConfig;
  /** Whether users sign in with Cognito before a request reaches the API; HTTPS only. */
  readonly signIn:
    | "none"
    | {
        /** First part of the host of Cognito's sign-in page, unique in the Region. */
        readonly domainPrefix: string;
        /** Path at which the page of the site lets users begin: `/login`. */
        readonly path: string;
      };
  /** Rules of the web ACL before the load balancer, or that there is none. */
  readonly webAclRules: readonly WebAclRuleConfig[] | "none";
  /** Days for which a line on each request is kept, or that none is written. */
  readonly accessLogs: { readonly retentionDays: number } | "none";
}

/** Size and number of the API's tasks. */
export interface BackendConfig extends FargateSize {
  /** Number of tasks, spread over the zones; with scaling, the number to begin with. */
  readonly desiredCount: number;
  /**
   * Between which numbers of tasks it scales, and by what.
   *
   * @default - it always runs `desiredCount` tasks
   */
  readonly scaling?: ScalingRange | undefined;
}

/** The values of one environment of ecs-web. */
export interface EcsWebConfig {
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /** How GitHub Actions reach the environment's account. */
  readonly github?: GithubConfig | undefined;
  /** VPC, subnets, endpoints and flow logs. */
  readonly network: NetworkConfig;
  /** Name of the bucket that the site is published to. A change replaces it. */
  readonly siteBucketName: string;
  /** How viewers reach the site. */
  readonly site: SiteConfig;
  /** How browsers reach the API. */
  readonly api: ApiConfig;
  /** Size and number of the API's tasks. */
  readonly backend: BackendConfig;
  /** How much CloudWatch learns of the ECS cluster. */
  readonly containerInsights: ContainerInsights;
  /** How far back every moment of the items can be restored. */
  readonly recovery: TableRecovery;
  /** Number of images that the repository keeps. */
  readonly keepImages: number;
  /** Days for which the containers' logs are kept. */
  readonly logRetentionDays: number;
}

const SYSTEM = "ecs-web";
const REGION = "ap-northeast-1";
const ZONES = [`${REGION}a`, `${REGION}c`];
/** Names of buckets are unique in the whole of AWS, so they carry whose they are. */
const OWNER = "example-org";
const REPOSITORY = `${OWNER}/strata`;
const HOSTED_ZONE_ID = "Z0000000000000EXAMPLE";

/** AWS services that the tasks reach without leaving AWS's network, as there is no NAT. */
const ENDPOINTS = ["ecr.api", "ecr.dkr", "logs"];

/** Services that the layers are made of in either environment, so that a value can change without new permissions. */
const SERVICES = [
  "acm",
  "application-autoscaling",
  "cloudfront",
  "cognito-idp",
  "dynamodb",
  "ec2",
  "ecr",
  "ecs",
  "elasticloadbalancing",
  "logs",
  "route53",
  "ssm",
  "wafv2",
];

const siteBucketName = (environment: string): string => `${SYSTEM}-${environment}-site-${OWNER}`;

/** The repository of this project, which holds the sample application too. */
function github(
  environment: string,
  deliveredFrom: Pick<GithubApplicationConfig, "branches" | "environments" | "invalidates">,
): GithubConfig {
  const backend = `${SYSTEM}-${environment}-backend`;
  return {
    repository: REPOSITORY,
    services: SERVICES,
    applications: {
      web: {
        repository: REPOSITORY,
        ...deliveredFrom,
        imageRepositories: [backend],
        imageTagParameters: [`/${SYSTEM}/${environment}/images/backend`],
        services: [
          {
            cluster: `${SYSTEM}-${environment}`,
            service: backend,
            taskFamily: backend,
            taskRoles: [`${backend}-task`, `${backend}-execution`],
          },
        ],
        siteBuckets: [siteBucketName(environment)],
      },
    },
  };
}

/** A public tier for the load balancer and a private one for the tasks, which reach nothing but the endpoints. */
function twoTiers(
  block: "10.0" | "10.1",
  endpointZoneCount: number,
  flowLogRetentionDays: number,
): NetworkConfig {
  return {
    cidr: `${block}.0.0/16`,
    tiers: {
      public: { egress: "internet-gateway", cidrs: { a: `${block}.1.0/24`, c: `${block}.2.0/24` } },
      private: { egress: "none", cidrs: { a: `${block}.11.0/24`, c: `${block}.12.0/24` } },
    },
    nat: "none",
    gatewayEndpoints: { s3: ["private"], dynamodb: ["private"] },
    interfaceEndpoints: { services: ENDPOINTS, tier: "private", zoneCount: endpointZoneCount },
    flowLog: { destination: "cloud-watch-logs", retentionDays: flowLogRetentionDays },
  };
}

/** Who may reach the learning set-up. An example address; write your own, as the internet sees it. */
const OPERATORS: NamedCidrs = { operator: "203.0.113.10/32" };
const DEV_LOG_DAYS = 7;

const PROD_LOG_DAYS = 30;
const PROD_RULES: readonly WebAclRuleConfig[] = [
  { name: "rate", priority: 0, requestsPerAddress: 2000 },
  { name: "common", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" },
  { name: "known-bad-inputs", priority: 2, managedGroup: "AWSManagedRulesKnownBadInputsRuleSet" },
  { name: "sql-injection", priority: 3, managedGroup: "AWSManagedRulesSQLiRuleSet" },
  { name: "bots", priority: 4, managedGroup: "AWSManagedRulesBotControlRuleSet", mode: "count" },
];

/**
 * Every environment of ecs-web, in the order of promotion: the learning set-up, and what it grows into. Accounts, the
 * repository, addresses, domains and the hosted zone are examples.
 */
export const environments: Readonly<Record<"dev" | "prod", EcsWebConfig>> = {
  dev: {
    environment: { account: "111111111111", region: REGION, zones: ZONES, protection: "disposable" },
    github: github("dev", { branches: ["main"] }),
    network: twoTiers("10.0", 1, DEV_LOG_DAYS),
    siteBucketName: siteBucketName("dev"),
    site: { access: "website", allowedCidrs: OPERATORS },
    api: {
      allowedCidrs: OPERATORS,
      listener: { protocol: "http" },
      signIn: "none",
      webAclRules: "none",
      accessLogs: "none",
    },
    backend: { cpu: 256, memoryMiB: 512, desiredCount: 1 },
    containerInsights: "disabled",
    recovery: "none",
    keepImages: 10,
    logRetentionDays: DEV_LOG_DAYS,
  },
  prod: {
    environment: { account: "222222222222", region: REGION, zones: ZONES, protection: "protected" },
    github: github("prod", {
      environments: [`${SYSTEM}-prod-application`],
      invalidates: "distributions-of-the-environment",
    }),
    network: twoTiers("10.1", ZONES.length, PROD_LOG_DAYS),
    siteBucketName: siteBucketName("prod"),
    site: {
      access: "cdn",
      domainName: "www.example.com",
      hostedZoneId: HOSTED_ZONE_ID,
      webAclRules: PROD_RULES,
    },
    api: {
      allowedCidrs: "everyone",
      listener: { protocol: "https", domainName: "api.example.com", hostedZoneId: HOSTED_ZONE_ID },
      signIn: { domainPrefix: `${SYSTEM}-prod-${OWNER}`, path: "/login" },
      webAclRules: PROD_RULES,
      accessLogs: { retentionDays: 90 },
    },
    backend: {
      cpu: 256,
      memoryMiB: 512,
      desiredCount: 2,
      scaling: { minTasks: 2, maxTasks: 4, targets: { cpu: { measure: "cpu", targetPercent: 70 } } },
    },
    containerInsights: "enabled",
    recovery: { days: 35 },
    keepImages: 10,
    logRetentionDays: PROD_LOG_DAYS,
  },
};
