import type { Environment } from "../../constructs/core/environment";
import { refuse } from "../../constructs/core/errors";
import type { StackEntry } from "../manifest";
import { layerOf } from "./targets";

/** What has to be typed before an environment is destroyed: `destroy serverless-web dev`. */
export function confirmation({ system, name }: Pick<Environment, "system" | "name">): string {
  return `destroy ${system} ${name}`;
}

/**
 * Holds what somebody typed against what they chose, and the environment against its protection.
 *
 * @throws ProblemsError when the two differ, or the environment is protected
 */
export function confirmDestroy(environment: Environment, typed: string): void {
  const { system, name, protection } = environment;
  if (protection === "protected") {
    refuse({
      path: `${system}.${name}.environment.protection`,
      rule: "a protected environment is not destroyed by a workflow",
      got: protection,
      fix: "make it disposable by a reviewed change first, and deploy that",
    });
  }
  if (typed !== confirmation(environment)) {
    refuse({
      path: "confirmation",
      rule: `must be exactly "${confirmation(environment)}"`,
      got: typed,
      fix: "type what is to be destroyed once more",
    });
  }
}

/**
 * The stacks of an environment in the order of their destruction: each before those that it depends on. What the
 * workflow itself stands on stays.
 *
 * @param stacks - the stacks of the output folder, in the order of deployment
 * @param byHand - layers that no workflow touches
 */
export function destroyOrder(
  stacks: readonly StackEntry[],
  environment: string,
  byHand: readonly string[],
): readonly string[] {
  return stacks
    .map(({ name }) => name)
    .filter((name) => name.endsWith(`-${environment}`) && !byHand.includes(layerOf(name, environment)))
    .reverse();
}
