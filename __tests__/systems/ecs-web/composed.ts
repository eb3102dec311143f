import { type Layers, synthesizeLayersOf } from "../../support/layers";
import type { Attributes, Workspace } from "../../support/synthesis";

export { type Layers, only, output } from "../../support/layers";

/** ecs-web as the repository configures it, see {@link synthesizeLayersOf}. */
export function synthesizeLayers(): Promise<(environment: string) => Layers> {
  return synthesizeLayersOf("ecs-web");
}

/** The one container of the API's task definition. */
export function backendContainer(service: Workspace): Attributes {
  const { container_definitions } = service.one("aws_ecs_task_definition", "backend-task_definition");
  const containers = JSON.parse(container_definitions as string) as Attributes[];
  expect(containers).toHaveLength(1);
  return containers[0]!;
}

/** The variables of a container by name. */
export function variablesOf(container: Attributes): Readonly<Record<string, string>> {
  const variables = container["environment"] as { name: string; value: string }[];
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}
