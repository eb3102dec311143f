import fs from "node:fs";
import { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import { ALL_GUARD_RAILS } from "../../guardrails/rules";
import { wantedSystems } from "../wanted-systems";
import { evaluateSystems } from "./evaluate-systems";
import { pageWithRules } from "./page";
import { type GuardRailReport, guardRailReport, isClean } from "./report";
import { guardRailSarif } from "./sarif";
import { guardRailText } from "./text";

type Variables = Readonly<Record<string, string | undefined>>;

interface Flags {
  readonly format: string;
  readonly page?: string;
}

const FORMATS: Readonly<Record<string, (report: GuardRailReport) => string>> = {
  table: guardRailText,
  json: (report) => JSON.stringify(reportAsJson(report), undefined, 2),
  sarif: (report) => JSON.stringify(guardRailSarif(report), undefined, 2),
};

/** The command line of `guardrails`. It exits with 1 when something stands against a synthesis. */
export function guardRailsCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("guardrails")
    .description(
      "Reports what the guard rails say of every stack: rules, findings, exceptions and their reasons.",
    )
    .argument("[systems...]", "ids of systems (default: all)")
    .option("--format <format>", "table, json or sarif", "table")
    .option("--page <file>", "write the table of the rules into a page instead: docs/guardrails.md")
    .option("--verbose", "show the trace of an error")
    .action(async (systems: readonly string[], { format, page }: Flags) => {
      if (page !== undefined) {
        fs.writeFileSync(page, pageWithRules(fs.readFileSync(page, "utf8"), ALL_GUARD_RAILS, page));
        return;
      }
      const render =
        FORMATS[format] ??
        refuse({
          path: "--format",
          rule: "must be a format of the report",
          got: format,
          fix: `choose one of ${Object.keys(FORMATS).join(", ")}`,
        });
      const evaluations = await evaluateSystems(wantedSystems(systems), variables);
      const report = guardRailReport(evaluations, ALL_GUARD_RAILS);
      print(render(report));
      process.exitCode = isClean(report) ? 0 : 1;
    });
}

/** The report without the resources' attributes; the rules' functions fall out by themselves. */
function reportAsJson({ rules, findings, ...rest }: GuardRailReport): object {
  return {
    ...rest,
    rules: rules.map(({ rule, ...counts }) => ({ ...rule, ...counts })),
    findings: findings.map(({ rule, resource, ...finding }) => ({
      ruleId: rule.id,
      address: resource.address,
      path: resource.path,
      ...finding,
    })),
  };
}
