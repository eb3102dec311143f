import type { Environment } from "../core/environment";
import type { Problem } from "../core/errors";
import type { GithubApplicationConfig, GithubConfig } from "./github-config";
import { DEFAULT_BRANCH, githubRoleName } from "./github-names";
import { type GithubSubject, subjectProblems } from "./github-subject";

const SERVICE = /^[a-z][a-z0-9-]*$/;
const KEY = /^[a-z][a-z0-9-]*$/;
/** Services whose permissions follow from the names of an environment's resources, never from the service alone. */
const GRANTED_APART: readonly string[] = ["iam", "s3", "sts"];
/** A name, or the beginning of one that is long enough to be somebody's own. */
const RESOURCE_NAME = /^[\w.-]{3,}\*?$/;
/** Names below it must not be a pattern: each is one thing. */
const PLAIN_NAME = /^[\w./-]+$/;
const MAX_ROLE_NAME = 64;

/**
 * What is wrong with how GitHub Actions reach an environment: anything that would let in more than the named
 * repository, or grant more than the named services.
 *
 * @param path - where the config stands: `serverless-web.prod.github`
 */
export function githubProblems(
  config: GithubConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { repository, branch = DEFAULT_BRANCH, services, resourceNames = [] } = config;
  return [
    ...subjectProblems(repository, [{ branch }], path),
    ...services.flatMap((service, index) => serviceProblems(service, `${path}.services[${index}]`)),
    ...resourceNames.flatMap((name, index) =>
      resourceNameProblems(name, environment, `${path}.resourceNames[${index}]`),
    ),
    ...(config.bucketNames ?? []).flatMap((name, index) =>
      resourceNameProblems(name, environment, `${path}.bucketNames[${index}]`),
    ),
    ...plainNameProblems(config.foreignBuckets ?? [], `${path}.foreignBuckets`),
    ...plainNameProblems(config.foldersReadAtPlan ?? [], `${path}.foldersReadAtPlan`),
    ...Object.entries(config.secretsReadAtPlan ?? {}).flatMap(([layer, secrets]) =>
      plainNameProblems(secrets, `${path}.secretsReadAtPlan.${layer}`),
    ),
    ...Object.entries(config.applications ?? {}).flatMap(([key, application]) =>
      applicationProblems(key, application, environment, `${path}.applications.${key}`),
    ),
  ];
}

/**
 * Whether an environment's stack makes the account's provider of GitHub's tokens. An account has one, however many
 * environments share it.
 *
 * @param makesItsState - whether the environment makes the account's state, which decides when nothing else is said
 */
export function githubProvider(
  { providerCreatedBy }: GithubConfig,
  { system, name }: Pick<Environment, "system" | "name">,
  makesItsState: boolean,
): "create" | "exists" {
  const creates = providerCreatedBy === undefined ? makesItsState : providerCreatedBy === `${system}/${name}`;
  return creates ? "create" : "exists";
}

/** The subjects that deliver an application. */
export function applicationSubjects({
  branches = [],
  environments = [],
}: GithubApplicationConfig): readonly GithubSubject[] {
  return [...branches.map((branch) => ({ branch })), ...environments.map((environment) => ({ environment }))];
}

function serviceProblems(service: string, path: string): readonly Problem[] {
  if (GRANTED_APART.includes(service)) {
    return [
      {
        path,
        rule: "iam, s3 and sts are granted by the names of the environment's resources",
        got: service,
        fix: "leave it out; names of its own go into resourceNames",
      },
    ];
  }
  return SERVICE.test(service)
    ? []
    : [
        {
          path,
          rule: "must be the IAM prefix of one AWS service, without wildcards",
          got: service,
          fix: "write it like ec2 or elasticloadbalancing",
        },
      ];
}

function resourceNameProblems(name: string, { state }: Environment, path: string): readonly Problem[] {
  if (!RESOURCE_NAME.test(name)) {
    return [
      {
        path,
        rule: "must be a name, or at least its first 3 characters and then *",
        got: name,
        fix: "write it like serverless-web-*",
      },
    ];
  }
  const covers = name.endsWith("*") ? state.bucket.startsWith(name.slice(0, -1)) : state.bucket === name;
  return covers
    ? [
        {
          path,
          rule: `must not cover the bucket of the Terraform state, ${state.bucket}`,
          got: name,
          fix: "name the system's own buckets more closely",
        },
      ]
    : [];
}

function plainNameProblems(list: readonly string[], path: string): readonly Problem[] {
  return list.flatMap((name, index) =>
    PLAIN_NAME.test(name)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            rule: "must be one whole name, without wildcards",
            got: name,
            fix: "name each thing by itself",
          },
        ],
  );
}

function applicationProblems(
  key: string,
  application: GithubApplicationConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const roleName = githubRoleName(environment, `app-${key}`);
  const {
    imageRepositories = [],
    deployedImages = [],
    imageTagParameters = [],
    siteBuckets = [],
    services = [],
  } = application;
  return [
    ...subjectProblems(application.repository, applicationSubjects(application), path),
    ...(KEY.test(key) && roleName.length <= MAX_ROLE_NAME
      ? []
      : [
          {
            path,
            rule: `the key of an application is lower case, and its role's name has at most ${MAX_ROLE_NAME} characters`,
            got: roleName,
            fix: "shorten the key",
          },
        ]),
    ...plainNameProblems(imageRepositories, `${path}.imageRepositories`),
    ...plainNameProblems(deployedImages, `${path}.deployedImages`),
    ...plainNameProblems(imageTagParameters, `${path}.imageTagParameters`),
    ...plainNameProblems(siteBuckets, `${path}.siteBuckets`),
    ...services.flatMap(({ cluster, service, taskFamily, taskRoles }, index) =>
      plainNameProblems([cluster, service, taskFamily, ...taskRoles], `${path}.services[${index}]`),
    ),
  ];
}
