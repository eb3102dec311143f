import type { Protection } from "../../constructs/core/environment";
import { loadSystem, SYSTEM_IDS } from "../../systems/registry";

/** What delivery knows of a system beside its workspaces. */
export interface SystemFacts {
  /** Its environments in the order of promotion; those unknown to the registry come after, as they appear. */
  readonly environments: readonly string[];
  /** Whether an environment's data is protected; what nobody declared disposable is. */
  readonly protection: (environment: string) => Protection;
}

/** Facts about a system of the registry; of any other, the cautious ones. */
export async function systemFacts(id: string): Promise<SystemFacts> {
  const known = SYSTEM_IDS.find((candidate) => candidate === id);
  const environments = known === undefined ? {} : (await loadSystem(known)).environments;
  return {
    environments: Object.keys(environments),
    protection: (name) => environments[name]?.environment.protection ?? "protected",
  };
}

/** Groups by environment, in the order of promotion. */
export function byEnvironment<T extends { readonly environment: string }>(
  items: readonly T[],
  order: readonly string[],
): readonly { readonly name: string; readonly items: readonly T[] }[] {
  const names = [...new Set([...order, ...items.map(({ environment }) => environment)])];
  return names
    .map((name) => ({ name, items: items.filter(({ environment }) => environment === name) }))
    .filter((group) => group.items.length > 0);
}
