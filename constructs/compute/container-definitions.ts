import { throwProblems } from "../core/errors";
import type { Container, ContainerHealthCheck, ContainerSecret } from "./container";
import { containerProblems } from "./container-problems";

/** Where the containers of a task log, and whether one can enter them. */
export interface ContainerSurroundings {
  /** Name of the log group. */
  readonly logGroupName: string;
  /** Region of the log group. */
  readonly region: string;
  /** First part of the names of log streams: `<prefix>/<container>/<task id>`. */
  readonly streamPrefix: string;
  /** Whether operators enter containers by ECS Exec, which wants an init process that reaps what they leave behind. */
  readonly execEnabled: boolean;
}

const HEALTH_CHECK = { intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 0 } as const;

/**
 * Renders the containers of a task as the JSON that ECS takes: environment and secrets sorted by name and every
 * default stated that ECS would add, so that what comes back from AWS equals what was sent.
 *
 * @param path - where the containers stand, for errors
 * @throws ProblemsError when ECS would not accept them, or a secret stands beside a clear value of the same name
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definitions
 */
export function containerDefinitions(
  containers: readonly Container[],
  surroundings: ContainerSurroundings,
  path: string,
): string {
  throwProblems(containerProblems(containers, surroundings, path));
  return JSON.stringify(containers.map((container) => render(container, surroundings)));
}

function render(container: Container, surroundings: ContainerSurroundings): object {
  const { name, image, essential = true, command, environment = {}, secrets = {} } = container;
  const {
    ports = [],
    portNames = {},
    dependsOn = [],
    healthCheck,
    readonlyRootFilesystem = false,
    stopTimeoutSeconds,
  } = container;
  return {
    name,
    image,
    essential,
    ...(command ? { command } : {}),
    ...unlessEmpty(
      "environment",
      sorted(environment).map(([key, value]) => ({ name: key, value })),
    ),
    ...unlessEmpty(
      "secrets",
      sorted(secrets).map(([key, secret]) => ({ name: key, valueFrom: secretReference(secret) })),
    ),
    ...unlessEmpty(
      "portMappings",
      ports.map((port) => ({
        containerPort: port,
        hostPort: port,
        protocol: "tcp",
        ...(portNames[port] === undefined ? {} : { name: portNames[port], appProtocol: "http" }),
      })),
    ),
    ...unlessEmpty(
      "dependsOn",
      dependsOn.map(({ container: containerName, condition }) => ({ containerName, condition })),
    ),
    ...(healthCheck ? { healthCheck: renderHealthCheck(healthCheck) } : {}),
    readonlyRootFilesystem,
    ...(surroundings.execEnabled ? { linuxParameters: { initProcessEnabled: true } } : {}),
    ...(stopTimeoutSeconds === undefined ? {} : { stopTimeout: stopTimeoutSeconds }),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": surroundings.logGroupName,
        "awslogs-region": surroundings.region,
        "awslogs-stream-prefix": surroundings.streamPrefix,
      },
    },
  };
}

function renderHealthCheck(healthCheck: ContainerHealthCheck): object {
  const { shellCommand, intervalSeconds, timeoutSeconds, retries, startPeriodSeconds } = {
    ...HEALTH_CHECK,
    ...healthCheck,
  };
  return {
    command: ["CMD-SHELL", shellCommand],
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    retries,
    ...(startPeriodSeconds > 0 ? { startPeriod: startPeriodSeconds } : {}),
  };
}

function secretReference({ arn, key }: ContainerSecret): string {
  return key === undefined ? arn : `${arn}:${key}::`;
}

function unlessEmpty(field: string, list: readonly object[]): object {
  return list.length === 0 ? {} : { [field]: list };
}

function sorted<T>(record: Readonly<Record<string, T>>): (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
