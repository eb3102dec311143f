import { Command } from "commander";
import { chosenEnvironments, type EnvironmentFlags, withEnvironmentOptions } from "../environments";
import { addToJobSummary, asJson, writeFile } from "../files";
import { type GitHub, gitHub } from "../github/client";
import { closeIssue, openIssue } from "../github/issue";
import { COMMENT_LIMIT } from "../report/markdown";
import { type StackDrift, stackDrift } from "./drift";
import { driftMarkdown, driftMarker } from "./markdown";

interface Flags extends EnvironmentFlags {
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
  return withEnvironmentOptions(new Command("drift"))
    .description(
      "Compares what is deployed with the code, read-only; keeps one GitHub issue for each environment.",
    )
    .option("--out <folder>", "folder for drift.json and drift.md", "drift")
    .option("--repository <owner/name>", "repository of the issues; token: GITHUB_TOKEN")
    .action(async (flags: Flags) => {
      const client = flags.repository === undefined ? undefined : gitHub(flags.repository, variables);
      const environments = await driftOf(flags, variables, print);
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
  flags: EnvironmentFlags,
  variables: Variables,
  print: (text: string) => void,
): Promise<readonly EnvironmentDrift[]> {
  const { system, all, environments } = await chosenEnvironments(flags);
  const result: EnvironmentDrift[] = [];
  for (const { name, items } of environments) {
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
