import { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import type { Decided } from "../../systems/decisions";
import { select } from "../../systems/selection";
import { validConfigs } from "../../systems/validation";
import { decisionsText } from "./text";

type Variables = Readonly<Record<string, string | undefined>>;

/** The command line of `decisions`. */
export function decisionsCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("decisions")
    .description("Shows what a system's guideline recommends for each environment, what is used, and why.")
    .argument("<system>", "id of the system")
    .argument("[environments...]", "names of environments (default: all that the guideline decides for)")
    .option("--json", "print it as JSON", false)
    .option("--verbose", "show the trace of an error")
    .action(async (system: string, environments: readonly string[], { json }: { readonly json: boolean }) => {
      const decided = await decisionsOf(system, environments, variables);
      print(json ? JSON.stringify(decided, undefined, 2) : decisionsText(decided));
    });
}

async function decisionsOf(
  id: string,
  wanted: readonly string[],
  variables: Variables,
): Promise<Readonly<Record<string, readonly Decided[]>>> {
  const { system, environments } = await select({
    SYSTEM: id,
    ...(wanted.length > 0 ? { ENVIRONMENTS: wanted.join(",") } : {}),
  });
  const { decisions } = system;
  if (!decisions) {
    return refuse({
      path: "system",
      rule: "must have a guideline that decides",
      got: id,
      fix: "choose a system with decisions, such as enterprise",
    });
  }
  const configs = validConfigs(system, variables);
  return Object.fromEntries(
    environments.flatMap((name) => {
      const valid = configs[name];
      const decided = valid ? decisions(valid.config) : [];
      return decided.length > 0 ? [[name, decided]] : [];
    }),
  );
}
