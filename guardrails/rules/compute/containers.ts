import { cannotTell, notCompliant, type Verdict } from "../../guard-rail";
import type { Attributes } from "../../workspace";

/** What is to be said of the containers of a task definition; a list that Terraform writes cannot be told. */
export function eachContainer(
  taskDefinition: Attributes,
  got: (container: Attributes) => readonly string[],
): readonly Verdict[] {
  const containers = containersOf(taskDefinition);
  return containers
    ? containers.flatMap((container) =>
        got(container).map((found) => notCompliant(`${String(container["name"])}: ${found}`)),
      )
    : [cannotTell("containers that Terraform writes")];
}

/** Names of the variables that a container gets in clear text. */
export function variablesOf(container: Attributes): readonly string[] {
  return ((container["environment"] ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);
}

/** Names of the log groups that the containers of a task log to. */
export function logGroupsOf(taskDefinition: Attributes): readonly string[] {
  return (containersOf(taskDefinition) ?? []).flatMap((container) => {
    const { options } = (container["logConfiguration"] ?? {}) as { options?: Record<string, string> };
    const group = options?.["awslogs-group"];
    return group === undefined ? [] : [group];
  });
}

function containersOf({ container_definitions: definitions }: Attributes): readonly Attributes[] | undefined {
  try {
    return JSON.parse(String(definitions)) as readonly Attributes[];
  } catch {
    return undefined;
  }
}
