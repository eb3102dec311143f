import type { Problem } from "../../constructs/core/errors";

/** What a bootstrap does next. */
export type Step =
  /** Takes over what exists in the account into the local state. */
  | "adopt"
  /** Applies the state stack with the local state. */
  | "create"
  /** Writes the local state into the bucket. */
  | "move"
  /** Plans the state stack on its remote state. */
  | "verify"
  /** Removes the work folder. */
  | "clean-up";

/** What was seen before the remote state exists. */
interface BeforeMove {
  /** Whether the bucket is there; in neither case does it hold the stack's state. */
  readonly remote: "no-bucket" | "no-state";
  /** Whether the local state knows something, and whether an apply would still change something. */
  readonly local: "none" | "unfinished" | "finished";
}

/** What was seen when the remote state exists. */
interface AfterMove {
  readonly remote: "state";
  /** What a local state that is still there holds: nothing but what the remote state knows, or something else. */
  readonly local: "none" | "moved" | "different";
}

/** What was seen in the account and in the work folder, and what this run has already done. */
export type Facts = (BeforeMove | AfterMove) & {
  /** Whether the user wants existing resources to be taken over, or this run has done so. */
  readonly adoption: "unwanted" | "wanted" | "done";
  /** Whether this run has planned the stack on its remote state. */
  readonly verified: boolean;
};

/** What the error messages name. */
export interface Names {
  /** Id of the state stack: `state-dev`. */
  readonly stack: string;
  /** Name of the bucket. */
  readonly bucket: string;
  /** The work folder. */
  readonly directory: string;
  /** What the user types to run the bootstrap. */
  readonly command: string;
}

/** The next step, the end, or what a person has to decide. */
export type Decision = Step | "done" | Problem;

/**
 * The next step of a bootstrap. It follows from what is there and from nothing else, so a run that was cut off
 * anywhere is taken up by the next one.
 */
export function decide(facts: Facts, names: Names): Decision {
  return facts.remote === "state" ? afterMove(facts, names) : beforeMove(facts, names);
}

function beforeMove(
  { remote, local, adoption }: BeforeMove & Pick<Facts, "adoption">,
  names: Names,
): Decision {
  if (adoption === "wanted" && local !== "finished") {
    return "adopt";
  }
  if (remote === "no-bucket") {
    return local === "finished" ? bucketOutOfSight(names) : "create";
  }
  switch (local) {
    case "none":
      return adoption === "done" ? "create" : unknownBucket(names);
    case "unfinished":
      return "create";
    case "finished":
      return "move";
  }
}

function afterMove({ local, verified }: AfterMove & Pick<Facts, "verified">, names: Names): Decision {
  if (local === "different") {
    return twoStates(names);
  }
  // The local copy outlives the proof that the remote one serves.
  if (!verified) {
    return "verify";
  }
  return local === "none" ? "done" : "clean-up";
}

function bucketOutOfSight({ bucket, directory }: Names): Problem {
  return {
    path: `bucket ${bucket}`,
    rule: `must be reachable: the local state in ${directory} has made it`,
    got: undefined,
    fix: "wait a minute, for a new bucket is not seen everywhere at once, and run the bootstrap again",
  };
}

function unknownBucket({ bucket, stack, command }: Names): Problem {
  return {
    path: `bucket ${bucket}`,
    rule: `must hold the state of ${stack}, or not exist yet`,
    got: "a bucket without that state, and no work folder of an earlier run",
    fix: `if an earlier run made it, run ${command} --adopt to take over bucket, table and key; else choose another bucket`,
  };
}

function twoStates({ bucket, stack, directory }: Names): Problem {
  return {
    path: directory,
    rule: `must hold nothing that the state of ${stack} in bucket ${bucket} does not know`,
    got: "a local state with other resources",
    fix: `compare it with terraform -chdir=${directory}/remote state pull; remove the folder when the remote state is the right one`,
  };
}
