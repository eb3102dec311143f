import { type Attributes, Workspace } from "./synthesis";
import { synthesizeSystem } from "./system";

/** The layers of one environment. */
export class Layers {
  public constructor(
    private readonly environment: string,
    private readonly stacks: Readonly<Record<string, Workspace>>,
  ) {}

  /** The workspace of a layer; fails when there is none. */
  public of(layer: string): Workspace {
    const found = this.stacks[`${layer}-${this.environment}`];
    if (!found) {
      throw new Error(`no ${layer}-${this.environment} among ${Object.keys(this.stacks).join(", ")}`);
    }
    return found;
  }

  /** The resources of a type in all layers. */
  public all(type: string): readonly Attributes[] {
    return Object.entries(this.stacks)
      .filter(([id]) => id.endsWith(`-${this.environment}`))
      .flatMap(([, workspace]) => Object.values(workspace.all(type)));
  }
}

const REMOTE = /\$\{data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)\}/g;

/**
 * A system as the repository configures it, with every value that a layer reads from another's state replaced by the
 * reference that the other puts there: `${aws_lb.load-balancer_lb.arn}` wherever the load balancer is meant.
 */
export async function synthesizeLayersOf(system: string): Promise<(environment: string) => Layers> {
  const stacks = await synthesizeSystem(system);
  const valueOf = (reference: string, stack: string, output: string): string => {
    const { value } = (stacks[stack]?.json["output"]?.[output] ?? {}) as { value?: unknown };
    if (typeof value !== "string") {
      throw new Error(`${reference} leads to no output of ${stack}`);
    }
    return value;
  };
  const joined = Object.fromEntries(
    Object.entries(stacks).map(([id, { json }]) => [
      id,
      new Workspace(JSON.parse(JSON.stringify(json).replaceAll(REMOTE, valueOf)) as Workspace["json"]),
    ]),
  );
  return (environment) => new Layers(environment, joined);
}

/** The one resource of a type in a workspace; fails when there are none or several. */
export function only(workspace: Workspace, type: string): Attributes {
  const found = Object.values(workspace.all(type));
  if (found.length !== 1) {
    throw new Error(`${found.length} of ${type}`);
  }
  return found[0]!;
}

/** The value of a published output. */
export function output(workspace: Workspace, name: string): unknown {
  return (workspace.json["output"]?.[name] as { value?: unknown } | undefined)?.value;
}
