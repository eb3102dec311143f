import { Command } from "commander";
import { refuse } from "../../../constructs/core/errors";
import { addToJobSummary, asJson, writeFile } from "../files";
import { type GitHub, gitHub } from "../github/client";
import { closeIssue, openIssue } from "../github/issue";
import { COMMENT_LIMIT } from "../report/markdown";
import { byEnvironment, systemFacts } from "../system-facts";
import { readStacks, type SynthesizedStack } from "../workspace";
import { type StackDrift, stackDrift } from "./drift";
import { driftMarkdown, driftMarker } from "./markdown";

interface Flags {
  readonly environment?: string;
  readonly outdir: string;
  readonly out: string;
  readonly repository?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

interface EnvironmentDrift {
  readonly system: string;
  readonly environment: string;
  readonly stacks: readonly StackDrift[];
}

/** The command line of `drift`. */
export function driftCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("drift")
    .description(
      "Compares what is deployed with the code, read-only; keeps one GitHub issue for each environment.",
    )
    .option("--environment <name>", "one environment (default: all)")
    .option("--outdir <folder>", "folder of the synthesized output", "cdktf.out")
    .option("--out <folder>", "folder for drift.json and drift.md", "drift")
    .option("--repository <owner/name>", "repository of the issues; token: GITHUB_TOKEN")
    .option("--verbose", "show the trace of an error")
    .action(async (flags: Flags) => {
      const client = flags.repository === undefined ? undefined : gitHub(flags.repository, variables);
      const environments = await driftOf(readStacks(flags.outdir), flags.environment, variables, print);
      const whole = environments
        .map(({ system, environment, stacks }) => driftMarkdown(system, environment, stacks, Infinity))
        .join("\n\n");
      print(writeFile(flags.out, "drift.json", asJson(environments)));
      print(writeFile(flags.out, "drift.md", `${whole}\n`));
      addToJobSummary(whole, variables);
      if (client) {
        for (const environment of environments) {
          print(await keepIssue(client, environment));
        }
      }
      process.exitCode = exitCode(environments, client !== undefined);
    });
}

async function driftOf(
  all: readonly SynthesizedStack[],
  wanted: string | undefined,
  variables: Variables,
  print: (text: string) => void,
): Promise<readonly EnvironmentDrift[]> {
  const system = all[0]?.system ?? "unnamed";
  const { environments } = await systemFacts(system);
  const groups = byEnvironment(all, environments).filter(
    ({ name }) => wanted === undefined || name === wanted,
  );
  if (groups.length === 0) {
    refuse({
      path: "--environment",
      rule: "must be an environment of the synthesized output",
      got: wanted,
      fix: `choose of ${[...new Set(all.map(({ environment }) => environment))].join(", ")}`,
    });
  }
  const result: EnvironmentDrift[] = [];
  for (const { name, items } of groups) {
    const stacks: StackDrift[] = [];
    for (const stack of items) {
      const drift = await stackDrift(stack, all, variables);
      print(`${stack.name}: ${drift.status}`);
      stacks.push(drift);
    }
    result.push({ system, environment: name, stacks });
  }
  return result;
}

/** Opens or updates an environment's issue, or closes it when all is well. */
async function keepIssue(client: GitHub, { system, environment, stacks }: EnvironmentDrift): Promise<string> {
  const marker = driftMarker(system, environment);
  const name = `${system} ${environment}`;
  if (stacks.some(({ status }) => status === "drifted" || status === "failed")) {
    const { result, url } = await openIssue(client, {
      marker,
      title: `Drift in ${name}`,
      body: driftMarkdown(system, environment, stacks, COMMENT_LIMIT),
    });
    return `${name}: issue ${result}, ${url}`;
  }
  const result = await closeIssue(client, marker, "What is deployed is as the code says again.");
  return result === "closed" ? `${name}: issue closed` : `${name}: clean, no issue`;
}

/** An issue tells of drift well enough; without one the exit code does. */
function exitCode(environments: readonly EnvironmentDrift[], hasIssues: boolean): 0 | 1 | 2 {
  const statuses = environments.flatMap(({ stacks }) => stacks.map(({ status }) => status));
  if (statuses.includes("failed")) {
    return 1;
  }
  return statuses.includes("drifted") && !hasIssues ? 2 : 0;
}
