import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Command, Option } from "commander";
import { refuse } from "../../../constructs/core/errors";
import { SYSTEM_IDS } from "../../../systems/registry";
import { systemFacts } from "../system-facts";
import { readStacks, type SynthesizedStack } from "../workspace";
import { type AffectedSystem, affectedAnswer, affectedSystem, affectedText } from "./affected";
import { baseCommit, checkOut, repositoryRoot, synthesizeProject, systemsOfProject } from "./commits";
import { compareStacks } from "./compare";

interface Flags {
  readonly base?: string;
  readonly head?: string;
  readonly baseDir?: string;
  readonly headDir?: string;
  readonly system?: string;
  readonly allSystems?: true;
  readonly json?: true;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The command line of `affected`. */
export function affectedCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("affected")
    .description("Tells which stacks a change affects, in the order of deployment, and why.")
    .addOption(new Option("--base <ref>", "commit to compare with").conflicts(["baseDir", "headDir"]))
    .option("--head <ref>", "commit that holds the change (default: the working tree)")
    .option("--base-dir <folder>", "synthesized output to compare with")
    .option("--head-dir <folder>", "synthesized output that holds the change")
    .option("--system <id>", "the system (default: SYSTEM, or the default system)")
    .addOption(new Option("--all-systems", "every system of the registry").conflicts("system"))
    .option("--json", "print JSON")
    .option("--verbose", "show the trace of an error")
    .action(async (flags: Flags) => {
      const { base, head, systems } = await compared(flags, variables);
      const answer = affectedAnswer(base, head, systems);
      print(flags.json ? JSON.stringify(answer, null, 2) : affectedText(answer));
    });
}

interface Compared {
  readonly base: string;
  readonly head: string;
  readonly systems: readonly AffectedSystem[];
}

async function compared(flags: Flags, variables: Variables): Promise<Compared> {
  const { base, baseDir, headDir } = flags;
  if (baseDir !== undefined && headDir !== undefined) {
    return {
      base: baseDir,
      head: headDir,
      systems: await systemsOf(readStacks(baseDir), readStacks(headDir)),
    };
  }
  if (base === undefined) {
    refuse({
      path: "--base",
      rule: "must say what to compare with",
      got: undefined,
      fix: "give a commit (--base origin/main), or two folders (--base-dir and --head-dir)",
    });
  }
  return comparedCommits(base, flags, variables);
}

async function comparedCommits(base: string, flags: Flags, variables: Variables): Promise<Compared> {
  const root = await repositoryRoot(process.cwd(), variables);
  const commit = await baseCommit(root, base, variables);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "strata-affected-"));
  const checkOuts = [await checkOut(root, commit, path.join(scratch, "base"), variables)];
  try {
    let headFolder = root;
    if (flags.head !== undefined) {
      const head = await checkOut(root, flags.head, path.join(scratch, "head"), variables);
      checkOuts.push(head);
      headFolder = head.folder;
    }
    const baseFolder = checkOuts[0]?.folder ?? root;
    const wanted = flags.allSystems
      ? // A system that the change removes is known to the base alone.
        [...new Set([...SYSTEM_IDS, ...(await systemsOfProject(baseFolder, variables))])]
      : [flags.system ?? variables["SYSTEM"]];
    const systems: AffectedSystem[] = [];
    for (const system of wanted) {
      const [before, after] = await Promise.all(
        [baseFolder, headFolder].map((folder, index) =>
          stacksOf(folder, path.join(scratch, `out-${index}`, system ?? "default"), system, variables),
        ),
      );
      systems.push(...(await systemsOf(before ?? [], after ?? [], system)));
    }
    return { base, head: flags.head ?? "working tree", systems };
  } finally {
    for (const { remove } of checkOuts) {
      await remove();
    }
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function stacksOf(
  folder: string,
  outdir: string,
  system: string | undefined,
  variables: Variables,
): Promise<readonly SynthesizedStack[]> {
  return (await synthesizeProject(folder, outdir, system, variables)) ? readStacks(outdir) : [];
}

async function systemsOf(
  before: readonly SynthesizedStack[],
  after: readonly SynthesizedStack[],
  named?: string,
): Promise<readonly AffectedSystem[]> {
  const system = after[0]?.system ?? before[0]?.system ?? named ?? "unnamed";
  const { environments } = await systemFacts(system);
  return [affectedSystem(system, compareStacks(before, after), environments)];
}
