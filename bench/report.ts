import { summarizePlan } from "../operations/delivery/plan/summarize";
import { collectReport } from "../operations/delivery/report/report";
import type { SynthesizedStack } from "../operations/delivery/workspace";
import { reportMarkdown } from "../operations/delivery/report/markdown";

const STACK: SynthesizedStack = {
  name: "big-dev",
  layer: "big",
  environment: "dev",
  system: "example",
  dependencies: [],
  workspace: "cdktf.out/stacks/big-dev",
  workspaceFile: "cdktf.out/stacks/big-dev/cdk.tf.json",
  stateId: "s3:bucket:example/dev/big/terraform.tfstate",
  files: new Map(),
  json: {},
};
const RESOURCES = 1500;
const ATTRIBUTES = 40;
const RUNS = 5;

/** Measures the pull-request report of a large plan: the median of several in one process. Target: one second. */
export function measureReport(): string {
  const text = JSON.stringify(largePlan());
  const times = Array.from({ length: RUNS }, () => {
    const start = process.hrtime.bigint();
    const plan = JSON.parse(text) as Parameters<typeof summarizePlan>[0];
    const summary = summarizePlan(plan, { stack: STACK, consumes: [] });
    reportMarkdown(collectReport([summary], []));
    return Number(process.hrtime.bigint() - start) / 1e6;
  }).sort((a, b) => a - b);
  const megabytes = (text.length / 1e6).toFixed(1);
  return `report of a plan of ${String(RESOURCES)} resources, ${megabytes} MB: ${(times[2] ?? NaN).toFixed(0)} ms (median of ${String(RUNS)})`;
}

/** A third of the resources change in four attributes, some are new. */
function largePlan(): object {
  const body = (changed: number): object =>
    Object.fromEntries(
      Array.from({ length: ATTRIBUTES }, (_, index) => [
        `attribute_${String(index)}`,
        { nested: [{ index, value: index % 10 === 0 ? changed : 0 }] },
      ]),
    );
  const change = (index: number): object => {
    if (index % 15 === 0) {
      return { actions: ["create"], before: null, after: body(1) };
    }
    return index % 3 === 1
      ? { actions: ["update"], before: body(1), after: body(2) }
      : { actions: ["no-op"], before: body(1), after: body(1) };
  };
  return {
    format_version: "1.2",
    resource_changes: Array.from({ length: RESOURCES }, (_, index) => ({
      address: `aws_x.n${String(index)}`,
      mode: "managed",
      type: "aws_x",
      name: `n${String(index)}`,
      change: change(index),
    })),
  };
}
