import { byEnvironment } from "../system-facts";
import type { SynthesizedStack } from "../workspace";
import type { Comparison, Reason } from "./compare";

/** One stack to plan and deploy. */
export interface AffectedEntry {
  /** The stack: `network-dev`. */
  readonly name: string;
  /** The affected stacks that are deployed before it. */
  readonly dependencies: readonly string[];
  /** Why it is affected, each reason in one line. */
  readonly reasons: readonly string[];
}

/** What a change affects in one system. */
export interface AffectedSystem {
  /** Id of the system. */
  readonly system: string;
  /** Environments with affected stacks, in the order of promotion. */
  readonly environments: readonly { readonly name: string; readonly stacks: readonly AffectedEntry[] }[];
  /** Stacks that are no longer there, whose state and resources still are; consumers first. */
  readonly removed: readonly string[];
}

/** What `affected` answers; the shape is a contract with the workflows. */
export interface Affected {
  /** What the change is compared with. */
  readonly base: string;
  /** What holds the change. */
  readonly head: string;
  /** What the change affects, by system. */
  readonly systems: readonly AffectedSystem[];
  /** For a matrix with one job a stack. */
  readonly matrix: { readonly include: readonly MatrixEntry[] };
  /** For a job an environment: its stacks in the order of deployment, separated by spaces. */
  readonly environments: readonly {
    readonly system: string;
    readonly environment: string;
    readonly stacks: string;
  }[];
}

interface MatrixEntry {
  readonly system: string;
  readonly environment: string;
  readonly stack: string;
}

/** Blocks named in a reason before the rest is counted. */
const NAMED_BLOCKS = 5;

/** What a comparison means for one system, by environment. */
export function affectedSystem(
  system: string,
  { affected, removed }: Comparison,
  order: readonly string[],
): AffectedSystem {
  const names = new Set(affected.map(({ stack }) => stack.name));
  const entries = affected.map(({ stack, reasons }) => ({
    environment: stack.environment,
    entry: {
      name: stack.name,
      dependencies: stack.dependencies.filter((name) => names.has(name)),
      reasons: reasons.map(explain),
    },
  }));
  return {
    system,
    environments: byEnvironment(entries, order).map(({ name, items }) => ({
      name,
      stacks: items.map(({ entry }) => entry),
    })),
    removed: removed.map(({ name }: SynthesizedStack) => name).reverse(),
  };
}

function explain(reason: Reason): string {
  switch (reason.kind) {
    case "new":
      return "new stack";
    case "changed":
      return `changed: ${listed(reason.blocks)}`;
    case "consumes":
      return `reads what changes in ${reason.stack}: ${listed(reason.outputs)}`;
  }
}

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED_BLOCKS;
  return names.slice(0, NAMED_BLOCKS).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** The whole answer. */
export function affectedAnswer(base: string, head: string, systems: readonly AffectedSystem[]): Affected {
  const flat = systems.flatMap(({ system, environments }) =>
    environments.map(({ name, stacks }) => ({
      system,
      environment: name,
      stacks: stacks.map((s) => s.name),
    })),
  );
  return {
    base,
    head,
    systems,
    matrix: {
      include: flat.flatMap(({ system, environment, stacks }) =>
        stacks.map((stack) => ({ system, environment, stack })),
      ),
    },
    environments: flat.map(({ stacks, ...rest }) => ({ ...rest, stacks: stacks.join(" ") })),
  };
}

/** The answer for people. */
export function affectedText({ base, head, systems }: Affected): string {
  const lines = systems.flatMap(({ system, environments, removed }) => [
    ...environments.flatMap(({ name, stacks }) => [
      `${system} ${name}`,
      ...stacks.flatMap((stack) => [`  ${stack.name}`, ...stack.reasons.map((reason) => `    ${reason}`)]),
    ]),
    ...(removed.length > 0
      ? [
          `${system}: no longer there, but still deployed: ${removed.join(", ")}`,
          "  destroy them from a commit that has them: cdktf destroy, or the destroy workflow",
        ]
      : []),
  ]);
  return [`From ${base} to ${head}:`, ...(lines.length > 0 ? lines : ["no stack is affected"])].join("\n");
}
