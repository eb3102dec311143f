import type { Protection } from "../../../constructs/core/environment";
import { refuse } from "../../../constructs/core/errors";
import { destroys, type ResourceChange, type StackPlan } from "../plan/stack-plan";

const APPROVE_DESTROY = /^[\s>*`-]*approve-destroy:\s*`?([^`\r\n]+?)`?\s*$/gim;

/**
 * What may be destroyed, from the title, text and labels of a pull request: lines `approve-destroy: <address>` or
 * `approve-destroy: <stack>/<address>`. The second form holds for that stack alone.
 */
export function approvedDestroys(text: string): ReadonlySet<string> {
  const withoutComments = text.replaceAll(/<!--[\s\S]*?-->/g, "");
  return new Set([...withoutComments.matchAll(APPROVE_DESTROY)].map(([, name = ""]) => name.trim()));
}

/**
 * The changes of a plan that a protected environment does not let through: what destroys something that cannot be made
 * again and is not approved by name.
 */
export function unapprovedDestroys(
  { stack, changes }: Pick<StackPlan, "stack" | "changes">,
  protection: Protection,
  approved: ReadonlySet<string>,
): readonly ResourceChange[] {
  return protection === "disposable"
    ? []
    : changes.filter(
        (change) =>
          change.stateful &&
          destroys(change) &&
          !approved.has(change.address) &&
          !approved.has(`${stack}/${change.address}`),
      );
}

/**
 * The exact plans that a person lets through although they were not reviewed, by stack.
 *
 * @param options - each `<stack>=<fingerprint>`
 * @throws ProblemsError when one is something else
 */
export function approvedPlans(options: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    options.map((option) => {
      const [, stack, fingerprint] = /^([a-z0-9-]+)=([0-9a-f]{12})$/.exec(option) ?? [];
      if (stack === undefined || fingerprint === undefined) {
        refuse({
          path: "--approve-plan",
          rule: "must be <stack>=<fingerprint>",
          got: option,
          fix: "copy it from the message of the run that stopped",
        });
      }
      return [stack, fingerprint];
    }),
  );
}
