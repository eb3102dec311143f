import fs from "node:fs";
import { Command, Option } from "commander";
import { refuse } from "../../../constructs/core/errors";
import { runTerraform } from "../../terraform/run";
import { addToJobSummary, asJson, readJson, writeFile } from "../files";
import { gitHub, pullRequestNumber } from "../github/client";
import { pullRequestText } from "../github/comment";
import { collect } from "../plan/command";
import { readAffected } from "../report/command";
import { type Report, REPORT_VERSION } from "../report/report";
import { systemFacts } from "../system-facts";
import { chooseStacks, readStacks, type SynthesizedStack } from "../workspace";
import { approvedDestroys, approvedPlans } from "./approvals";
import { type Deployment, DEPLOYMENT_VERSION, deployStacks, exitCodeOf } from "./deploy";
import { deploymentMarkdown, outcomeText } from "./summary";
import { deployThroughCdktf } from "./through-cdktf";

interface Flags {
  readonly environment: string;
  readonly system?: string;
  readonly affected?: string;
  readonly reviewed: readonly string[];
  readonly approvals?: string;
  readonly pullRequest: readonly string[];
  readonly repository?: string;
  readonly approvePlan: readonly string[];
  readonly stateful: readonly string[];
  readonly outdir: string;
  readonly out: string;
  readonly through?: "terraform" | "cdktf";
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The command line of `deploy`, and of `verify-plan`, which is the same without the apply. */
export function deployCommand(
  name: "deploy" | "verify-plan",
  variables: Variables,
  print: (text: string) => void,
): Command {
  const verifyOnly = name === "verify-plan";
  const command = new Command(name)
    .description(
      verifyOnly
        ? "Plans stacks again and tells whether a deployment would let them through. Applies nothing."
        : "Deploys the stacks of one environment, each exactly as its plan was reviewed.",
    )
    .argument("[stacks...]", "stacks of the environment; those of --affected, or all, when left out")
    .requiredOption("--environment <name>", "the environment: dev")
    .option("--system <id>", "the system, for the choice of --affected (default: the one synthesized)")
    .option("--affected <file>", "what affected --json printed")
    .option(
      "--reviewed <file>",
      "report.json of a pull request, what is in none stops; may be repeated",
      collect,
      [],
    )
    .option("--approvals <file>", "title, text and labels of the pull request")
    .option(
      "--pull-request <number>",
      "pull request to read approvals from, token: GITHUB_TOKEN; may be repeated",
      collect,
      [],
    )
    .option("--repository <owner/name>", "its repository (default: GITHUB_REPOSITORY)")
    .option(
      "--approve-plan <stack=fingerprint>",
      "a plan to let through unreviewed; may be repeated",
      collect,
      [],
    )
    .option(
      "--stateful <type>",
      "a resource type to guard beside the usual ones; may be repeated",
      collect,
      [],
    )
    .option("--outdir <folder>", "folder of the synthesized output", "cdktf.out")
    .option("--out <folder>", "folder for deployment.json, outputs.json and summary.md", "deployment")
    .option("--verbose", "show the trace of an error");
  if (!verifyOnly) {
    command.addOption(
      new Option(
        "--through <program>",
        "what applies the verified plan: cdktf deploy, or terraform apply alone",
      )
        .choices(["cdktf", "terraform"])
        .default("cdktf"),
    );
  }
  return command.action(async (stacks: string[], flags: Flags) => {
    const deployment = await deploy(stacks, flags, verifyOnly, variables, print);
    print(writeFile(flags.out, "deployment.json", asJson(deployment)));
    if (!verifyOnly) {
      const outputs = deployment.stacks.map(({ stack, outputs: values = {} }) => [stack, values] as const);
      print(writeFile(flags.out, "outputs.json", asJson(Object.fromEntries(outputs))));
    }
    const summary = deploymentMarkdown(deployment);
    writeFile(flags.out, "summary.md", `${summary}\n`);
    addToJobSummary(summary, variables);
    process.exitCode = exitCodeOf(deployment.stacks);
  });
}

async function deploy(
  names: readonly string[],
  flags: Flags,
  verifyOnly: boolean,
  variables: Variables,
  print: (text: string) => void,
): Promise<Deployment> {
  const approved = approvedPlans(flags.approvePlan);
  const reviewed = flags.reviewed.flatMap((file) => readReport(file).plans);
  const destroyable = approvedDestroys(await approvalText(flags, variables));
  const all = readStacks(flags.outdir);
  const stacks = stacksToDeploy(all, names, flags);
  const system = stacks[0]?.system ?? flags.system ?? all[0]?.system ?? "unnamed";
  const { protection } = await systemFacts(system);

  const outcomes = await deployStacks(
    stacks,
    {
      all,
      variables,
      terraform: runTerraform,
      reviewed,
      protection: protection(flags.environment),
      approvedDestroys: destroyable,
      approvedPlans: approved,
      stateful: flags.stateful,
      verifyOnly,
      ...(flags.through === "cdktf" && { apply: deployThroughCdktf(flags.outdir, variables) }),
    },
    (outcome) => {
      print(outcomeText(outcome));
    },
  );
  if (outcomes.length === 0) {
    print(`nothing to deploy in ${flags.environment}`);
  }
  return { version: DEPLOYMENT_VERSION, system, environment: flags.environment, stacks: outcomes };
}

function stacksToDeploy(
  all: readonly SynthesizedStack[],
  names: readonly string[],
  { environment, affected, system }: Flags,
): readonly SynthesizedStack[] {
  const known = all.filter((stack) => stack.environment === environment);
  if (known.length === 0) {
    refuse({
      path: "--environment",
      rule: "must be an environment of the synthesized output",
      got: environment,
      fix: `choose of ${[...new Set(all.map((stack) => stack.environment))].join(", ")}`,
    });
  }
  if (names.length > 0 || affected === undefined) {
    return chooseStacks(known, names);
  }
  const wanted = readAffected(affected)
    .matrix.include.filter(
      (entry) => entry.environment === environment && entry.system === (system ?? known[0]?.system),
    )
    .map(({ stack }) => stack);
  // No name would mean all of them.
  return wanted.length === 0 ? [] : chooseStacks(known, wanted);
}

function readReport(file: string): Report {
  return readJson<Report>(file, "--reviewed", {
    isKnown: ({ version, plans }) => version === REPORT_VERSION && Array.isArray(plans),
    fix: "take report.json of the pull request's plan-report",
  });
}

async function approvalText(flags: Flags, variables: Variables): Promise<string> {
  const numbers = flags.pullRequest.map(pullRequestNumber);
  const texts: string[] = [];
  for (const number of numbers) {
    const client = gitHub(flags.repository ?? variables["GITHUB_REPOSITORY"] ?? "", variables);
    texts.push(await pullRequestText(client, number));
  }
  if (flags.approvals === undefined) {
    return texts.join("\n");
  }
  if (!fs.existsSync(flags.approvals)) {
    refuse({
      path: "--approvals",
      rule: "must name a file that exists",
      got: flags.approvals,
      fix: "write title, text and labels of the pull request into it",
    });
  }
  return [...texts, fs.readFileSync(flags.approvals, "utf8")].join("\n");
}
