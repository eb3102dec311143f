import fs from "node:fs";
import path from "node:path";
import { plainText } from "../../state/explain";
import { runTerraform, type Terraform } from "../../terraform/run";
import { explainFailure } from "../explain";
import { missingIn } from "../plan/preview";
import { readPlan } from "../plan/read-plan";
import { isEmpty, type StackPlan } from "../plan/stack-plan";
import { planOf, summarizePlan } from "../plan/summarize";
import { consumptionsOf } from "../references";
import type { SynthesizedStack } from "../workspace";

/** How a stack compares with what is deployed. */
export type DriftStatus =
  /** The account is as the code says. */
  | "clean"
  /** A deployment of the same code would change something. */
  | "drifted"
  /** Nothing of it was ever deployed. */
  | "not deployed"
  /** It could not be planned. */
  | "failed";

/** One stack compared with the account. */
export interface StackDrift {
  /** The stack: `network-dev`. */
  readonly stack: string;
  /** How it compares. */
  readonly status: DriftStatus;
  /** What a deployment would do. */
  readonly plan: StackPlan;
}

const PLAN_FILE = "drift.tfplan";

/** Plans a stack without a lock and without writing anything, and tells whether the account is as the code says. */
export async function stackDrift(
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
  variables: Readonly<Record<string, string | undefined>>,
  terraform: Terraform = runTerraform,
): Promise<StackDrift> {
  const { workspace } = stack;
  const context = { stack, consumes: consumptionsOf(stack, all) };
  const failed = (error: string): StackDrift => ({
    stack: stack.name,
    status: "failed",
    plan: planOf(context, { status: "failed", error }),
  });
  try {
    for (const command of [["init"], ["plan", "-lock=false", `-out=${PLAN_FILE}`]]) {
      const { exitCode, stdout, stderr } = await terraform([...command, "-no-color"], {
        directory: workspace,
        variables,
      });
      if (exitCode !== 0) {
        return missingIn(plainText(stderr)).states.length > 0
          ? {
              stack: stack.name,
              status: "not deployed",
              plan: planOf(context, { status: "not plannable yet" }),
            }
          : failed(explainFailure(stack, stderr.trim() === "" ? stdout : stderr));
      }
    }
    const reading = await readPlan(workspace, PLAN_FILE, variables, terraform);
    if (!reading.plan) {
      return failed(reading.fault);
    }
    const plan = summarizePlan(reading.plan, context);
    return { stack: stack.name, status: statusOf(plan), plan };
  } finally {
    fs.rmSync(path.join(workspace, PLAN_FILE), { force: true });
  }
}

function statusOf(plan: StackPlan): DriftStatus {
  if (isEmpty(plan)) {
    return "clean";
  }
  const isFirst =
    plan.unchanged === 0 && plan.changes.every(({ action }) => ["create", "read"].includes(action));
  return isFirst && plan.drifted.length === 0 ? "not deployed" : "drifted";
}
