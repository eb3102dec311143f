/** One thing that is wrong with a value somebody wrote, and what to do about it. */
export interface Problem {
  /** Where the value stands, as a path a reader can follow: `openwan.prod.network.tiers.app.cidrs.b`. */
  readonly path: string;
  /** The rule that the value breaks, as a clause: `must be a 12-digit AWS account id`. */
  readonly rule: string;
  /** What was found there. `undefined` reads as "nothing". */
  readonly got: unknown;
  /** What to do, as an imperative clause: `choose a free block`. */
  readonly fix: string;
}

/**
 * An error that the reader can act on without a stack trace: every message names the path, the rule, what was
 * found and the remedy. Commands print its message alone; `--verbose` adds the trace.
 */
export class StrataError extends Error {
  public override readonly name: string = "StrataError";
}

/** All that is wrong with the input of one step, thrown once so that it can be mended in one go. */
export class ProblemsError extends StrataError {
  public override readonly name = "ProblemsError";

  public constructor(
    /** The problems in the order in which they were found; at least one. */
    public readonly problems: readonly Problem[],
  ) {
    super(problems.map(formatProblem).join("\n"));
  }
}

/** Renders a problem as one line: `path: rule, got found; fix`. */
export function formatProblem({ path, rule, got, fix }: Problem): string {
  return `${path}: ${rule}, got ${describe(got)}; ${fix}`;
}

/** Throws one {@link ProblemsError} with all problems; returns when there are none. */
export function throwProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new ProblemsError(problems);
  }
}

/** Throws a {@link ProblemsError} with a single problem. */
export function refuse(problem: Problem): never {
  throw new ProblemsError([problem]);
}

function describe(got: unknown): string {
  if (got === undefined) {
    return "nothing";
  }
  return typeof got === "string" ? got || '""' : JSON.stringify(got);
}
