import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { GrantableRole } from "../identity/role-grants";
import { ServiceRole } from "../identity/service-role";
import type { LogGroupRef } from "../observability/log-group";
import type { Container } from "./container";
import { containerDefinitions } from "./container-definitions";
import { checkedFargateSize, type FargateSize } from "./fargate-sizes";

/** Whether operators can open a shell in the running containers, and where a session is kept. */
export type ExecAccess = "off" | "on" | { readonly loggedTo: LogGroupRef };

/** Names of the two roles of a task. A change replaces the role. */
export interface TaskRoleNames {
  /**
   * Name of the role that the containers act with.
   *
   * @default - `<family>-task`
   */
  readonly task?: string | undefined;
  /**
   * Name of the role with which ECS starts them.
   *
   * @default - `<family>-execution`
   */
  readonly execution?: string | undefined;
}

/** Values of a {@link EcsTask}. */
export interface EcsTaskProps extends FargateSize {
  /** Family of the task's revisions, unique in account and Region: at most 255 letters, digits, `-` and `_`. */
  readonly family: string;
  /** The containers; they share one localhost. */
  readonly containers: readonly Container[];
  /** Group to which all of them log. */
  readonly logGroup: LogGroupRef;
  /** ARNs of the ECR repositories from which their images come. */
  readonly repositoryArns: readonly string[];
  /** The 12 digits of the account. */
  readonly account: string;
  /** Region in which the task runs and logs. */
  readonly region: string;
  /**
   * First part of the names of log streams.
   *
   * @default "ecs"
   */
  readonly logStreamPrefix?: string;
  /**
   * Whether operators can enter the containers by ECS Exec.
   *
   * @default "off"
   */
  readonly exec?: ExecAccess;
  /**
   * ARNs of the customer keys that encrypt the secrets which the containers are given.
   *
   * @default - the secrets are encrypted with AWS's own key
   */
  readonly secretKeyArns?: readonly string[];
  /**
   * Architecture of the images.
   *
   * @default "X86_64"
   */
  readonly cpuArchitecture?: "X86_64" | "ARM64";
  /**
   * What its revisions can run on: Fargate alone, or instances as well, so that a service or a caller may change
   * between the two. Sizes are Fargate's in both cases.
   *
   * @default "fargate"
   */
  readonly compatibility?: "fargate" | "fargate-and-instances" | undefined;
  /**
   * Names of the roles that are made for it.
   *
   * @default - `<family>-task` and `<family>-execution`
   */
  readonly roleNames?: TaskRoleNames | undefined;
  /**
   * Role that the containers act with.
   *
   * @default - a role of its own
   */
  readonly taskRole?: GrantableRole | undefined;
  /**
   * Role with which ECS pulls images, reads secrets and writes logs.
   *
   * @default - a role of its own
   */
  readonly executionRole?: GrantableRole | undefined;
}

const LOG_STREAM_PREFIX = "ecs";

/**
 * A task of ECS: its containers and the two roles that they need.
 *
 * The revision that Terraform knows follows the newest one of the family, whoever registered it, and old revisions
 * stay active, because ECS can roll back only to an active one. So a pipeline may register revisions with other images
 * beside Terraform: see docs/adr/010-who-deploys-images.md.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html
 */
export class EcsTask extends Construct {
  /** The task definition, at its newest revision. */
  public readonly definition: EcsTaskDefinition;
  /** Family of the revisions. */
  public readonly family: string;
  /** Role that the containers act with; grant it what the application needs. */
  public readonly taskRole: GrantableRole;
  /** Role with which ECS starts the containers. */
  public readonly executionRole: GrantableRole;
  /** Group to which its containers log. */
  public readonly logGroup: LogGroupRef;
  /** The containers, for whoever sends traffic to one. */
  public readonly containers: readonly Container[];
  /** Whether operators can enter the containers. */
  public readonly execEnabled: boolean;

  /** @throws ProblemsError when Fargate has no such size, or ECS would not accept a container or name */
  public constructor(scope: Construct, id: string, props: EcsTaskProps) {
    super(scope, id);
    const { containers, logGroup, region, exec = "off", cpuArchitecture = "X86_64" } = props;
    const { logStreamPrefix = LOG_STREAM_PREFIX, compatibility = "fargate" } = props;
    const { path } = this.node;
    const { cpu, memoryMiB } = checkedFargateSize(props, path);

    this.family = checkedName("aws_ecs_task_definition", props.family, path);
    this.logGroup = logGroup;
    this.containers = containers;
    this.execEnabled = exec !== "off";
    this.taskRole = props.taskRole ?? this.role("task", `What ${this.family} acts with`, props);
    this.executionRole = props.executionRole ?? this.role("execution", `What starts ${this.family}`, props);

    this.definition = new EcsTaskDefinition(this, "definition", {
      family: this.family,
      requiresCompatibilities: compatibility === "fargate" ? ["FARGATE"] : ["EC2", "FARGATE"],
      networkMode: "awsvpc",
      cpu: String(cpu),
      memory: String(memoryMiB),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture },
      taskRoleArn: this.taskRole.arn,
      executionRoleArn: this.executionRole.arn,
      containerDefinitions: containerDefinitions(
        containers,
        { logGroupName: logGroup.name, region, streamPrefix: logStreamPrefix, execEnabled: this.execEnabled },
        path,
      ),
      trackLatest: true,
      skipDestroy: true,
    });

    this.grantStart(props);
    this.grantExec(exec);
  }

  private role(
    use: keyof TaskRoleNames,
    description: string,
    { account, region, roleNames = {} }: EcsTaskProps,
  ): ServiceRole {
    return new ServiceRole(this, `${use}-role`, {
      name: roleNames[use] ?? `${this.family}-${use}`,
      description,
      service: "ecs-tasks.amazonaws.com",
      source: { account, arn: `arn:aws:ecs:${region}:${account}:*` },
    });
  }

  private grantStart({ repositoryArns, logGroup, containers, secretKeyArns = [] }: EcsTaskProps): void {
    this.executionRole.grant(
      this,
      "pull-images",
      // A login names no repository: the action knows no resource but all of them.
      { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "PullImages",
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
        resources: repositoryArns,
      },
    );
    this.executionRole.grant(this, "write-logs", {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logGroup.arn}:*`],
    });

    const secretArns = containers.flatMap(({ secrets = {} }) => Object.values(secrets).map(({ arn }) => arn));
    if (secretArns.length > 0) {
      this.executionRole.grant(
        this,
        "read-secrets",
        {
          sid: "ReadSecrets",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [...new Set(secretArns)],
        },
        ...(secretKeyArns.length > 0
          ? [{ sid: "DecryptSecrets", actions: ["kms:Decrypt"], resources: secretKeyArns }]
          : []),
      );
    }
  }

  private grantExec(exec: ExecAccess): void {
    if (exec === "off") {
      return;
    }
    this.taskRole.grant(this, "exec-session", {
      // Channels of a session have no ARN.
      sid: "ExecSession",
      actions: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    });
    if (exec !== "on") {
      this.taskRole.grant(
        this,
        "exec-log",
        { sid: "FindExecLog", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
        {
          sid: "WriteExecLog",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [`${exec.loggedTo.arn}:*`],
        },
      );
    }
  }
}
