import { type App, Aspects } from "cdktf";
import { classify } from "../../constructs/governance/classify";
import { DataNamesItsClass } from "../../constructs/governance/data-names-its-class";
import type { Environment } from "../../constructs/core/environment";
import { StateStack } from "../../stacks/state-stack";
import { WorkspaceStack } from "../../stacks/workspace-stack";

/** Holds every layer of an account to naming the class of its data; the state's is named here, as all systems have one. */
export function nameClasses(app: App, { name }: Environment): void {
  for (const stack of app.node.children) {
    if (!(stack instanceof WorkspaceStack) || stack.environment.name !== name) {
      continue;
    }
    if (stack instanceof StateStack) {
      classify(stack, "confidential", {
        notBackedUpBecause: "versions and point-in-time recovery bring it back",
      });
    }
    Aspects.of(stack).add(new DataNamesItsClass());
  }
}
