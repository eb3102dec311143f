import { CHANGING, countsOf, destroys, isEmpty, type ResourceChange } from "../plan/stack-plan";
import type { ReportedPlan } from "./report";
import { groupOf } from "./text";

/** Above this many nodes a graph shows stacks only, and above it again none at all: nobody reads it. */
const MOST_NODES = 60;

const STYLES = [
  "classDef add fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  "classDef change fill:#fff8c5,stroke:#9a6700,color:#1f2328",
  "classDef destroy fill:#ffebe9,stroke:#cf222e,color:#1f2328",
  "classDef waits fill:#f6f8fa,stroke:#59636e,color:#1f2328,stroke-dasharray:4 3",
];

/** A Mermaid graph of the stacks that change, their constructs and their order; nothing when there is none to show. */
export function changeGraph(plans: readonly ReportedPlan[]): string | undefined {
  const changing = plans.filter((plan) => !isEmpty(plan));
  if (changing.length === 0 || changing.length > MOST_NODES) {
    return undefined;
  }
  const groups = changing.map(constructGroups);
  const nodes = changing.length + groups.reduce((sum, group) => sum + group.size, 0);
  const ids = new Map(changing.map((plan, index) => [`${plan.system}/${plan.stack}`, `s${index}`]));

  const lines: string[] = ["flowchart LR"];
  changing.forEach((plan, index) => {
    lines.push(`  s${index}["${label(plan.stack)}<br/>${label(summary(plan))}"]:::${stackClass(plan)}`);
    if (nodes <= MOST_NODES) {
      [...(groups[index] ?? [])].forEach(([group, changes], position) => {
        const id = `s${index}c${position}`;
        lines.push(`  ${id}(["${label(group)}"]):::${changeClass(changes)}`, `  s${index} -.- ${id}`);
      });
    }
  });
  for (const plan of changing) {
    for (const dependency of plan.dependencies) {
      const from = ids.get(`${plan.system}/${dependency}`);
      const to = ids.get(`${plan.system}/${plan.stack}`);
      if (from !== undefined && to !== undefined) {
        lines.push(`  ${from} --> ${to}`);
      }
    }
  }
  return [...lines, ...STYLES.map((style) => `  ${style}`)].join("\n");
}

function constructGroups({ changes }: ReportedPlan): ReadonlyMap<string, ResourceChange[]> {
  const groups = new Map<string, ResourceChange[]>();
  for (const change of changes.filter(({ action }) => CHANGING.includes(action))) {
    const group = groupOf(change);
    groups.set(group, [...(groups.get(group) ?? []), change]);
  }
  return groups;
}

function summary(plan: ReportedPlan): string {
  const { add, change, replace, destroy } = countsOf(plan);
  const parts = [
    add > 0 ? `${add} add` : "",
    change > 0 ? `${change} change` : "",
    replace > 0 ? `${replace} replace` : "",
    destroy > 0 ? `${destroy} destroy` : "",
  ].filter((part) => part !== "");
  if (plan.status === "failed" || plan.status === "not plannable yet") {
    return plan.status;
  }
  return parts.join(", ") || "outputs";
}

function stackClass(plan: ReportedPlan): string {
  return plan.status === "failed" || plan.status === "not plannable yet"
    ? "waits"
    : changeClass(plan.changes);
}

function changeClass(changes: readonly ResourceChange[]): string {
  if (changes.some(destroys)) {
    return "destroy";
  }
  return changes.length > 0 && changes.every(({ action }) => action === "create" || action === "read")
    ? "add"
    : "change";
}

function label(text: string): string {
  return text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;");
}
