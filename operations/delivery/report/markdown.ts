import { markdownTable } from "markdown-table";
import { countsOf, destroys, isEmpty } from "../plan/stack-plan";
import { changeGraph } from "./graph";
import type { Report, ReportedPlan } from "./report";
import { code, diffLines, fenced } from "./text";

/** What finds the comment again. */
export const REPORT_MARKER = "<!-- strata:plan-report -->";
/** Most characters of a comment on GitHub. */
export const COMMENT_LIMIT = 65_536;

/** Callouts that are listed before the rest is counted. */
const LISTED = 30;
const LONGEST_CELL = 160;

/** Where the whole report lies. */
export interface MarkdownOptions {
  /** Address of the artifact. @default - the artifact is named */
  readonly artifactUrl?: string | undefined;
  /** Most characters. @default - no limit */
  readonly limit?: number;
}

/**
 * The report for people. What does not fit is cut at whole stacks, whose names are listed with a pointer to the rest;
 * the tables and everything that needs attention always come first.
 */
export function reportMarkdown(
  report: Report,
  { artifactUrl, limit = Infinity }: MarkdownOptions = {},
): string {
  const pointer = artifactUrl === undefined ? "the artifact `plan-report`" : `[the artifact](${artifactUrl})`;
  const fixed = [REPORT_MARKER, title(report), dangers(report), holes(report), tables(report)].filter(
    (part) => part !== "",
  );
  const graph = changeGraph(report.plans);
  const details = report.plans
    .filter((plan) => !isEmpty(plan))
    .map((plan) => ({ name: `${plan.system}/${plan.stack}`, text: stackDetails(plan) }));

  // The tail is reserved at its longest, so that what is added last never breaks the limit.
  const tail = (names: readonly string[]): string =>
    names.length === 0
      ? ""
      : `**Not shown for want of room:** ${names.slice(0, LISTED).map(code).join(", ")}${
          names.length > LISTED ? ` and ${names.length - LISTED} more` : ""
        }. Read them in ${pointer}.`;
  const room = limit - tail(details.map(({ name }) => name)).length - 2;

  const parts: string[] = [];
  let length = 0;
  const add = (text: string): boolean => {
    if (length + text.length + 2 > room) {
      return false;
    }
    parts.push(text);
    length += text.length + 2;
    return true;
  };
  if (!add(fixed.join("\n\n"))) {
    return cutAtLine(
      fixed.join("\n\n"),
      limit,
      `The report is too long for a comment. Read it in ${pointer}.`,
    );
  }
  if (graph !== undefined) {
    add(`<details><summary>Graph of what changes</summary>\n\n${fenced("mermaid", graph)}\n\n</details>`);
  }
  const omitted = details.filter(({ text }) => !add(text)).map(({ name }) => name);
  return [...parts, tail(omitted)].filter((part) => part !== "").join("\n\n");
}

function cutAtLine(text: string, limit: number, note: string): string {
  const room = text.slice(0, limit - note.length - 2);
  return `${room.slice(0, room.lastIndexOf("\n"))}\n\n${note}`;
}

function title({ plans, missing, broken }: Report): string {
  const failed = plans.filter(({ status }) => status === "failed").length + missing.length + broken.length;
  const changing = plans.filter((plan) => plan.status !== "failed" && !isEmpty(plan)).length;
  const noun = (count: number) => `${count} ${count === 1 ? "stack" : "stacks"}`;
  const text =
    changing === 0 ? "no stack changes" : `${noun(changing)} ${changing === 1 ? "changes" : "change"}`;
  return `## Terraform plan: ${text}${failed > 0 ? `, ${failed} could not be planned` : ""}`;
}

function dangers({ plans, removed }: Report): string {
  const lines = plans.flatMap((plan) =>
    plan.changes
      .filter((change) => change.stateful && destroys(change))
      .map(
        ({ action, address }) =>
          `- ${code(plan.stack)} ${action === "replace" ? "replaces" : action === "forget" ? "forgets" : "destroys"} ${code(address)}. ` +
          `A protected environment wants in this pull request: ${code(`approve-destroy: ${plan.stack}/${address}`)}`,
      ),
  );
  const blocks = [
    callout("CAUTION", "What holds data is destroyed or replaced", lines),
    callout(
      "WARNING",
      "Stacks are no longer in the code, and what they made stays until they are destroyed from a commit that has them",
      removed.map(({ system, stack }) => `- ${code(`${system}/${stack}`)}`),
    ),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

function holes({ missing, broken, plans }: Report): string {
  const lines = [
    ...missing.map(({ system, stack, fault }) => `- ${code(`${system}/${stack}`)}: ${inline(fault)}`),
    ...broken.map(({ file, fault }) => `- ${code(file)}: ${inline(fault)}`),
    ...plans
      .filter(({ status }) => status === "failed")
      .map(({ system, stack, error = "" }) => `- ${code(`${system}/${stack}`)}: ${inline(error)}`),
  ];
  return callout("IMPORTANT", "This report is not whole", lines);
}

function callout(kind: string, heading: string, lines: readonly string[]): string {
  if (lines.length === 0) {
    return "";
  }
  const rest = lines.length - LISTED;
  const all = [...lines.slice(0, LISTED), ...(rest > 0 ? [`- and ${rest} more`] : [])];
  return [`> [!${kind}]`, `> **${heading}**`, ">", ...all.map((line) => `> ${line}`)].join("\n");
}

function tables({ plans, missing }: Report): string {
  const rows = [
    ...plans.map((plan) => ({ ...place(plan), cells: planCells(plan) })),
    ...missing.map((entry) => ({
      ...place(entry),
      cells: [code(entry.stack), "", "", "", "", "**missing**"],
    })),
  ];
  return [...new Set(rows.map(({ heading }) => heading))]
    .map((heading) => {
      const table = markdownTable(
        [HEAD, ...rows.filter((row) => row.heading === heading).map(({ cells }) => cells)],
        { align: ["l", "r", "r", "r", "r", "l"], padding: true, alignDelimiters: false },
      );
      return `### ${heading}\n\n${table}`;
    })
    .join("\n\n");
}

const HEAD = ["Stack", "Add", "Change", "Replace", "Destroy", "Result"];

function place({ system, environment }: { readonly system: string; readonly environment: string }): {
  readonly heading: string;
} {
  return { heading: `${system} ${environment}` };
}

function planCells(plan: ReportedPlan): string[] {
  const { add, change, replace, destroy } = countsOf(plan);
  const planned = plan.status === "planned" || plan.status === "preview";
  const counts = planned ? [add, change, replace, destroy].map(String) : ["", "", "", ""];
  return [code(plan.stack), ...counts, result(plan)];
}

function result(plan: ReportedPlan): string {
  const after = plan.after.length > 0 ? `after ${plan.after.map(code).join(", ")} is deployed` : "";
  switch (plan.status) {
    case "failed":
      return "**failed**";
    case "not plannable yet":
      return `**not plannable yet**, ${after}`;
    case "preview":
      return after;
    case "planned": {
      const text = isEmpty(plan) ? "no change" : changesOutputsOnly(plan) ? "outputs only" : "planned";
      return plan.provisional.length > 0
        ? `${text}, provisional: ${inline(plan.provisional.join("; "))}`
        : text;
    }
  }
}

function changesOutputsOnly(plan: ReportedPlan): boolean {
  return Object.values(countsOf(plan)).every((count) => count === 0);
}

/** One line of prose that cannot turn into markup, a table's border or a mention. */
function inline(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return code(line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL)}…` : line);
}

function stackDetails(plan: ReportedPlan): string {
  const content =
    plan.error === undefined ? fenced("diff", diffLines(plan).join("\n")) : fenced("text", plan.error);
  const drift =
    plan.drifted.length > 0
      ? `\n\nChanged outside of Terraform: ${plan.drifted.slice(0, LISTED).map(code).join(", ")}`
      : "";
  return `<details><summary><b>${plan.stack}</b> of ${plan.system}: ${summaryText(plan)}</summary>\n\n${content}${drift}\n\n</details>`;
}

function summaryText(plan: ReportedPlan): string {
  if (plan.error !== undefined) {
    return plan.status;
  }
  const { add, change, replace, destroy } = countsOf(plan);
  return `${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy`;
}
