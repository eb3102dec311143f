import type { AttributeChange, Shown } from "../plan/differences";
import { CHANGING, type ResourceChange, type StackPlan } from "../plan/stack-plan";

/** Longest value that is shown whole. */
const VALUE_LENGTH = 400;
/** Attributes of one resource that are shown; all are in the JSON. */
const SHOWN_ATTRIBUTES = 40;

const SIGN: Readonly<Record<ResourceChange["action"], string>> = {
  create: "+",
  import: "+",
  update: "!",
  move: "!",
  replace: "!",
  destroy: "-",
  forget: "-",
  read: "#",
};

/** The changes of a plan as lines of a diff, grouped by construct path. */
export function diffLines(plan: Pick<StackPlan, "changes" | "outputs">): readonly string[] {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of plan.changes.filter(({ action }) => CHANGING.includes(action))) {
    const group = groupOf(change);
    groups.set(group, [...(groups.get(group) ?? []), change]);
  }
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([group, changes]) => [`@@ ${group} @@`, ...changes.flatMap(resourceLines)]);
  return plan.outputs.length === 0
    ? lines
    : [
        ...lines,
        "@@ outputs @@",
        ...plan.outputs.flatMap(({ name, before, after }) =>
          sideLines({ path: name, ...(before && { before }), ...(after && { after }) }, ""),
        ),
      ];
}

/** The construct that holds the resource; a resource directly in the stack stands under its own name. */
export function groupOf({ construct }: ResourceChange): string {
  const end = construct.lastIndexOf("/");
  return end < 0 ? construct : construct.slice(0, end);
}

function resourceLines(change: ResourceChange): readonly string[] {
  const { action, address, movedFrom, attributes } = change;
  const what =
    action === "replace"
      ? "  is replaced"
      : action === "destroy"
        ? "  is destroyed"
        : action === "forget"
          ? "  is forgotten by Terraform and stays in the account"
          : action === "import"
            ? "  is imported"
            : "";
  const moved = movedFrom === undefined ? "" : `  moved from ${movedFrom}`;
  const rest = attributes.length - SHOWN_ATTRIBUTES;
  return [
    `${SIGN[action]} ${address}${what}${moved}`,
    ...attributes.slice(0, SHOWN_ATTRIBUTES).flatMap((attribute) => sideLines(attribute, "    ")),
    ...(rest > 0 ? [`#     and ${rest} more attributes, see report.json`] : []),
  ];
}

function sideLines({ path, before, after, forcesReplacement }: AttributeChange, indent: string): string[] {
  const why = forcesReplacement ? "  # forces replacement" : "";
  return [
    ...(before ? [`- ${indent}${path} = ${shown(before)}${after ? "" : why}`] : []),
    ...(after ? [`+ ${indent}${path} = ${shown(after)}${why}`] : []),
  ];
}

/** One side of a change in one line. */
export function shown(side: Shown): string {
  if ("hidden" in side) {
    return side.hidden === "sensitive" ? "(sensitive value)" : "(known after apply)";
  }
  const text = JSON.stringify(side.value);
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}… (${text.length} characters)` : text;
}

/** A fenced block that no content can close. */
export function fenced(language: string, content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

/** Text that Markdown takes literally, in one line. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  const ticks = "`".repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return ticks.length > 1 ? `${ticks} ${line} ${ticks}` : `\`${line}\``;
}
