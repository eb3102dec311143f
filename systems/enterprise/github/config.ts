import type { GithubApplicationConfig, GithubConfig } from "../../../constructs/identity/github-config";
import { SCRIPT_FOLDER } from "../../../constructs/observability/health-check-script";
import type { AccountKey, Organization } from "../organization/config";
import { answerBucketName, LOG_KINDS, logBucketName } from "../audit/names";
import type { SpokeKey } from "../hub/config";
import { imageName } from "../organization/images";
import { WORKLOADS } from "../workload/config";
import { type DataNames, dataNames } from "../workload/data/names";
import { decided } from "../workload/decisions/decided";
import { serviceNames } from "../workload/services/names";

const SYSTEM = "enterprise";
/** Repository of this project. It is an example. */
const REPOSITORY = "example-org/strata";
/** Repository of the workload's application. It is an example. */
const APPLICATION_REPOSITORY = "example-org/enterprise-application";

/** Services that the application's workflow has run what it delivers; jobs take it when their layer is deployed. */
const DELIVERED = ["api", "worker"];

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

/** What some decisions take alone: packages within AWS, and a subscription of AWS Shield. */
function decidedServices(account: AccountKey): readonly string[] {
  const decisions = isWorkload(account) ? WORKLOADS[account].decisions : undefined;
  const { packages, shield } = decisions ? decided(decisions) : {};
  return [
    ...(packages === "codeartifact" ? ["codeartifact"] : []),
    ...(shield === "advanced" ? ["shield"] : []),
  ];
}

/** Whether systems run in an account. */
function isWorkload(account: AccountKey): account is SpokeKey {
  return account in WORKLOADS;
}

/** Buckets of an account's workload that are called after what they hold, with the account at the end. */
function workloadBuckets(account: SpokeKey, { bucket }: DataNames): readonly string[] {
  return [...Object.keys(WORKLOADS[account].data?.buckets ?? {}), "health-check"].map(bucket);
}

/** Names that do not begin as `<system>-<account>` does. */
function furtherNames(
  account: AccountKey,
  organization: Organization,
): Pick<GithubConfig, "resourceNames" | "bucketNames" | "foreignBuckets" | "foldersReadAtPlan"> {
  if (isWorkload(account)) {
    const names = dataNames({
      system: SYSTEM,
      name: account,
      account: organization.accounts[account]?.id ?? "",
    });
    const buckets = workloadBuckets(account, names);
    return {
      // What scans a bucket is called after it.
      resourceNames: buckets.map((name) => `${name}-scan`),
      // AWS Backup restores into buckets of its own to see whether it can.
      bucketNames: [...buckets, "awsbackup-restore-test-*"],
      foreignBuckets: [logBucketName("sessions", organization)],
      foldersReadAtPlan: [`${names.bucket("health-check")}/${SCRIPT_FOLDER}`],
    };
  }
  switch (account) {
    case "audit":
      return {
        resourceNames: ["config-aggregator"],
        bucketNames: [
          ...LOG_KINDS.map((kind) => logBucketName(kind, organization)),
          answerBucketName(organization),
        ],
      };
    case "security":
      return { resourceNames: ["findings-monthly-review", "information-monthly-audit"] };
    default:
      return {};
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
    services: [...new Set([...BASELINE, ...SERVICES[account], ...decidedServices(account)])],
    ...furtherNames(account, organization),
    settings: "account",
    byHand: BY_HAND[account] ?? ["access"],
    ...DELIVERY[account],
    ...(isWorkload(account) && WORKLOADS[account].services
      ? { applications: { api: application(account, organization) } }
      : {}),
  };
}

/**
 * How the application of the workload is delivered into an account: images are built and pushed once, where the
 * organization says, and run elsewhere by their digest. Which branches each of its GitHub environments admits is said in
 * the settings of its repository.
 */
function application(account: SpokeKey, organization: Organization): GithubApplicationConfig {
  const { images } = organization;
  const names = serviceNames({ system: SYSTEM, name: account });
  const delivered = [...DELIVERED, ...Object.keys(WORKLOADS[account].jobs?.tasks ?? {})];
  const repositories = delivered.map(imageName);
  return {
    repository: APPLICATION_REPOSITORY,
    environments: [`${SYSTEM}-${account}-application`],
    ...(images === "each-account" || images.pushedTo === account
      ? { imageRepositories: repositories }
      : { deployedImages: repositories }),
    imageTagParameters: delivered.map((image) => `/${SYSTEM}/${account}/images/${image}`),
    services: DELIVERED.map(names.service).map((service) => ({
      cluster: names.cluster,
      service,
      taskFamily: service,
      taskRoles: [`${service}-task`, `${service}-execution`],
    })),
    siteBuckets: [`${SYSTEM}-${account}-site-${organization.accounts[account]?.id ?? ""}`],
    invalidates: "distributions-of-the-environment",
  };
}
