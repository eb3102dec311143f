import type { GithubApplicationConfig, GithubConfig } from "../../../constructs/identity/github-config";
import type { AccountKey, Organization } from "../organization/config";
import { imageName } from "../organization/images";
import { WORKLOADS } from "../workload/config";
import { dataNames } from "../workload/data/names";

/** Repository of this project. It is an example. */
const REPOSITORY = "example-org/strata";
/** Repository of the workload's application. It is an example. */
const APPLICATION_REPOSITORY = "example-org/enterprise-application";

/** What every account's baseline consists of: costs, notices, recording, rules and their repairs. */
const BASELINE = [
  "budgets",
  "chatbot",
  "cloudwatch",
  "config",
  "ec2",
  "ecr",
  "events",
  "kms",
  "logs",
  "secretsmanager",
  "sns",
  "ssm",
];

/** What systems run on, and what their roles use. */
const WORKLOAD = [
  "acm",
  "apigateway",
  "application-autoscaling",
  "autoscaling",
  "backup",
  "backup-storage",
  "cloudfront",
  "codeartifact",
  "cognito-idp",
  "dynamodb",
  "ecs",
  "ec2messages",
  "elasticloadbalancing",
  "guardduty",
  "lambda",
  "rds",
  "rds-db",
  "route53",
  "scheduler",
  "servicediscovery",
  "sqs",
  "ssmmessages",
  "states",
  "synthetics",
  "tag",
  "wafv2",
  "xray",
];

/** What the layers of an account consist of beside its baseline, by their IAM prefixes. */
const SERVICES: Readonly<Record<AccountKey, readonly string[]>> = {
  management: ["ce"],
  identity: [],
  audit: ["athena", "glue", "organizations"],
  security: [
    "access-analyzer",
    "cloudtrail",
    "guardduty",
    "inspector2",
    "macie2",
    "organizations",
    "scheduler",
    "securityhub",
  ],
  network: ["directconnect", "network-firewall", "ram"],
  dev: WORKLOAD,
  stg: WORKLOAD,
  prod: WORKLOAD,
  regulated: WORKLOAD,
};

/** Names of roles and buckets that do not begin as `<system>-<account>` does. */
function resourceNames(account: AccountKey, { accounts, homeRegion }: Organization): readonly string[] {
  switch (account) {
    case "audit":
      return [
        "config-aggregator",
        ...[
          "application",
          "cloudtrail",
          "config",
          "guardduty",
          "loadbalancer",
          "macie",
          "sessions",
          "vpcflow",
        ].map((kind) => `${kind}-logs-${accounts.audit.id}-${homeRegion}`),
        `audit-answers-${accounts.audit.id}-${homeRegion}`,
      ];
    case "security":
      return ["findings-monthly-review", "information-monthly-audit"];
    case "dev":
    case "stg":
    case "prod":
    case "regulated":
      return [
        // Buckets have their account at the end, and what scans them is called after them.
        ...Object.keys(WORKLOADS[account].data?.buckets ?? {})
          .map(dataNames({ system: "enterprise", name: account }).bucket)
          .flatMap((name) => [name, `${name}-scan`]),
        dataNames({ system: "enterprise", name: account }).bucket("health-check"),
        // To which the bastion copies whole sessions.
        `sessions-logs-${accounts.audit.id}-${homeRegion}`,
        // Buckets into which AWS Backup restores to see whether it can.
        "awsbackup-restore-test-*",
      ];
    default:
      return [];
  }
}

/**
 * How deployments into an account begin and who lets them in. What all accounts stand on waits for a reviewer; of the
 * stages, dev is deployed by every merge, stg when somebody starts it, and prod then waits for a reviewer too.
 */
const DELIVERY: Readonly<Record<AccountKey, Required<Pick<GithubConfig, "starts" | "approval">>>> = {
  management: { starts: "on-merge", approval: "one-other-than-the-author" },
  identity: { starts: "on-merge", approval: "one-other-than-the-author" },
  audit: { starts: "on-merge", approval: "one-other-than-the-author" },
  security: { starts: "on-merge", approval: "one-other-than-the-author" },
  network: { starts: "on-merge", approval: "one-other-than-the-author" },
  dev: { starts: "on-merge", approval: "none" },
  stg: { starts: "by-hand", approval: "none" },
  prod: { starts: "by-hand", approval: "one-other-than-the-author" },
  regulated: { starts: "by-hand", approval: "one-other-than-the-author" },
};

/** Layers that say who may get in and what nobody may do: no workflow changes what limits it. */
const BY_HAND: Readonly<Partial<Record<AccountKey, readonly string[]>>> = {
  management: ["access", "organization"],
  identity: ["access", "people"],
};

/** How GitHub Actions reach an account. */
export function githubOf(account: AccountKey, organization: Organization): GithubConfig {
  return {
    repository: REPOSITORY,
    services: [...new Set([...BASELINE, ...SERVICES[account]])],
    resourceNames: resourceNames(account, organization),
    settings: "account",
    byHand: BY_HAND[account] ?? ["access"],
    ...DELIVERY[account],
    ...(account === "dev" || account === "stg" || account === "prod"
      ? { applications: { api: application(account, organization) } }
      : {}),
  };
}

/**
 * How the application of the workload is delivered into an account: images are built and pushed once, where the
 * organization says, and run elsewhere by their digest. Which branches each of its GitHub environments admits is said in
 * the settings of its repository.
 */
function application(account: "dev" | "stg" | "prod", { images }: Organization): GithubApplicationConfig {
  const repositories = [imageName("api"), imageName("worker")];
  const builds = images === "each-account" || images.pushedTo === account;
  return {
    repository: APPLICATION_REPOSITORY,
    environments: [`enterprise-${account}-application`],
    ...(builds ? { imageRepositories: repositories } : { deployedImages: repositories }),
    imageTagParameters: ["api", "worker"].map((image) => `/enterprise/${account}/images/${image}`),
    services: ["api", "worker"].map((service) => ({
      cluster: `enterprise-${account}`,
      service: `enterprise-${account}-${service}`,
      taskFamily: `enterprise-${account}-${service}`,
      taskRoles: [`enterprise-${account}-${service}-task`, `enterprise-${account}-${service}-execution`],
    })),
    siteBuckets: [`enterprise-site-${account}`],
    invalidates: "distributions-of-the-environment",
  };
}
