import { Command, Option } from "commander";
import { reportAndExit } from "../constructs/core/failure";
import { progressOn } from "./rehearsal/progress";
import { rehearsalReport } from "./rehearsal/report";
import { rehearse } from "./rehearsal/run";

interface Flags {
  readonly keep?: true;
  readonly json?: true;
  readonly cdktf?: true;
  readonly outdir?: string;
  readonly validate?: true;
  readonly provider: "rehearsed" | "real";
}

// `npm run rehearse -- serverless-web dev`: docs/rehearsal.md tells what it proves and what it cannot know.
const program = new Command("rehearse")
  .description("Lets the real Terraform validate, plan, apply, re-plan and destroy a system without AWS.")
  .argument("[system]", "the system; the default system when left out")
  .argument("[environment]", "one of its environments; all of them when left out")
  .argument("[stacks...]", "stacks, with what they depend on; all of them when left out")
  .option("--keep", "leave everything standing for inspection until Ctrl-C")
  .option("--json", "print the result as JSON on standard output, progress on standard error")
  .option("--cdktf", "deploy through cdktf deploy")
  .option("--outdir <folder>", "rehearse an output folder that was synthesized already")
  .option("--validate", "stop after validating")
  .addOption(
    new Option("--provider <which>", "stand-ins, or validate and plan against the real provider")
      .choices(["rehearsed", "real"])
      .default("rehearsed"),
  )
  .option("--verbose", "print the trace of an error")
  .action(
    async (system: string | undefined, environment: string | undefined, stacks: string[], flags: Flags) => {
      const rehearsal = await rehearse({
        system,
        environment,
        stacks,
        ...(flags.outdir !== undefined && { outdir: flags.outdir }),
        keep: flags.keep === true,
        provider: flags.provider,
        through: flags.cdktf ? "cdktf" : flags.validate ? "validate" : "terraform",
        variables: process.env,
        progress: progressOn(flags.json ? process.stderr : process.stdout),
      });
      process.stdout.write(
        `${flags.json ? JSON.stringify(rehearsal, null, 2) : rehearsalReport(rehearsal)}\n`,
      );
      process.exitCode = rehearsal.ok ? 0 : 1;
    },
  );

program.parseAsync().catch(reportAndExit);
