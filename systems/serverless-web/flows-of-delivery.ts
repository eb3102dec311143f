import type { Environment } from "../../constructs/core/environment";
import { aws, type Flow, the } from "../flows";

const EXCHANGE = [
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:PutObject",
  "s3:GetBucketLocation",
  "s3:GetBucketVersioning",
];
const WRITE_LOG = ["logs:CreateLogStream", "logs:PutLogEvents"];
const IMAGES = ["frontend", "backend", "sidecar"];
const SERVICES = ["frontend", "backend"];

/** How a change of the application reaches the services and the site; there is no other way in. */
export function deliveryFlows({
  system: repository,
  name: environment,
  account,
}: Environment): readonly Flow[] {
  const prefix = `${repository}-${environment}`;
  const artifacts = the("bucket", `${prefix}-artifacts-${account}`);
  return [
    {
      from: the("role", `${prefix}-push`),
      to: the("pipeline", prefix),
      actions: ["codepipeline:StartPipelineExecution"],
      assumedBy: "events",
      reason: "a push to main starts the pipeline",
      rows: ["SW-067", "SW-084"],
    },
    ...pipelineFlows(prefix, repository).map((flow): Flow => ({
      ...flow,
      from: the("role", prefix),
      assumedBy: "codepipeline",
    })),
    {
      from: the("role", prefix),
      to: artifacts,
      actions: EXCHANGE,
      assumedBy: "codepipeline",
      reason: "hands sources on",
    },
    ...["build", "verify"].flatMap((project): readonly Flow[] => {
      const build = { from: the("role", `${prefix}-${project}`), assumedBy: "codebuild" };
      return [
        { ...build, to: artifacts, actions: EXCHANGE, reason: "takes sources, leaves what it made" },
        {
          ...build,
          to: the("log-group", `/aws/codebuild/${prefix}-${project}`),
          actions: WRITE_LOG,
          reason: "writes its log",
        },
      ];
    }),
    ...buildFlows(prefix, account).map((flow): Flow => ({
      ...flow,
      from: the("role", `${prefix}-build`),
      assumedBy: "codebuild",
    })),
    ...verifyFlows(repository, environment).map((flow): Flow => ({
      ...flow,
      from: the("role", `${prefix}-verify`),
      assumedBy: "codebuild",
    })),
  ];
}

type Step = Omit<Flow, "from">;

function pipelineFlows(prefix: string, repository: string): readonly Step[] {
  return [
    {
      to: the("source-repository", repository),
      actions: [
        "GetBranch",
        "GetCommit",
        "UploadArchive",
        "GetUploadArchiveStatus",
        "CancelUploadArchive",
      ].map((action) => `codecommit:${action}`),
      reason: "fetches what was pushed",
      rows: ["SW-069", "SW-084"],
    },
    ...["build", "verify"].map((project) => ({
      to: the("build", `${prefix}-${project}`),
      actions: ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
      reason: `runs the step ${project}`,
      rows: ["SW-068", "SW-084"],
    })),
    ...SERVICES.map((service) => ({
      to: the("service", `${service}-service`),
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      reason: "deploys the new images",
      rows: ["SW-073", "SW-084"],
    })),
    {
      to: aws("ecs"),
      actions: [
        "ecs:DescribeTasks",
        "ecs:ListTasks",
        "ecs:DescribeTaskDefinition",
        "ecs:RegisterTaskDefinition",
      ],
      reason: "registers revisions and watches their tasks, which have no names beforehand",
    },
    ...SERVICES.map((service) => ({
      to: the("task", `${prefix}-${service}`),
      actions: ["ecs:TagResource"],
      reason: "tags the revisions that it registers",
    })),
    ...SERVICES.flatMap((service) =>
      ["task", "execution"].map((role) => ({
        to: the("role", `${prefix}-${service}-${role}`),
        actions: ["iam:PassRole"],
        reason: "revisions run with the roles of the service, passed to ECS alone",
      })),
    ),
  ];
}

function buildFlows(prefix: string, account: string): readonly Step[] {
  return [
    {
      to: aws("ecr"),
      actions: ["ecr:GetAuthorizationToken"],
      reason: "logs in to the registry",
      rows: ["SW-084"],
    },
    ...IMAGES.map((image) => ({
      to: the("repository", `${prefix}-${image}`),
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage",
      ],
      reason: "pushes what it built",
      rows: ["SW-080", "SW-081", "SW-082"],
    })),
    {
      to: the("bucket", `${prefix}-site-${account}`),
      actions: ["s3:ListBucket", "s3:PutObject"],
      reason: "publishes the single-page application",
    },
    {
      to: the("distribution", prefix),
      actions: ["cloudfront:CreateInvalidation"],
      reason: "viewers get the new application at once",
    },
  ];
}

function verifyFlows(repository: string, name: string): readonly Step[] {
  return [
    ...SERVICES.map((service) => ({
      to: the("service", `${service}-service`),
      actions: ["ecs:DescribeServices"],
      reason: "holds what runs against what was asked for",
    })),
    {
      to: aws("ecs"),
      actions: ["ecs:DescribeTaskDefinition"],
      reason: "reads revisions, which have no names beforehand",
    },
    ...IMAGES.map((image) => ({
      to: the("parameter", `/${repository}/${name}/images/${image}`),
      actions: ["ssm:PutParameter"],
      reason: "records what was delivered",
    })),
  ];
}
