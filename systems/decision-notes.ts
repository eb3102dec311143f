import type { App } from "cdktf";
import { noteChoice } from "../constructs/core/choice-note";
import type { Environment } from "../constructs/core/environment";
import { WorkspaceStack } from "../stacks/workspace-stack";
import type { Decided } from "./decisions";

/**
 * Leaves a note of every other choice in the workspace of its layer; where the environment has no such layer, as when the
 * choice was to do without it, in that of its first.
 */
export function noteChoices(app: App, { name }: Environment, decided: readonly Decided[]): void {
  const stacks = app.node.children.filter(
    (child) => child instanceof WorkspaceStack && child.environment.name === name,
  );
  for (const { key, layer, use, recommended, otherwiseBecause } of decided) {
    const stack = stacks.find(({ node }) => node.id === `${layer}-${name}`) ?? stacks[0];
    if (stack && otherwiseBecause !== undefined) {
      noteChoice(stack, { decision: key, use, recommended, because: otherwiseBecause });
    }
  }
}
