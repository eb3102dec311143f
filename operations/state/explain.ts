import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { RULES } from "./explanations";

/** The workspace that Terraform was run in. */
export interface StateContext {
  /** The environment that the workspace belongs to. */
  readonly environment: Environment;
  /** Folder in which Terraform was run, as the user would type it. */
  readonly directory: string;
}

/**
 * Says what an error about the remote state means: what is wrong, where it is stated, and what to do.
 *
 * @param output - what Terraform wrote, or cdktf around it, with or without colours
 * @returns nothing when the error is about something else: then Terraform's own words are the best there are
 */
export function explainStateError(output: string, context: StateContext): Problem | undefined {
  const text = plainText(output);
  for (const { matches, explain } of RULES) {
    const match = matches.exec(text);
    if (match) {
      return explain(match, text, context);
    }
  }
  return undefined;
}

/** Whether Terraform says that the bucket of the state is not there. */
export function isMissingBucket(output: string): boolean {
  return /S3 bucket "[^"]+" does not exist/.test(plainText(output));
}

/** One line of plain words: Terraform draws boxes, colours its errors and breaks them at some width. */
export function plainText(output: string): string {
  return output
    .replace(/\u001b\[[\d;]*m/g, "")
    .replace(/[│╷╵]/g, " ")
    .replace(/\s+/g, " ");
}
