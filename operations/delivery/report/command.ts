import fs from "node:fs";
import { Command } from "commander";
import type { Affected } from "../affected/affected";
import { addToJobSummary, asJson, readJson, writeFile } from "../files";
import { gitHub, pullRequestNumber } from "../github/client";
import { headOf, writeComment } from "../github/comment";
import { collect } from "../plan/command";
import { readPieces } from "../plan/pieces";
import { planAfterDiff } from "../plan/plan-stack";
import { PLAN_FILE } from "../plan/read-plan";
import type { StackPlan } from "../plan/stack-plan";
import { readStacks } from "../workspace";
import path from "node:path";
import { COMMENT_LIMIT, REPORT_MARKER, reportMarkdown } from "./markdown";
import { collectReport, isWhole } from "./report";

interface Flags {
  readonly affected?: string;
  readonly plans: string;
  readonly outdir: string;
  readonly out: string;
  readonly artifactUrl?: string;
  readonly pullRequest?: string;
  readonly repository?: string;
  readonly head?: string;
  readonly stateful: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The command line of `plan-report`. */
export function planReportCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("plan-report")
    .description("Reports plans as Markdown and JSON, and as the one comment of a pull request.")
    .option("--affected <file>", "what affected --json printed; tells which plans must be there")
    .option("--plans <folder>", "plans that npm run plan kept", "plans")
    .option(
      "--outdir <folder>",
      "synthesized output with the plans of cdktf diff, where there is no such folder",
      "cdktf.out",
    )
    .option("--out <folder>", "folder for report.md and report.json", "report")
    .option("--artifact-url <url>", "where the whole report can be read")
    .option("--pull-request <number>", "pull request to comment on; token: GITHUB_TOKEN")
    .option("--repository <owner/name>", "its repository (default: GITHUB_REPOSITORY)")
    .option(
      "--head <sha>",
      "commit that was planned; nothing is commented when the pull request has a newer one",
    )
    .option(
      "--stateful <type>",
      "a resource type to guard beside the usual ones; may be repeated",
      collect,
      [],
    )
    .option("--verbose", "show the trace of an error")
    .action(async (flags: Flags) => {
      // What can be wrong with the command line is found before anything is read or written.
      const target = commentTarget(flags, variables);
      const affected = flags.affected === undefined ? undefined : readAffected(flags.affected);
      const { plans, broken } = await readPlans(flags, affected, variables);
      const report = collectReport(plans, broken, affected);

      const options = { artifactUrl: flags.artifactUrl };
      const whole = reportMarkdown(report, options);
      print(writeFile(flags.out, "report.json", asJson(report)));
      print(writeFile(flags.out, "report.md", `${whole}\n`));
      addToJobSummary(whole, variables);
      if (target && flags.head !== undefined && (await headOf(target.client, target.number)) !== flags.head) {
        print(`not commented: pull request ${target.number} has a newer commit, whose run will comment`);
      } else if (target) {
        const body = reportMarkdown(report, { ...options, limit: COMMENT_LIMIT });
        const { isNew, url } = await writeComment(target.client, target.number, REPORT_MARKER, body);
        print(`${isNew ? "commented" : "updated the comment"}: ${url}`);
      }
      process.exitCode = isWhole(report) ? 0 : 1;
    });
}

function commentTarget({ pullRequest, repository }: Flags, variables: Variables) {
  return pullRequest === undefined
    ? undefined
    : {
        number: pullRequestNumber(pullRequest),
        client: gitHub(repository ?? variables["GITHUB_REPOSITORY"] ?? "", variables),
      };
}

/** What `affected --json` printed. */
export function readAffected(file: string): Affected {
  return readJson<Affected>(file, "--affected", {
    isKnown: ({ matrix, systems }) => Array.isArray(matrix?.include) && Array.isArray(systems),
    fix: "make it with npm run --silent affected -- --json",
  });
}

/** The kept plans; where none were kept, those that `cdktf diff` left; where nothing was synthesized, none. */
async function readPlans(
  flags: Flags,
  affected: Affected | undefined,
  variables: Variables,
): Promise<ReturnType<typeof readPieces>> {
  const isKept = fs.existsSync(flags.plans);
  return isKept || (affected !== undefined && !fs.existsSync(flags.outdir))
    ? readPieces(flags.plans)
    : { plans: await plansOfCdktf(flags, affected, variables), broken: [] };
}

/** The plans that `cdktf diff` left, of the affected stacks or of all that have one. */
async function plansOfCdktf(
  { outdir, stateful }: Flags,
  affected: Affected | undefined,
  variables: Variables,
): Promise<readonly StackPlan[]> {
  const all = readStacks(outdir);
  const wanted = all.filter(
    ({ name, system, workspace }) =>
      affected?.matrix.include.some((entry) => entry.system === system && entry.stack === name) ??
      fs.existsSync(path.join(workspace, PLAN_FILE)),
  );
  const plans: StackPlan[] = [];
  for (const stack of wanted) {
    plans.push(await planAfterDiff(stack, undefined, { all, variables, stateful }));
  }
  return plans;
}
