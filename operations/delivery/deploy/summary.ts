import { markdownTable } from "markdown-table";
import { code, fenced } from "../report/text";
import type { Deployment } from "./deploy";
import type { StackOutcome } from "./deploy-stack";

/** An outcome for the terminal: one line, and the reasons below it. */
export function outcomeText({ stack, outcome, reasons, counts, seconds }: StackOutcome): string {
  const what = counts
    ? `, ${counts.add} added, ${counts.change} changed, ${counts.replace} replaced, ${counts.destroy} destroyed`
    : "";
  const line = outcome === "done" ? `${stack}: done in ${seconds} s${what}` : `${stack}: ${outcome}`;
  return [line, ...reasons.map((reason) => reason.replaceAll(/^/gm, "    "))].join("\n");
}

/** A deployment for the summary of a job. */
export function deploymentMarkdown({ system, environment, stacks }: Deployment): string {
  const rows = stacks.map(({ stack, outcome, counts, seconds }) => [
    code(stack),
    outcome === "failed" || outcome === "stopped" ? `**${outcome}**` : outcome,
    ...(counts ? [counts.add, counts.change, counts.replace, counts.destroy].map(String) : ["", "", "", ""]),
    seconds > 0 ? `${seconds} s` : "",
  ]);
  const table = markdownTable(
    [["Stack", "Outcome", "Add", "Change", "Replace", "Destroy", "Time"], ...rows],
    {
      align: ["l", "l", "r", "r", "r", "r", "r"],
      alignDelimiters: false,
    },
  );
  const reasons = stacks
    .filter((stack) => stack.reasons.length > 0)
    .map(({ stack, reasons: lines }) => `#### ${stack}\n\n${fenced("text", lines.join("\n"))}`);
  const outputs = stacks
    .filter(({ outputs: values = {} }) => Object.keys(values).length > 0)
    .map(
      ({ stack, outputs: values }) => `#### ${stack}\n\n${fenced("json", JSON.stringify(values, null, 2))}`,
    );
  return [
    `## Deployment of ${system} ${environment}`,
    stacks.length > 0 ? table : "Nothing to deploy.",
    ...reasons,
    ...(outputs.length > 0 ? ["### Outputs", ...outputs] : []),
  ].join("\n\n");
}
