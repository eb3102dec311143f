import type { Environment } from "../../../constructs/core/environment";
import { githubRoles } from "../../common-flows";
import { aws, type Flow, the } from "../../flows";
import type { EnterpriseConfig } from "../config";

/** Who comes into an account from GitHub Actions: what plans and deploys it, and what delivers its application. */
export function githubFlows({ github }: EnterpriseConfig, environment: Environment): readonly Flow[] {
  return [
    ...githubRoles(environment, github),
    ...(github.applications ? applicationFlows(github, environment) : []),
  ];
}

function applicationFlows(
  { applications = {} }: EnterpriseConfig["github"],
  { system, name }: Environment,
): readonly Flow[] {
  return Object.entries(applications).flatMap(([key, application]) => {
    const { imageRepositories = [], deployedImages = [], services = [] } = application;
    const { imageTagParameters = [], siteBuckets = [] } = application;
    const github = {
      from: the("role", `${system}-${name}-github-app-${key}`),
      assumedBy: "github",
      rows: ["EN-302", "EN-304"],
    };
    return [
      ...(imageRepositories.length > 0
        ? [
            {
              ...github,
              to: aws("ecr"),
              actions: ["ecr:GetAuthorizationToken"],
              reason: "signs in to the registry",
            },
          ]
        : []),
      ...imageRepositories.map((repository) => ({
        ...github,
        to: the("repository", repository),
        actions: [
          "BatchCheckLayerAvailability",
          "BatchGetImage",
          "CompleteLayerUpload",
          "DescribeImages",
          "InitiateLayerUpload",
          "PutImage",
          "UploadLayerPart",
        ].map((action) => `ecr:${action}`),
        reason: "pushes the image, once for all accounts",
      })),
      ...deployedImages.map((repository) => ({
        ...github,
        to: the("repository", repository),
        actions: ["ecr:DescribeImages"],
        reason: "finds the image that was built elsewhere",
        rows: ["EN-305"],
      })),
      ...imageTagParameters.map((parameter) => ({
        ...github,
        to: the("parameter", parameter),
        actions: ["ssm:GetParameter", "ssm:PutParameter"],
        reason: "records what was delivered",
      })),
      {
        ...github,
        to: aws("ecs"),
        actions: ["ecs:DescribeServices", "ecs:UpdateService", "ecs:DescribeTaskDefinition"],
        reason: "has the services run the new revisions",
      },
      ...services.flatMap(({ taskFamily, taskRoles }) => [
        {
          ...github,
          to: the("task", taskFamily),
          actions: ["ecs:RegisterTaskDefinition"],
          reason: "registers a revision",
        },
        ...taskRoles.map((role) => ({
          ...github,
          to: the("role", role),
          actions: ["iam:PassRole"],
          reason: "revisions run with the roles of the service, passed to ECS alone",
        })),
      ]),
      ...siteBuckets.map((bucket) => ({
        ...github,
        to: the("bucket", bucket),
        actions: ["s3:ListBucket", "s3:DeleteObject", "s3:PutObject"],
        reason: "publishes the site",
      })),
      {
        ...github,
        to: the("distribution", `${system}-${name}`),
        actions: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
        reason: "viewers get the new site at once; ids of distributions are CloudFront's, so it goes by tags",
      },
    ];
  });
}
