import fs from "node:fs";
import { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import { SYSTEM_IDS } from "../../systems/registry";
import { readDocuments } from "./documents";
import { drawingsOf, drawnEnvironments } from "./drawing/write";
import { synthesizedDocuments } from "./synthesized";
import { systemFlows, systemId } from "./system-flows";
import { flowText } from "./text";
import { type FlowVerdict, isProven, judgeFlows } from "./verdict";

type Variables = Readonly<Record<string, string | undefined>>;

interface Options {
  readonly json: boolean;
  readonly links: boolean;
  readonly write: boolean;
}

const DEFAULT_OUTDIR = "cdktf.out";

/** The command line of `flows`. It exits with 1 when a flow is impossible, or something else is possible. */
export function flowsCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("flows")
    .description("Proves from what was synthesized who can reach whom, and that nobody else can.")
    .argument("[system]", "id of a system")
    .argument("[environment]", "one of its environments")
    .option("--json", "print everything that is known of each flow", false)
    .option("--links", "list what lets each flow through", false)
    .option("--write", "draw the system, or all, in their folders", false)
    .option("--verbose", "show the trace of an error")
    .action(async (system: string | undefined, environment: string | undefined, options: Options) => {
      if (options.write) {
        await write(system, variables, print);
        return;
      }
      await report(system, environment, options, variables, print);
    });
}

async function report(
  system: string | undefined,
  environment: string | undefined,
  { json, links }: Options,
  variables: Variables,
  print: (text: string) => void,
): Promise<void> {
  const id = systemId(system ?? missing("system", SYSTEM_IDS));
  const { environments, flowsOf } = await systemFlows(id, variables);
  const name = environment ?? missing("environment", environments);
  const flows = flowsOf(name);
  const verdict = judgeFlows(readDocuments(variables["CDKTF_OUTDIR"] ?? DEFAULT_OUTDIR, id, name), flows);
  print(
    json
      ? JSON.stringify(verdictAsJson(verdict), undefined, 2)
      : flowText(verdict, `${id} ${name}`, { links }),
  );
  process.exitCode = isProven(verdict) ? 0 : 1;
}

/** Draws each system as the code makes it now. */
async function write(
  system: string | undefined,
  variables: Variables,
  print: (text: string) => void,
): Promise<void> {
  for (const id of system === undefined ? SYSTEM_IDS : [systemId(system)]) {
    const flows = await systemFlows(id, variables);
    const documents = await synthesizedDocuments(id, drawnEnvironments(flows), variables);
    const verdicts = Object.fromEntries(
      Object.entries(documents).map(([environment, each]) => [
        environment,
        judgeFlows(each, flows.flowsOf(environment)),
      ]),
    );
    for (const { file, content } of await drawingsOf(process.cwd(), flows, verdicts)) {
      fs.writeFileSync(file, content);
      print(`wrote ${file}`);
    }
  }
}

function missing(path: string, known: readonly string[]): never {
  return refuse({ path, rule: "must be named", got: undefined, fix: `choose one of ${known.join(", ")}` });
}

/** The verdict without the resources. */
function verdictAsJson(verdict: FlowVerdict): object {
  const { landscape: _landscape, ...rest } = verdict;
  return { proven: isProven(verdict), ...rest };
}
