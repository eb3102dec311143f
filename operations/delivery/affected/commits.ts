import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { refuse, StrataError } from "../../../constructs/core/errors";
import { type ProcessResult, run } from "../process";

type Variables = Readonly<Record<string, string | undefined>>;

/** The folder of a commit's files, and how to remove it. */
export interface CheckedOut {
  /** The folder. */
  readonly folder: string;
  /** Removes it again. */
  readonly remove: () => Promise<void>;
}

/**
 * Checks a commit out beside the working tree, with the installed packages of the working tree, or with its own where
 * they would differ.
 *
 * @param root - top folder of the repository
 * @param folder - where to; must not exist
 * @throws ProblemsError when there is no such commit
 */
export async function checkOut(
  root: string,
  commit: string,
  folder: string,
  variables: Variables,
): Promise<CheckedOut> {
  const added = await run("git", ["worktree", "add", "--detach", folder, commit], {
    directory: root,
    variables,
  });
  if (added.exitCode !== 0) {
    throw new StrataError(`git worktree add ${commit}: ${added.stderr.trim()}`);
  }
  await providePackages(root, folder, variables);
  return {
    folder,
    remove: async () => {
      await run("git", ["worktree", "remove", "--force", folder], { directory: root, variables });
    },
  };
}

async function providePackages(root: string, folder: string, variables: Variables): Promise<void> {
  if (packagesOf(root) === packagesOf(folder)) {
    const packages = path.join(root, "node_modules");
    if (fs.existsSync(packages)) {
      fs.symlinkSync(packages, path.join(folder, "node_modules"), "junction");
    }
    return;
  }
  const { exitCode, stderr } = await run("npm", ["ci", "--no-progress", "--no-audit"], {
    directory: folder,
    variables,
  });
  if (exitCode !== 0) {
    throw new StrataError(`npm ci for the older packages: ${stderr.trim()}`);
  }
}

/** The packages that shape a synthesis, as one text; what only development needs does not. */
function packagesOf(folder: string): string {
  const file = path.join(folder, "package-lock.json");
  if (!fs.existsSync(file)) {
    return "none";
  }
  const { packages = {} } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    readonly packages?: Readonly<Record<string, { readonly dev?: boolean; readonly version?: string }>>;
  };
  return Object.entries(packages)
    .filter(([name, { dev }]) => name !== "" && dev !== true)
    .map(([name, { version = "" }]) => `${name}@${version}`)
    .sort()
    .join("\n");
}

/**
 * The commit where the working tree left `ref`, so that what others merged since does not count as this change; the
 * commit itself where the history is too shallow to tell.
 *
 * @throws ProblemsError when there is no such commit
 */
export async function baseCommit(root: string, ref: string, variables: Variables): Promise<string> {
  const git = (...args: string[]) => run("git", args, { directory: root, variables });
  const commit = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (commit.exitCode !== 0) {
    refuse({
      path: "--base",
      rule: "must name a commit of this repository",
      got: ref,
      fix: "fetch it first (in a workflow: fetch-depth: 0), or correct the name",
    });
  }
  const common = await git("merge-base", commit.stdout.trim(), "HEAD");
  return (common.exitCode === 0 ? common.stdout : commit.stdout).trim();
}

/** Top folder of the repository that a folder belongs to. */
export async function repositoryRoot(folder: string, variables: Variables): Promise<string> {
  const { exitCode, stdout } = await run("git", ["rev-parse", "--show-toplevel"], {
    directory: folder,
    variables,
  });
  if (exitCode !== 0) {
    refuse({
      path: folder,
      rule: "must be in a git repository to compare commits",
      got: undefined,
      fix: "compare two output folders with --base-dir and --head-dir",
    });
  }
  return stdout.trim();
}

const NO_SUCH_SYSTEM = /^SYSTEM: must be a system of this project\b.*; choose one of (.*)$/m;

/**
 * The systems of a project, by what it answers to the name of a system that cannot exist.
 *
 * @returns none where it is no project, or one that knows no systems
 */
export async function systemsOfProject(folder: string, variables: Variables): Promise<readonly string[]> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "strata-systems-"));
  try {
    const result = await runApp(folder, path.join(scratch, "out"), "?", variables);
    const [, names = ""] = NO_SUCH_SYSTEM.exec(result?.stderr ?? "") ?? [];
    return names.split(", ").filter((name) => name !== "");
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Synthesizes a project as cdktf would, by the `app` of its cdktf.json.
 *
 * @param system - the system, or nothing for the project's default
 * @returns whether the project has such a system
 * @throws StrataError with the program's own words when it does not synthesize
 */
export async function synthesizeProject(
  folder: string,
  outdir: string,
  system: string | undefined,
  variables: Variables,
): Promise<boolean> {
  const result = await runApp(folder, outdir, system, variables);
  if (result === undefined || NO_SUCH_SYSTEM.test(result.stderr)) {
    return false;
  }
  if (result.exitCode === 0) {
    return true;
  }
  throw new StrataError(`synthesis of ${folder} failed:\n${(result.stderr || result.stdout).trim()}`);
}

/** Runs the `app` of a folder's cdktf.json; nothing where there is none. */
async function runApp(
  folder: string,
  outdir: string,
  system: string | undefined,
  variables: Variables,
): Promise<ProcessResult | undefined> {
  const file = path.join(folder, "cdktf.json");
  if (!fs.existsSync(file)) {
    return undefined;
  }
  const { app } = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly app: string };
  fs.mkdirSync(path.dirname(outdir), { recursive: true });
  const { ENVIRONMENTS: _all, ...inherited } = variables;
  return run("sh", ["-c", app], {
    directory: folder,
    variables: { ...inherited, CDKTF_OUTDIR: outdir, ...(system !== undefined && { SYSTEM: system }) },
  });
}
