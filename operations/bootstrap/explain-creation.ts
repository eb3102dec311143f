import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { bootstrapCommand } from "../state/explanations";

const EXISTS = /\b(BucketAlreadyOwnedByYou|Table already exists|An alias with the name \S+ already exists)/;
const HALF_MADE = /Instance cannot be destroyed.*?\bResource (\S+) has lifecycle\.prevent_destroy/;
const TAKEN = /\bBucketAlreadyExists\b/;
const WRITTEN_BY_ANOTHER = /cannot (import state with lineage|overwrite existing state)/;

/**
 * Says what it means that a part of the remote state cannot be made.
 *
 * @param text - what Terraform wrote, as one line
 */
export function explainCreation(text: string, environment: Environment): Problem | undefined {
  const { system, name, account, state } = environment;
  const command = bootstrapCommand(environment);
  const exists = EXISTS.exec(text);
  if (exists) {
    return {
      path: `account ${account}`,
      rule: "must hold no part of the remote state that the bootstrap does not know of",
      got: exists[1],
      fix: `run ${command} --adopt to take over what is there`,
    };
  }
  const halfMade = HALF_MADE.exec(text);
  if (halfMade) {
    return {
      path: halfMade[1] ?? account,
      rule: "must not be made anew",
      got: "a resource that an earlier run was cut off in",
      fix: `run ${command} --adopt to keep it as it is`,
    };
  }
  if (TAKEN.test(text)) {
    return {
      path: `${system}.${name}.environment.state.bucket`,
      rule: "must be free in all of AWS",
      got: `${state.bucket}, which belongs to another account`,
      fix: "choose another name",
    };
  }
  if (WRITTEN_BY_ANOTHER.test(text)) {
    return {
      path: `state in ${state.bucket}`,
      rule: "must not be there yet",
      got: "a state that somebody else has just written",
      fix: `run ${command} again: it compares the two and overwrites neither`,
    };
  }
  return undefined;
}
