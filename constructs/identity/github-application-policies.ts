import type { Environment } from "../core/environment";
import type { GithubApplicationConfig } from "./github-config";
import type { PolicyStatement } from "./policy-document";

/**
 * What an application's workflow may do: push images, replace the files of its site, and put a new revision of its
 * services in place; each on what is named and on nothing else.
 */
export function applicationPolicies(
  application: GithubApplicationConfig,
  environment: Environment,
): Readonly<Record<string, readonly PolicyStatement[]>> {
  return Object.fromEntries(
    Object.entries({
      images: imageStatements(application, environment),
      site: siteStatements(application, environment),
      services: serviceStatements(application, environment),
    }).filter(([, statements]) => statements.length > 0),
  );
}

function imageStatements(
  { imageRepositories = [], deployedImages = [], imageTagParameters = [] }: GithubApplicationConfig,
  { region, account }: Environment,
): readonly PolicyStatement[] {
  return [
    ...(imageRepositories.length === 0
      ? []
      : [
          // A token is for the registry as a whole; what it opens is said by the next statement.
          { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
          {
            sid: "PushImages",
            actions: [
              "ecr:BatchCheckLayerAvailability",
              "ecr:BatchGetImage",
              "ecr:CompleteLayerUpload",
              "ecr:DescribeImages",
              "ecr:InitiateLayerUpload",
              "ecr:PutImage",
              "ecr:UploadLayerPart",
            ],
            resources: imageRepositories.map((name) => `arn:aws:ecr:${region}:${account}:repository/${name}`),
          },
        ]),
    ...(deployedImages.length === 0
      ? []
      : [
          {
            sid: "FindImages",
            actions: ["ecr:DescribeImages"],
            resources: deployedImages.map((name) => `arn:aws:ecr:${region}:${account}:repository/${name}`),
          },
        ]),
    ...(imageTagParameters.length === 0
      ? []
      : [
          {
            sid: "RecordImages",
            actions: ["ssm:GetParameter", "ssm:PutParameter"],
            resources: imageTagParameters.map(
              (name) => `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`,
            ),
          },
        ]),
  ];
}

function siteStatements(
  { siteBuckets = [], invalidates = "none" }: GithubApplicationConfig,
  { account, system, name, tags }: Environment,
): readonly PolicyStatement[] {
  return [
    ...(siteBuckets.length === 0
      ? []
      : [
          {
            sid: "ListSite",
            actions: ["s3:ListBucket"],
            resources: siteBuckets.map((bucket) => `arn:aws:s3:::${bucket}`),
          },
          {
            sid: "ReplaceSite",
            actions: ["s3:DeleteObject", "s3:PutObject"],
            resources: siteBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
          },
        ]),
    ...(invalidates === "none"
      ? []
      : [
          {
            sid: "InvalidateCaches",
            actions: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
            // CloudFront makes up the ids of distributions, so they are known by the tags of their stack.
            resources: [`arn:aws:cloudfront::${account}:distribution/*`],
            conditions: {
              StringEquals: {
                "aws:ResourceTag/System": tags["System"] ?? system,
                "aws:ResourceTag/Environment": tags["Environment"] ?? name,
              },
            },
          },
        ]),
  ];
}

function serviceStatements(
  { services = [] }: GithubApplicationConfig,
  { region, account }: Environment,
): readonly PolicyStatement[] {
  if (services.length === 0) {
    return [];
  }
  const roles = [...new Set(services.flatMap(({ taskRoles }) => taskRoles))];
  return [
    {
      sid: "UpdateServices",
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      resources: services.map(
        ({ cluster, service }) => `arn:aws:ecs:${region}:${account}:service/${cluster}/${service}`,
      ),
    },
    {
      sid: "RegisterRevisions",
      actions: ["ecs:RegisterTaskDefinition"],
      resources: services.map(
        ({ taskFamily }) => `arn:aws:ecs:${region}:${account}:task-definition/${taskFamily}:*`,
      ),
    },
    // AWS knows this read by no resource.
    { sid: "ReadRevisions", actions: ["ecs:DescribeTaskDefinition"], resources: ["*"] },
    ...(roles.length === 0
      ? []
      : [
          {
            sid: "PassTaskRoles",
            actions: ["iam:PassRole"],
            resources: roles.map((name) => `arn:aws:iam::${account}:role/${name}`),
            conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
          },
        ]),
  ];
}
