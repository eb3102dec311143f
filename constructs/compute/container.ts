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
   * Names of those of its ports by which Service Connect knows them; they speak HTTP.
   *
   * @default - none has a name
   */
  readonly portNames?: Readonly<Record<number, string>> | undefined;
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
