interface Container {
  readonly name?: unknown;
  readonly image?: unknown;
  readonly essential?: unknown;
  readonly portMappings?: readonly { readonly containerPort?: unknown }[];
  readonly environment?: unknown;
  readonly secrets?: unknown;
  readonly dependsOn?: readonly { readonly containerName?: unknown }[];
  readonly [key: string]: unknown;
}

const KEYS = new Set(
  (
    "name image repositoryCredentials cpu memory memoryReservation links portMappings essential restartPolicy entryPoint command " +
    "environment environmentFiles mountPoints volumesFrom linuxParameters secrets dependsOn startTimeout stopTimeout versionConsistency " +
    "hostname user workingDirectory disableNetworking privileged readonlyRootFilesystem dnsServers dnsSearchDomains extraHosts " +
    "dockerSecurityOptions interactive pseudoTerminal dockerLabels ulimits logConfiguration healthCheck systemControls " +
    "resourceRequirements firelensConfiguration credentialSpecs"
  ).split(" "),
);

/**
 * What is wrong with the container definitions of a task, or undefined.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerFault(parsed: unknown): string | undefined {
  if (!Array.isArray(parsed) || parsed.length === 0) {
    return "something else than a list of containers";
  }
  const containers = parsed as readonly Container[];
  const names = containers.map(({ name }) => name);
  for (const container of containers) {
    const fault = oneFault(container, names);
    if (fault !== undefined) {
      return fault;
    }
  }
  if (new Set(names).size < names.length) {
    return "two containers of the same name";
  }
  return containers.every(({ essential }) => essential === false) ? "no essential container" : undefined;
}

function oneFault(container: Container, names: readonly unknown[]): string | undefined {
  const { name, image, environment, secrets, dependsOn = [] } = container;
  if (typeof name !== "string" || !/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    return `the container name ${JSON.stringify(name)}`;
  }
  const alien = Object.keys(container).find((key) => !KEYS.has(key));
  if (alien !== undefined) {
    return `the unknown key ${alien} in container ${name}`;
  }
  if (typeof image !== "string" || image === "") {
    return `no image in container ${name}`;
  }
  if (!areOf(environment, "name", "value") || !areOf(secrets, "name", "valueFrom")) {
    return `an environment or secrets entry of container ${name} that is not a pair of strings`;
  }
  const stranger = dependsOn.find(({ containerName }) => !names.includes(containerName));
  return stranger === undefined
    ? undefined
    : `a dependency of ${name} on the missing container ${String(stranger.containerName)}`;
}

function areOf(list: unknown, ...keys: readonly string[]): boolean {
  return (
    list === undefined ||
    list === null ||
    (Array.isArray(list) &&
      list.every((item: unknown) =>
        keys.every((key) => typeof (item as Record<string, unknown> | null)?.[key] === "string"),
      ))
  );
}
