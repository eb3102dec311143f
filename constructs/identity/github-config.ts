import { z } from "zod";

/** What an application's own workflow may change: images, files of its site, its services. */
export interface GithubApplicationConfig {
  /** Repository whose workflows deliver it, as {@link GithubConfig.repository}. */
  readonly repository: string;
  /**
   * Branches that may deliver, whole names.
   *
   * @default - none
   */
  readonly branches?: readonly string[] | undefined;
  /**
   * GitHub environments of that repository that may deliver, whole names.
   *
   * @default - none
   */
  readonly environments?: readonly string[] | undefined;
  /**
   * Names of the ECR repositories to which it pushes.
   *
   * @default - none
   */
  readonly imageRepositories?: readonly string[] | undefined;
  /**
   * Names of the ECR repositories whose images it deploys without pushing any: they come as copies from where they were
   * built.
   *
   * @default - none
   */
  readonly deployedImages?: readonly string[] | undefined;
  /**
   * Names of the Parameter Store parameters in which it records what it delivered, see
   * docs/adr/010-who-deploys-images.md.
   *
   * @default - none
   */
  readonly imageTagParameters?: readonly string[] | undefined;
  /**
   * ECS services that it updates.
   *
   * @default - none
   */
  readonly services?: readonly GithubEcsService[] | undefined;
  /**
   * Names of the buckets that hold its site.
   *
   * @default - none
   */
  readonly siteBuckets?: readonly string[] | undefined;
  /**
   * Whether it may invalidate the caches of the CloudFront distributions that carry the environment's tags.
   *
   * @default "none"
   */
  readonly invalidates?: "none" | "distributions-of-the-environment" | undefined;
}

/** An ECS service that an application's workflow updates. */
export interface GithubEcsService {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the service. */
  readonly service: string;
  /** Family of its task definitions. */
  readonly taskFamily: string;
  /** Names of the roles that its tasks are given: task role and execution role. */
  readonly taskRoles: readonly string[];
}

/** How GitHub Actions reach one environment's account. */
export interface GithubConfig {
  /**
   * Repository that holds this project: `example-org/strata`, or `example-org@1234/strata@5678` where GitHub issues
   * immutable subjects, as it does for repositories made or renamed since mid 2026.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   */
  readonly repository: string;
  /**
   * Branch whose merges are deployed.
   *
   * @default "main"
   */
  readonly branch?: string | undefined;
  /**
   * AWS services that the environment's stacks are made of, and that its roles use at run time, by their IAM prefix:
   * `ec2`, `ecs`, `elasticloadbalancing`. IAM, S3 and STS are granted apart and do not belong here.
   */
  readonly services: readonly string[];
  /**
   * Names of roles, policies, instance profiles and buckets that deployments may touch beside
   * `<system>-<environment>` and `<system>-<environment>-*`. A trailing `*` stands for any ending.
   *
   * @default - none
   */
  readonly resourceNames?: readonly string[] | undefined;
  /**
   * Names of buckets beside these, of which there are no roles and policies. A trailing `*` stands for any ending.
   *
   * @default - none
   */
  readonly bucketNames?: readonly string[] | undefined;
  /**
   * Names of buckets of other accounts into which roles of the environment write what those accounts keep, such as a log
   * archive. Deployments themselves may not.
   *
   * @default - none
   */
  readonly foreignBuckets?: readonly string[] | undefined;
  /**
   * Folders of buckets whose objects Terraform itself keeps and therefore reads while it plans: `example-bucket/script`.
   *
   * @default - none
   */
  readonly foldersReadAtPlan?: readonly string[] | undefined;
  /**
   * Whether deployments also keep what is set once for a whole account: its password policy, its block of public buckets
   * and the roles that AWS's services make for themselves; `system` where others keep these.
   *
   * @default "system"
   */
  readonly settings?: "system" | "account" | undefined;
  /**
   * Layers, beside state and github, that workflows plan and never deploy, as they say who may get in or limit the
   * workflows themselves.
   *
   * @default - none
   */
  readonly byHand?: readonly string[] | undefined;
  /**
   * What starts a deployment: each merge, after the environments before it in the order of promotion, or somebody.
   *
   * @default "on-merge"
   */
  readonly starts?: "on-merge" | "by-hand" | undefined;
  /**
   * Who has to agree to a deployment before it begins.
   *
   * @default - a reviewer other than the author where the environment is protected, nobody where it is disposable
   */
  readonly approval?: "none" | "one-other-than-the-author" | undefined;
  /**
   * Names of the secrets whose values Terraform reads while it plans, by layer: `{ data: ["/aurora/credentials"] }`.
   * Plans of these layers use a role of their own, for which a reviewer has to agree first.
   *
   * @default - none
   */
  readonly secretsReadAtPlan?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * Applications that are delivered into this environment by workflows of their own, by key.
   *
   * @default - none
   */
  readonly applications?: Readonly<Record<string, GithubApplicationConfig>> | undefined;
  /**
   * Who makes the account's one OIDC provider for GitHub: an environment, `<system>/<environment>`, or
   * `outside-strata` where something else has made it.
   *
   * @default - the environment that makes the account's state
   */
  readonly providerCreatedBy?: string | undefined;
}

const names = z.array(z.string());

const applicationSchema: z.ZodType<GithubApplicationConfig> = z.strictObject({
  repository: z.string(),
  branches: names.optional(),
  environments: names.optional(),
  imageRepositories: names.optional(),
  deployedImages: names.optional(),
  imageTagParameters: names.optional(),
  services: z
    .array(
      z.strictObject({ cluster: z.string(), service: z.string(), taskFamily: z.string(), taskRoles: names }),
    )
    .optional(),
  siteBuckets: names.optional(),
  invalidates: z.enum(["none", "distributions-of-the-environment"]).optional(),
});

/** Shape of a {@link GithubConfig}; what else must hold is in `githubProblems`. */
export const githubConfigSchema: z.ZodType<GithubConfig> = z.strictObject({
  repository: z.string("must be a repository of GitHub; write it like example-org/strata"),
  branch: z.string().optional(),
  services: names.min(1, "must name the AWS services of the system; add them by their IAM prefix"),
  resourceNames: names.optional(),
  bucketNames: names.optional(),
  foreignBuckets: names.optional(),
  foldersReadAtPlan: names.optional(),
  settings: z.enum(["system", "account"], { error: "must be system or account; choose one" }).optional(),
  byHand: names.optional(),
  starts: z.enum(["on-merge", "by-hand"], { error: "must be on-merge or by-hand; choose one" }).optional(),
  approval: z
    .enum(["none", "one-other-than-the-author"], {
      error: "must be none or one-other-than-the-author; choose one",
    })
    .optional(),
  secretsReadAtPlan: z.record(z.string(), names).optional(),
  applications: z.record(z.string(), applicationSchema).optional(),
  providerCreatedBy: z
    .string()
    .regex(/^(outside-strata|[a-z0-9-]+\/[a-z0-9-]+)$/, {
      error: "must be <system>/<environment> or outside-strata; name the one that makes it",
    })
    .optional(),
});
