import fs from "node:fs";
import path from "node:path";
import type { Protection } from "../../../constructs/core/environment";
import { plainText } from "../../state/explain";
import type { Terraform, TerraformResult } from "../../terraform/run";
import { explainFailure } from "../explain";
import { missingIn } from "../plan/preview";
import { readPlan } from "../plan/read-plan";
import { type Counts, countsOf, fingerprintOf, isEmpty, type StackPlan } from "../plan/stack-plan";
import { summarizePlan } from "../plan/summarize";
import { consumptionsOf } from "../references";
import type { ReportedPlan } from "../report/report";
import type { SynthesizedStack } from "../workspace";
import { unapprovedDestroys } from "./approvals";
import { type Apply, LOCK_TIMEOUT } from "./through-cdktf";
import { reviewedPlans, unreviewed } from "./verify";

/** How a stack fared. */
export type Outcome =
  /** Deployed. */
  | "done"
  /** Nothing was to be done. */
  | "unchanged"
  /** May be deployed; nothing was applied, as only that was asked. */
  | "verified"
  /** Waits for an approval; nothing was applied. */
  | "stopped"
  /** Terraform failed. */
  | "failed"
  /** Was not begun, because a stack before it was not deployed. */
  | "not started";

/** What became of one stack. */
export interface StackOutcome {
  /** The stack: `network-dev`. */
  readonly stack: string;
  /** How it fared. */
  readonly outcome: Outcome;
  /** Why, for what was not deployed; one line each. */
  readonly reasons: readonly string[];
  /** What the plan would do or did. */
  readonly counts?: Counts;
  /** Names the plan, for `--approve-plan`. */
  readonly fingerprint?: string;
  /** Outputs that are no secrets. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** How long it took, to a tenth. */
  readonly seconds: number;
}

/** What a deployment needs beside the stack. */
export interface DeployContext {
  /** Every stack of the same output folder. */
  readonly all: readonly SynthesizedStack[];
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Runs Terraform. */
  readonly terraform: Terraform;
  /** Plans that were reviewed, by any of the pull requests that are deployed. */
  readonly reviewed: readonly ReportedPlan[];
  /** Whether the environment's data is protected. */
  readonly protection: Protection;
  /** Addresses, or `<stack>/<address>`, that may be destroyed. */
  readonly approvedDestroys: ReadonlySet<string>;
  /** Fingerprints of plans that are let through unreviewed, by stack. */
  readonly approvedPlans: ReadonlyMap<string, string>;
  /** Types that count as stateful beside the list. */
  readonly stateful: readonly string[];
  /** Whether to stop before the apply. */
  readonly verifyOnly: boolean;
  /** What applies the verified plan. @default - `terraform apply` */
  readonly apply?: Apply;
}

/** Holds secrets, and is removed whatever happens. */
const PLAN_FILE = "deploy.tfplan";

type Finding = Omit<StackOutcome, "stack" | "seconds">;

/** Plans one stack, judges the plan and applies exactly it. Never throws for what Terraform finds. */
export async function deployStack(stack: SynthesizedStack, context: DeployContext): Promise<StackOutcome> {
  const start = performance.now();
  const finding = await attempt(stack, context);
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  return { stack: stack.name, ...finding, seconds };
}

async function attempt(stack: SynthesizedStack, context: DeployContext): Promise<Finding> {
  const planFile = path.join(stack.workspace, PLAN_FILE);
  try {
    const plan = await freshPlan(stack, context);
    if ("outcome" in plan) {
      return plan;
    }
    const counts = countsOf(plan);
    const fingerprint = fingerprintOf(plan);
    if (isEmpty(plan)) {
      return { outcome: "unchanged", reasons: [], counts, ...(await publicOutputs(stack, context)) };
    }
    const reasons = objections(plan, context);
    if (reasons.length > 0) {
      return { outcome: "stopped", reasons, counts, fingerprint };
    }
    if (context.verifyOnly) {
      return { outcome: "verified", reasons: [], counts, fingerprint };
    }
    const applied = context.apply
      ? await context.apply(stack, PLAN_FILE)
      : await terraform(stack, context, "apply", LOCK_TIMEOUT, PLAN_FILE);
    return applied.exitCode === 0
      ? { outcome: "done", reasons: [], counts, fingerprint, ...(await publicOutputs(stack, context)) }
      : { ...failed(stack, applied), counts };
  } finally {
    fs.rmSync(planFile, { force: true });
  }
}

async function freshPlan(stack: SynthesizedStack, context: DeployContext): Promise<StackPlan | Finding> {
  const init = await terraform(stack, context, "init");
  if (init.exitCode !== 0) {
    return failed(stack, init);
  }
  const planned = await terraform(stack, context, "plan", LOCK_TIMEOUT, `-out=${PLAN_FILE}`);
  if (planned.exitCode !== 0) {
    const { states, outputs } = missingIn(plainText(planned.stderr));
    return context.verifyOnly && states.length + outputs.length > 0
      ? { outcome: "not started", reasons: ["can be planned when the stacks before it are deployed"] }
      : failed(stack, planned);
  }
  const reading = await readPlan(stack.workspace, PLAN_FILE, context.variables, context.terraform);
  return reading.plan
    ? summarizePlan(reading.plan, {
        stack,
        consumes: consumptionsOf(stack, context.all),
        stateful: context.stateful,
      })
    : { outcome: "failed", reasons: [reading.fault] };
}

/** Why a plan must not be applied; nothing when it may. */
function objections(plan: StackPlan, context: DeployContext): readonly string[] {
  return [
    ...unapprovedDestroys(plan, context.protection, context.approvedDestroys).map(
      ({ action, address }) =>
        `${action}s ${address}, which holds what cannot be made again; to allow it write in the pull request: approve-destroy: ${plan.stack}/${address}`,
    ),
    ...reviewObjections(plan, context),
  ];
}

function reviewObjections(plan: StackPlan, { reviewed, approvedPlans }: DeployContext): readonly string[] {
  const fingerprint = fingerprintOf(plan);
  if (approvedPlans.get(plan.stack) === fingerprint) {
    return [];
  }
  const known = reviewedPlans(reviewed, plan);
  const differences = typeof known === "string" ? [known] : unreviewed(known, plan);
  return differences.length === 0
    ? []
    : [
        ...differences,
        `to let exactly this plan through, run again with --approve-plan ${plan.stack}=${fingerprint}`,
      ];
}

function failed(stack: SynthesizedStack, { stdout, stderr }: TerraformResult): Finding {
  return { outcome: "failed", reasons: [explainFailure(stack, stderr.trim() === "" ? stdout : stderr)] };
}

async function publicOutputs(
  stack: SynthesizedStack,
  context: DeployContext,
): Promise<Pick<StackOutcome, "outputs">> {
  const { exitCode, stdout } = await terraform(stack, context, "output", "-json");
  if (exitCode !== 0) {
    return {};
  }
  const outputs = JSON.parse(stdout) as Readonly<
    Record<string, { readonly sensitive: boolean; readonly value: unknown }>
  >;
  return {
    outputs: Object.fromEntries(
      Object.entries(outputs)
        .filter(([, { sensitive }]) => !sensitive)
        .map(([name, { value }]) => [name, value]),
    ),
  };
}

function terraform(
  { workspace }: SynthesizedStack,
  { terraform: runTerraform, variables }: DeployContext,
  command: string,
  ...options: readonly string[]
): Promise<TerraformResult> {
  return runTerraform([command, "-no-color", ...options], { directory: workspace, variables });
}
