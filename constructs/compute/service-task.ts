import type { Construct } from "constructs";
import type { Environment } from "../core/environment";
import type { GrantableRole } from "../identity/role-grants";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import type { ImageReferences } from "../registry/image-references";
import { EcsTask, type EcsTaskProps, type ExecAccess } from "./ecs-task";
import { serviceContainers, serviceImages } from "./service-containers";
import type { ServiceSpec } from "./service-spec";

/** How the logs of a layer's services are kept. */
export interface ServiceLogs {
  /** Days for which they are kept. */
  readonly logRetentionDays: number;
  /** ARN of a customer key that encrypts them; undefined for a key of AWS's own. */
  readonly logKeyArn: string | undefined;
}

/** What the tasks of all services of a layer share. */
export interface ServiceTaskSurroundings extends ServiceLogs {
  /** Account and Region, and the names' beginning. */
  readonly environment: Environment;
  /** The images. */
  readonly images: ImageReferences;
  /** A role that all of them act with; undefined when each has its own. */
  readonly taskRole: GrantableRole | undefined;
  /** ARNs of the customer keys that encrypt the secrets which the containers are given; undefined for AWS's own key. */
  readonly secretKeyArns: readonly string[] | undefined;
  /** Where sessions of ECS Exec are kept, for services that can be entered. */
  readonly exec: ExecAccess;
  /** What tasks can run on. */
  readonly compatibility: NonNullable<EcsTaskProps["compatibility"]>;
  /** Whether Service Connect knows the port of each service by the service's key. */
  readonly ports: "named" | "unnamed";
}

/** Makes the task of a service, its log groups and what it may do: `<key>-task` and its neighbours below the layer. */
export function serviceTask(
  layer: Construct,
  key: string,
  spec: ServiceSpec,
  surroundings: ServiceTaskSurroundings,
): EcsTask {
  const { environment, images, taskRole, secretKeyArns, exec, compatibility, ports } = surroundings;
  const { logGroup, database, permissions = {}, startPermissions = {} } = spec;
  const task = new EcsTask(layer, `${key}-task`, {
    family: spec.family ?? `${environment.system}-${environment.name}-${key}`,
    cpu: spec.cpu,
    memoryMiB: spec.memoryMiB,
    containers: serviceContainers(key, spec, (image) => images.imageOf(image), ports),
    compatibility,
    logGroup: typeof logGroup === "string" ? serviceLogGroup(layer, key, logGroup, surroundings) : logGroup,
    repositoryArns: Object.values(serviceImages(key, spec)).map((image) => images.repositoryArnOf(image)),
    account: environment.account,
    region: environment.region,
    exec: spec.exec ? exec : "off",
    roleNames: spec.roleNames,
    ...(secretKeyArns ? { secretKeyArns } : {}),
    ...(taskRole ? { taskRole } : {}),
  });
  if (database) {
    task.taskRole.grant(layer, `${key}-database-secret`, {
      sid: "ReadDatabaseSecret",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [database.data.secretArn],
    });
  }
  makeFurtherLogs(layer, key, spec, task.taskRole, surroundings);
  for (const [purpose, granted] of Object.entries(permissions)) {
    task.taskRole.grant(layer, `${key}-${purpose}`, ...granted);
  }
  for (const [purpose, granted] of Object.entries(startPermissions)) {
    task.executionRole.grant(layer, `${key}-start-${purpose}`, ...granted);
  }
  return task;
}

/** Makes the log group of a service: `<key>-logs` below the layer. */
export function serviceLogGroup(
  layer: Construct,
  key: string,
  logGroupName: string,
  { logRetentionDays, logKeyArn }: ServiceLogs,
): LogGroupRef {
  return new LogGroup(layer, `${key}-logs`, {
    logGroupName,
    retentionDays: logRetentionDays,
    ...(logKeyArn === undefined ? {} : { kmsKeyArn: logKeyArn }),
  }).ref;
}

/** The log groups beside the service's own, to which the application writes with its own role. */
function makeFurtherLogs(
  layer: Construct,
  key: string,
  { furtherLogs = {} }: ServiceSpec,
  taskRole: GrantableRole,
  { logKeyArn }: ServiceLogs,
): void {
  for (const [log, { logGroupName, retentionDays, logClass }] of Object.entries(furtherLogs)) {
    const { arn } = new LogGroup(layer, `${key}-${log}-logs`, {
      logGroupName,
      retentionDays,
      ...(logClass === undefined ? {} : { logClass }),
      ...(logKeyArn === undefined ? {} : { kmsKeyArn: logKeyArn }),
    });
    taskRole.grant(layer, `${key}-${log}-log`, {
      sid: "WriteFurtherLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${arn}:*`],
    });
  }
}
