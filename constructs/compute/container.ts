import { Token } from "cdktf";
import { type Problem, throwProblems } from "../core/errors";

/** A value of Secrets Manager that ECS hands to a container when it starts. */
export interface ContainerSecret {
  /** ARN of the secret. */
  readonly arn: string;
  /**
   * Key of the secret's JSON whose value is taken.
   *
   * @default - the whole value
   */
  readonly key?: string;
}

/** How ECS finds out, inside the container, whether it works. */
export interface ContainerHealthCheck {
  /** Command that the container's shell runs; exit code 0 is healthy. */
  readonly shellCommand: string;
  /**
   * Seconds between two checks, 5 to 300.
   *
   * @default 30
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds after which a check has failed, 2 to 60.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures in a row that make it unhealthy, 1 to 10.
   *
   * @default 3
   */
  readonly retries?: number;
  /**
   * Seconds after the start during which failures do not count, 0 to 300.
   *
   * @default 0
   */
  readonly startPeriodSeconds?: number;
}

/** A container that another one waits for. */
export interface ContainerDependency {
  /** Name of the container in the same task. */
  readonly container: string;
  /** What it waits for. `HEALTHY` needs a health check there, `SUCCESS` and `COMPLETE` one that ends by itself. */
  readonly condition: "START" | "HEALTHY" | "SUCCESS" | "COMPLETE";
}

/** One container of a task. */
export interface Container {
  /** Name within the task, letters, digits, `-` and `_`. */
  readonly name: string;
  /** Image with registry and tag or digest. */
  readonly image: string;
  /**
   * Whether the task stops when this container does.
   *
   * @default true
   */
  readonly essential?: boolean;
  /**
   * Arguments that replace the image's own.
   *
   * @default - the image's
   */
  readonly command?: readonly string[];
  /**
   * Variables in clear text. Secrets have no place here.
   *
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Variables that ECS fills from a secret, by name. The execution role must be able to read it.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, ContainerSecret>>;
  /**
   * TCP ports on which it listens for traffic from outside the task.
   *
   * @default - none
   */
  readonly ports?: readonly number[];
  /**
   * Containers of the same task that must be up before this one starts.
   *
   * @default - none
   */
  readonly dependsOn?: readonly ContainerDependency[];
  /**
   * How ECS finds out whether it works; ECS ignores the image's own HEALTHCHECK.
   *
   * @default - not checked
   */
  readonly healthCheck?: ContainerHealthCheck;
  /**
   * Whether its root filesystem cannot be written. ECS Exec does not work with it.
   *
   * @default false
   */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * Seconds that it has between SIGTERM and SIGKILL, 0 to 120.
   *
   * @default - 30, as ECS has it
   */
  readonly stopTimeoutSeconds?: number;
}

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

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const LIMITS = {
  intervalSeconds: [5, 300],
  timeoutSeconds: [2, 60],
  retries: [1, 10],
  startPeriodSeconds: [0, 300],
} as const;
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
      ports.map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
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

function containerProblems(
  containers: readonly Container[],
  surroundings: ContainerSurroundings,
  path: string,
): readonly Problem[] {
  const names = containers.map(({ name }) => name);
  const problems: Problem[] = containers.flatMap((container, index) => [
    ...nameProblems(container.name, names.indexOf(container.name) !== index, path),
    ...secretProblems(container, path),
    ...dependencyProblems(container, containers, path),
    ...healthCheckProblems(container, path),
    ...execProblems(container, surroundings, path),
    ...listProblems(container, path),
  ]);
  if (!containers.some(({ essential = true }) => essential)) {
    problems.push({
      path,
      rule: "a task has an essential container",
      got: names.join(", ") || undefined,
      fix: "leave essential out for the container that the task is about",
    });
  }
  return problems;
}

function nameProblems(name: string, isSecond: boolean, path: string): Problem[] {
  if (!NAME.test(name)) {
    return [
      {
        path: `${path}.${name}`,
        rule: "the name of a container is made of 1 to 255 letters, digits, - and _",
        got: name,
        fix: "rename it",
      },
    ];
  }
  return isSecond
    ? [
        {
          path: `${path}.${name}`,
          rule: "containers of a task have different names",
          got: "a second one",
          fix: "rename one of the two",
        },
      ]
    : [];
}

function secretProblems({ name, environment = {}, secrets = {} }: Container, path: string): Problem[] {
  return Object.keys(secrets)
    .filter((key) => key in environment)
    .map((key) => ({
      path: `${path}.${name}.secrets.${key}`,
      rule: "a variable is either secret or in clear text",
      got: "both",
      fix: `remove ${key} from environment`,
    }));
}

function dependencyProblems(
  { name, dependsOn = [] }: Container,
  containers: readonly Container[],
  path: string,
): Problem[] {
  return dependsOn.flatMap((dependency) => {
    const target = containers.find((other) => other.name === dependency.container);
    if (target === undefined || target.name === name) {
      return [
        {
          path: `${path}.${name}.dependsOn`,
          rule: "a container waits for another container of its task",
          got: dependency.container,
          fix: "name one of the task's other containers",
        },
      ];
    }
    return dependency.condition === "HEALTHY" && target.healthCheck === undefined
      ? [
          {
            path: `${path}.${name}.dependsOn`,
            rule: "HEALTHY needs a health check of the container that is waited for",
            got: `${dependency.container} without one`,
            fix: "give it a health check, or wait for START",
          },
        ]
      : [];
  });
}

function healthCheckProblems(
  { name, healthCheck = { shellCommand: "true" } }: Container,
  path: string,
): Problem[] {
  return Object.entries(LIMITS).flatMap(([field, [least, most]]) => {
    const value = healthCheck[field as keyof typeof LIMITS];
    return value === undefined || (value >= least && value <= most)
      ? []
      : [
          {
            path: `${path}.${name}.healthCheck.${field}`,
            rule: `is between ${least} and ${most}`,
            got: value,
            fix: "choose a value in that range",
          },
        ];
  });
}

function execProblems(
  { name, readonlyRootFilesystem = false }: Container,
  { execEnabled }: ContainerSurroundings,
  path: string,
): Problem[] {
  return readonlyRootFilesystem && execEnabled
    ? [
        {
          path: `${path}.${name}.readonlyRootFilesystem`,
          rule: "ECS Exec writes to the root filesystem of the containers it enters",
          got: true,
          fix: "leave it out, or switch ECS Exec off for the service",
        },
      ]
    : [];
}

function listProblems({ name, command }: Container, path: string): Problem[] {
  return Token.isUnresolved(command)
    ? [
        {
          path: `${path}.${name}.command`,
          rule: "is a list of strings",
          got: "a list that Terraform knows only later",
          fix: "name each argument",
        },
      ]
    : [];
}
