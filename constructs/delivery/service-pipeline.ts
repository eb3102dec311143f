import { Codepipeline, type CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import type { EcsClusterRef } from "../compute/ecs-cluster";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { Permission } from "../identity/role-grants";
import { ServiceRole } from "../identity/service-role";
import { withoutAlarms } from "../observability/no-alarms";
import { PrivateBucket } from "../storage/private-bucket";
import type { BuildProject } from "./build-project";
import type { PipelineSource } from "./pipeline-source";

/** An ECS service that a pipeline updates. */
export interface DeployedService {
  /** Name of the ECS service. */
  readonly name: string;
  /** ARN of the ECS service. */
  readonly arn: string;
  /** Family of its task definitions. */
  readonly taskFamily: string;
  /** ARN of the role that its containers act with. */
  readonly taskRoleArn: string;
  /** ARN of the role with which ECS starts them. */
  readonly executionRoleArn: string;
}

/** Values of a {@link ServicePipeline}. */
export interface ServicePipelineProps {
  /** Name of the pipeline, at most 100 characters. */
  readonly name: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Region of the pipeline. */
  readonly region: string;
  /** Where the code comes from. */
  readonly source: PipelineSource;
  /**
   * What builds it and leaves `imagedefinitions-<key>.json` for each service. It is given the commit as `IMAGE_TAG`.
   */
  readonly build: BuildProject;
  /** What holds the running services against what was asked for, after all are updated; is given `IMAGE_TAG` too. */
  readonly verify: BuildProject;
  /** Cluster on which the services run. */
  readonly cluster: EcsClusterRef;
  /** The services by key; at least one. */
  readonly services: Readonly<Record<string, DeployedService>>;
  /** Name of the bucket that hands artifacts from stage to stage. */
  readonly artifactBucketName: string;
  /**
   * Days for which artifacts are kept.
   *
   * @default 30
   */
  readonly artifactRetentionDays?: number;
  /**
   * What happens to artifacts when the bucket is destroyed.
   *
   * @default "delete-when-empty"
   */
  readonly artifactRemoval?: "delete-when-empty" | "empty-and-delete";
  /**
   * Minutes after which an update of a service has failed, 1 to 60.
   *
   * @default 20
   */
  readonly deploymentTimeoutMinutes?: number;
}

const ARTIFACT_RETENTION_DAYS = 30;
const DEPLOYMENT_TIMEOUT_MINUTES = 20;
const DEPLOYMENT_TIMEOUT_LIMITS = { least: 1, most: 60 };
const SOURCE = "Source";

/**
 * A pipeline from a push to running ECS services: Source, Build, Deploy. Deploy updates every service by rolling and
 * then verifies that what runs is what was built; only a release that passes counts as delivered, see
 * docs/adr/010-who-deploys-images.md.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html
 */
export class ServicePipeline extends Construct {
  /** Name of the pipeline. */
  public readonly name: string;
  /** ARN of the pipeline. */
  public readonly arn: string;

  /** @throws ProblemsError when there is nothing to deploy, or a name or timeout does not fit */
  public constructor(scope: Construct, id: string, props: ServicePipelineProps) {
    super(scope, id);
    const { account, region, source, build, verify } = props;
    const { artifactRetentionDays = ARTIFACT_RETENTION_DAYS, artifactRemoval = "delete-when-empty" } = props;
    const { path } = this.node;
    const name = checkedName("aws_codepipeline", props.name, path);
    throwProblems(pipelineProblems(props, path));

    const artifacts = new PrivateBucket(this, "artifacts", {
      bucketName: props.artifactBucketName,
      lifecycle: [
        {
          id: "old-artifacts",
          expirationDays: artifactRetentionDays,
          noncurrentExpirationDays: artifactRetentionDays,
        },
      ],
      removal: artifactRemoval,
    }).bucket;
    withoutAlarms(artifacts, ["bucket"], {
      noAlarmsBecause: "artifacts expire, and a delivery that cannot write them fails and says so",
    });
    const role = new ServiceRole(this, "service", {
      name,
      description: `What ${name} acts with`,
      service: "codepipeline.amazonaws.com",
      source: { account, arn: `arn:aws:codepipeline:${region}:${account}:${name}` },
    });
    role.grant(this, "artifacts-access", ...artifactPermissions(artifacts.arn));
    role.grant(this, "fetch-source", ...source.permissions);
    role.grant(this, "run-builds", {
      sid: "RunBuilds",
      actions: ["codebuild:StartBuild", "codebuild:BatchGetBuilds"],
      resources: [build.arn, verify.arn],
    });
    role.grant(this, "deploy-services", ...deployPermissions(props));
    for (const [key, project] of Object.entries({ build, verify })) {
      project.role.grant(this, `${key}-artifacts`, ...artifactPermissions(artifacts.arn));
    }

    const pipeline = new Codepipeline(this, "pipeline", {
      name,
      roleArn: role.arn,
      pipelineType: "V2",
      executionMode: "SUPERSEDED",
      artifactStore: [{ type: "S3", location: artifacts.bucket }],
      stage: [
        { name: "Source", action: [sourceAction(source)] },
        {
          name: "Build",
          action: [projectAction("Build", "Build", build, { input: "source", output: "build" })],
        },
        {
          name: "Deploy",
          action: [
            ...Object.entries(props.services).map(([key, { name: serviceName }]) =>
              deployAction(key, serviceName, props),
            ),
            { ...projectAction("Verify", "Test", verify, { input: "build" }), runOrder: 2 },
          ],
        },
      ],
    });
    this.name = pipeline.name;
    this.arn = pipeline.arn;
    source.startOnPush({ name, arn: pipeline.arn });
  }
}

function sourceAction({ provider, configuration }: PipelineSource): CodepipelineStageAction {
  return {
    name: SOURCE,
    category: "Source",
    owner: "AWS",
    provider,
    version: "1",
    namespace: SOURCE,
    configuration: { ...configuration },
    outputArtifacts: ["source"],
  };
}

function projectAction(
  name: string,
  category: "Build" | "Test",
  project: BuildProject,
  { input, output }: { readonly input: string; readonly output?: string },
): CodepipelineStageAction {
  return {
    name,
    category,
    owner: "AWS",
    provider: "CodeBuild",
    version: "1",
    inputArtifacts: [input],
    ...(output === undefined ? {} : { outputArtifacts: [output] }),
    configuration: {
      ProjectName: project.name,
      EnvironmentVariables: JSON.stringify([
        { name: "IMAGE_TAG", value: `#{${SOURCE}.CommitId}`, type: "PLAINTEXT" },
      ]),
    },
  };
}

function deployAction(
  key: string,
  serviceName: string,
  { cluster, deploymentTimeoutMinutes = DEPLOYMENT_TIMEOUT_MINUTES }: ServicePipelineProps,
): CodepipelineStageAction {
  return {
    name: `Deploy-${key}`,
    category: "Deploy",
    owner: "AWS",
    provider: "ECS",
    version: "1",
    runOrder: 1,
    inputArtifacts: ["build"],
    configuration: {
      ClusterName: cluster.name,
      ServiceName: serviceName,
      FileName: `imagedefinitions-${key}.json`,
      DeploymentTimeout: String(deploymentTimeoutMinutes),
    },
  };
}

function artifactPermissions(bucketArn: string): readonly [Permission, Permission] {
  return [
    {
      sid: "ExchangeArtifacts",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: [`${bucketArn}/*`],
    },
    {
      sid: "FindArtifacts",
      actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
      resources: [bucketArn],
    },
  ];
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html#edit-role-ecs */
function deployPermissions({
  services,
  cluster,
  account,
  region,
}: ServicePipelineProps): readonly [Permission, ...Permission[]] {
  const all = Object.values(services);
  return [
    {
      sid: "UpdateServices",
      actions: ["ecs:DescribeServices", "ecs:UpdateService"],
      resources: all.map(({ arn }) => arn),
    },
    {
      sid: "WatchTasks",
      actions: ["ecs:DescribeTasks"],
      resources: [`arn:aws:ecs:${region}:${account}:task/${cluster.name}/*`],
    },
    {
      // The tasks of a service have no ARN in common; the condition names their cluster.
      sid: "FindTasks",
      actions: ["ecs:ListTasks"],
      resources: ["*"],
      conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
    },
    {
      // Neither action knows a resource: a revision has no ARN before it is registered.
      sid: "RegisterRevisions",
      actions: ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"],
      resources: ["*"],
    },
    {
      sid: "TagRevisions",
      actions: ["ecs:TagResource"],
      resources: all.map(
        ({ taskFamily }) => `arn:aws:ecs:${region}:${account}:task-definition/${taskFamily}:*`,
      ),
      conditions: { StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" } },
    },
    {
      sid: "PassTaskRoles",
      actions: ["iam:PassRole"],
      resources: [
        ...new Set(all.flatMap(({ taskRoleArn, executionRoleArn }) => [taskRoleArn, executionRoleArn])),
      ],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ];
}

function pipelineProblems(props: ServicePipelineProps, path: string): readonly Problem[] {
  const { services, deploymentTimeoutMinutes = DEPLOYMENT_TIMEOUT_MINUTES } = props;
  const { least, most } = DEPLOYMENT_TIMEOUT_LIMITS;
  const problems: Problem[] = [];
  if (Object.keys(services).length === 0) {
    problems.push({
      path: `${path}.services`,
      rule: "a pipeline updates at least one service",
      got: undefined,
      fix: "name one",
    });
  }
  if (
    !Number.isInteger(deploymentTimeoutMinutes) ||
    deploymentTimeoutMinutes < least ||
    deploymentTimeoutMinutes > most
  ) {
    problems.push({
      path: `${path}.deploymentTimeoutMinutes`,
      rule: `must be a whole number of minutes from ${least} to ${most}`,
      got: deploymentTimeoutMinutes,
      fix: "choose a value in that range, such as 20",
    });
  }
  return problems;
}
