import { type Layers, synthesizeLayersOf } from "../../support/layers";
import type { Attributes, Workspace } from "../../support/synthesis";

export { type Layers, only, output } from "../../support/layers";

/** openwan as the repository configures it, see {@link synthesizeLayersOf}. */
export function synthesizeLayers(): Promise<(environment: string) => Layers> {
  return synthesizeLayersOf("openwan");
}

/** A container of a task definition, as ECS reads it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly [option: string]: unknown;
}

/** The containers of a service's tasks, by name. */
export function containersOf(service: Workspace, key: string): Readonly<Record<string, Container>> {
  const definition = service.one("aws_ecs_task_definition", `${key}-task_definition`);
  const list = JSON.parse(definition["container_definitions"] as string) as readonly Container[];
  return Object.fromEntries(list.map((container) => [container.name, container]));
}

/** Variables of a container, or what its secrets come from, by name. */
export function named(
  list: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: string }[] = [],
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(list.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

/** The one resource of a type whose attribute has a value; fails when there is none. */
export function where(workspace: Workspace, type: string, attribute: string, value: unknown): Attributes {
  const found = Object.values(workspace.all(type)).filter((resource) => resource[attribute] === value);
  if (found.length !== 1) {
    throw new Error(`${found.length} of ${type} with ${attribute} ${String(value)}`);
  }
  return found[0]!;
}
