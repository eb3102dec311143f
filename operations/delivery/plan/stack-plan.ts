import { createHash } from "node:crypto";
import type { Consumption } from "../references";
import type { AttributeChange, Shown } from "./differences";

/** Version of the files that hold a {@link StackPlan}; raised when an older reader would misread them. */
export const STACK_PLAN_VERSION = 1;

/** What Terraform would do to one resource. */
export type Action = "create" | "update" | "replace" | "destroy" | "forget" | "read" | "move" | "import";

/** The actions that count as a change of something that exists or shall exist. */
export const CHANGING: readonly Action[] = [
  "create",
  "update",
  "replace",
  "destroy",
  "forget",
  "move",
  "import",
];

/** One resource that a plan touches. */
export interface ResourceChange {
  /** Terraform address: `aws_vpc.network_vpc`. */
  readonly address: string;
  /** Type: `aws_vpc`. */
  readonly type: string;
  /** Construct path below the stack: `network/vpc`; the address where no construct is known. */
  readonly construct: string;
  /** What happens to it. */
  readonly action: Action;
  /** Whether it holds what cannot be made again. */
  readonly stateful: boolean;
  /** The address that it had before, when it is moved. */
  readonly movedFrom?: string;
  /** What differs, by path. */
  readonly attributes: readonly AttributeChange[];
}

/** One output that a plan changes. */
export interface OutputChange {
  /** Name of the output. */
  readonly name: string;
  /** What happens to it. */
  readonly action: "create" | "update" | "destroy";
  /** Its value now. */
  readonly before?: Shown;
  /** Its value after the apply. */
  readonly after?: Shown;
}

/** How far a stack could be planned. */
export type PlanStatus =
  /** Planned against the state of everything it reads. */
  | "planned"
  /** Planned with unknowns in the place of what a producer has not yet. */
  | "preview"
  /** Cannot be planned before a producer is deployed. */
  | "not plannable yet"
  /** The plan failed, or what it left cannot be read. */
  | "failed";

/** The plan of one stack without anything secret, as it is reported, kept and compared. */
export interface StackPlan {
  /** Version of the file. */
  readonly version: typeof STACK_PLAN_VERSION;
  /** Id of the system. */
  readonly system: string;
  /** Name of the environment. */
  readonly environment: string;
  /** The stack: `network-dev`. */
  readonly stack: string;
  /** How far it could be planned. */
  readonly status: PlanStatus;
  /** Stacks that must be deployed before the plan can be exact. */
  readonly after: readonly string[];
  /** Why it failed or cannot be planned. */
  readonly error?: string;
  /** Stacks that are deployed before it. */
  readonly dependencies: readonly string[];
  /** What it reads from other stacks. */
  readonly consumes: readonly Consumption[];
  /** What changes, by address. */
  readonly changes: readonly ResourceChange[];
  /** What changes among the outputs, by name. */
  readonly outputs: readonly OutputChange[];
  /** Resources that stay as they are. */
  readonly unchanged: number;
  /** Resources that differ from the state although nobody planned it. */
  readonly drifted: readonly string[];
}

/** How many resources a plan adds, changes, replaces and destroys. */
export interface Counts {
  /** Created or imported. */
  readonly add: number;
  /** Updated in place or moved. */
  readonly change: number;
  /** Destroyed and created again. */
  readonly replace: number;
  /** Destroyed or forgotten. */
  readonly destroy: number;
}

/** Counts the changes of a plan. */
export function countsOf({ changes }: Pick<StackPlan, "changes">): Counts {
  const count = (...actions: Action[]): number =>
    changes.filter(({ action }) => actions.includes(action)).length;
  return {
    add: count("create", "import"),
    change: count("update", "move"),
    replace: count("replace"),
    destroy: count("destroy", "forget"),
  };
}

/** Whether a plan was made and would do nothing. */
export function isEmpty({ status, changes, outputs }: StackPlan): boolean {
  return (
    (status === "planned" || status === "preview") &&
    outputs.length === 0 &&
    changes.every(({ action }) => !CHANGING.includes(action))
  );
}

/** Whether a change destroys the object that is there, whatever follows. */
export function destroys({ action }: Pick<ResourceChange, "action">): boolean {
  return action === "replace" || action === "destroy" || action === "forget";
}

/** A short name for what exactly a plan does, by which a person approves it. */
export function fingerprintOf({ system, stack, changes, outputs }: StackPlan): string {
  return createHash("sha256")
    .update(JSON.stringify([system, stack, changes, outputs]))
    .digest("hex")
    .slice(0, 12);
}
