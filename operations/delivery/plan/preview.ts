import { remoteReadsOf } from "../references";
import type { WorkspaceJson } from "../workspace";

/** A workspace that can be planned before its producers are deployed. For looking only: it must never be applied. */
export interface Preview {
  /** The Terraform JSON. */
  readonly json: WorkspaceJson;
  /** Addresses of what stands in for the producers; they belong into no report. */
  readonly standIns: readonly string[];
}

/** What Terraform said it lacks of other stacks. */
export interface Missing {
  /** Names of the remote-state blocks without a state. */
  readonly states: readonly string[];
  /** Names of the remote-state blocks whose state lacks an output. */
  readonly outputs: readonly string[];
}

const NO_STATE = /Unable to find remote state\s.*?data\.terraform_remote_state\.([A-Za-z0-9_-]+)/g;
const NO_OUTPUT =
  /Unsupported attribute(?:(?!Error:).)*?data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs is object(?:(?!Error:).)*?does not have an attribute named/g;

/**
 * What a failed plan says that other stacks have not yet.
 *
 * @param words - Terraform's error, as one line of plain words
 */
export function missingIn(words: string): Missing {
  const names = (pattern: RegExp): string[] => [
    ...new Set([...words.matchAll(pattern)].map(([, name = ""]) => name)),
  ];
  return { states: names(NO_STATE), outputs: names(NO_OUTPUT) };
}

/**
 * A copy of a workspace in which values that do not exist yet are unknown, as they are for a resource that is still to
 * be made: a `terraform_data` that is to be created has an unknown output.
 *
 * @param missing - where a state is missing all its values are unknown; where an output is missing, only what cannot
 *   be read
 */
export function previewOf(json: WorkspaceJson, { states, outputs }: Missing): Preview {
  const reads = remoteReadsOf(JSON.stringify(json));
  const standIns = new Map<string, string>();
  let text = JSON.stringify(json);

  for (const remote of [...states, ...outputs]) {
    const name = `${remote}-preview`;
    standIns.set(remote, name);
    text = text.replace(
      readPattern(remote),
      (read, dotted: string | undefined, quoted: string | undefined) => {
        const unknown = `terraform_data.${name}.output.${dotted ?? quoted ?? ""}`;
        return states.includes(remote) ? unknown : `try(${read}, ${unknown})`;
      },
    );
  }

  const copy = JSON.parse(text) as {
    data?: { terraform_remote_state?: Record<string, unknown> };
    resource?: { terraform_data?: Record<string, unknown> };
  };
  const remotes = copy.data?.terraform_remote_state ?? {};
  const { terraform_data: ownData = {}, ...resources } = copy.resource ?? {};
  const made: Record<string, unknown> = { ...ownData };
  for (const [remote, name] of standIns) {
    const names = reads.filter((read) => read.remote === remote).map(({ output }) => output);
    made[name] = { input: Object.fromEntries(names.map((output) => [output, null])) };
  }
  const { data, ...others } = copy;
  const { terraform_remote_state: _all, ...otherData } = data ?? {};
  const kept = Object.entries(remotes).filter(([remote]) => !states.includes(remote));
  const keptData = {
    ...otherData,
    ...(kept.length > 0 && { terraform_remote_state: Object.fromEntries(kept) }),
  };
  return {
    json: {
      ...others,
      // Terraform takes an empty object for a block without a name.
      ...(Object.keys(keptData).length > 0 && { data: keptData }),
      resource: { ...resources, terraform_data: made },
    },
    standIns: [...standIns.values()].map((name) => `terraform_data.${name}`),
  };
}

function readPattern(remote: string): RegExp {
  return new RegExp(
    String.raw`data\.terraform_remote_state\.${remote}\.outputs(?:\.([A-Za-z0-9_-]+)|\[\\"([A-Za-z0-9_-]+)\\"\])`,
    "g",
  );
}
