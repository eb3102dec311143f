import { markdownTable } from "markdown-table";
import { countsOf } from "../plan/stack-plan";
import { code, diffLines, fenced } from "../report/text";
import type { StackDrift } from "./drift";

/** What finds an environment's issue again. */
export function driftMarker(system: string, environment: string): string {
  return `<!-- strata:drift ${system}/${environment} -->`;
}

/** The drift of one environment for its issue, cut at a whole stack where it does not fit. */
export function driftMarkdown(
  system: string,
  environment: string,
  stacks: readonly StackDrift[],
  limit: number,
): string {
  const table = markdownTable(
    [
      ["Stack", "State", "Add", "Change", "Replace", "Destroy"],
      ...stacks.map(({ stack, status, plan }) => {
        const { add, change, replace, destroy } = countsOf(plan);
        return [
          code(stack),
          status === "clean" ? status : `**${status}**`,
          ...[add, change, replace, destroy].map(String),
        ];
      }),
    ],
    { align: ["l", "l", "r", "r", "r", "r"], alignDelimiters: false },
  );
  let text = [
    driftMarker(system, environment),
    `What is deployed in ${system} ${environment} differs from the code. A deployment of the same code would do this:`,
    table,
  ].join("\n\n");
  const omitted: string[] = [];
  for (const { stack, status, plan } of stacks.filter((entry) => entry.status !== "clean")) {
    const content = plan.error ?? diffLines(plan).join("\n");
    const outside =
      plan.drifted.length > 0
        ? `\n\nChanged outside of Terraform: ${plan.drifted.slice(0, 30).map(code).join(", ")}`
        : "";
    const part = `\n\n### ${stack}: ${status}\n\n${fenced(plan.error === undefined ? "diff" : "text", content)}${outside}`;
    if (text.length + part.length > limit - 1000) {
      omitted.push(stack);
    } else {
      text += part;
    }
  }
  return omitted.length === 0
    ? text
    : `${text}\n\nNot shown for want of room: ${omitted.slice(0, 20).map(code).join(", ")}; see drift.md of the run.`;
}
