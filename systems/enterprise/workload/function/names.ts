import type { Environment } from "../../../../constructs/core/environment";

/** Key of the function's image: that of the API, whatever runs it. */
export const IMAGE = "api";

/** Name of the function that answers the API. */
export function functionName({ system, name }: Pick<Environment, "system" | "name">): string {
  return `${system}-${name}-${IMAGE}`;
}
