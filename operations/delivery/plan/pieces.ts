import fs from "node:fs";
import path from "node:path";
import { STACK_PLAN_VERSION, type StackPlan } from "./stack-plan";

/** A file that should hold the plan of one stack, and does not. */
export interface BrokenPiece {
  /** The file. */
  readonly file: string;
  /** What is wrong with it. */
  readonly fault: string;
}

/** The file of a stack's plan. */
export function pieceFile(folder: string, { system, stack }: Pick<StackPlan, "system" | "stack">): string {
  return path.join(folder, system, `${stack}.json`);
}

/** Writes the plan of a stack. */
export function writePiece(folder: string, plan: StackPlan): string {
  const file = pieceFile(folder, plan);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`);
  return file;
}

/** The plans below a folder, whatever the depth, so that artifacts can be unpacked into folders of their own. */
export function readPieces(folder: string): {
  readonly plans: readonly StackPlan[];
  readonly broken: readonly BrokenPiece[];
} {
  const plans: StackPlan[] = [];
  const broken: BrokenPiece[] = [];
  const files = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  for (const name of files.filter((file) => file.endsWith(".json")).sort()) {
    const file = path.join(folder, name);
    const fault = faultOf(fs.readFileSync(file, "utf8"));
    if (typeof fault === "string") {
      broken.push({ file, fault });
    } else {
      plans.push(fault);
    }
  }
  return { plans, broken };
}

function faultOf(text: string): StackPlan | string {
  if (text.trim() === "") {
    return "it is empty";
  }
  try {
    const plan = JSON.parse(text) as Partial<StackPlan>;
    if (plan.version !== STACK_PLAN_VERSION) {
      return `it has version ${String(plan.version)}, and ${STACK_PLAN_VERSION} is understood`;
    }
    return plan as StackPlan;
  } catch {
    return "it is no whole JSON";
  }
}
