import fs from "node:fs";
import path from "node:path";
import Table from "cli-table3";
import { type Cost, measure } from "./measure";

const ROOT = path.join(__dirname, "..");
/**
 * What cdktf.json gives Node: room for a synthesis's short-lived objects, which saves a tenth of its time, and a later
 * optimization of functions, as most run too seldom to repay it, which saves a quarter of its processor time.
 */
const NODE_OPTIONS = ["--min-semi-space-size=16", "--interrupt-budget=600000"];
const ENVIRONMENTS = [1, 10, 50, 100];
const RUNS = 7;
const RUNS_OF_GROWTH = 3;

/** Measures the synthesis of the default system beside what none can go below. Target: 1.5 times that. */
export function measureSynthesis(folder: string): string {
  const outdir = path.join(folder, "default");
  const environment = { CDKTF_OUTDIR: outdir };
  const synthesis = [...NODE_OPTIONS, path.join(ROOT, "run.cjs"), path.join(ROOT, "main.ts")];
  const changed = ["--require", path.join(ROOT, "bench/forget.cjs"), ...synthesis];
  measure({ synthesis }, 0, environment);
  const costs = measure(
    { floor: [path.join(ROOT, "bench/floor.cjs"), outdir, path.join(folder, "floor")], changed, synthesis },
    RUNS,
    environment,
  );
  const times = (figure: "milliseconds" | "processorMilliseconds"): string =>
    (costs.synthesis[figure] / costs.floor[figure]).toFixed(2);
  const table = newTable([
    "serverless-web, both environments",
    "wall (median)",
    "min-max",
    "processor",
    "peak memory",
  ]);
  table.push(["floor: node, import cdktf, write the same bytes", ...row(costs.floor)]);
  table.push(["synthesis", ...row(costs.synthesis)]);
  table.push(["synthesis, first after a source has changed", ...row(costs.changed)]);
  return `${table.toString()}\n${times("milliseconds")} times the floor's wall time, ${times("processorMilliseconds")} times its processor time; medians of ${String(RUNS)} runs each, in turn`;
}

/** Measures how the synthesis grows with the environments. Targets: in proportion, and 250 MiB for a hundred. */
export function measureGrowth(folder: string): string {
  const table = newTable([
    "environments",
    "wall (median)",
    "min-max",
    "processor",
    "peak memory",
    "stacks",
    "per environment",
  ]);
  for (const count of ENVIRONMENTS) {
    const outdir = path.join(folder, `growth-${String(count)}`);
    const command = [
      ...NODE_OPTIONS,
      path.join(ROOT, "run.cjs"),
      path.join(ROOT, "bench/growth.ts"),
      String(count),
      outdir,
    ];
    const { synthesis } = measure({ synthesis: command }, RUNS_OF_GROWTH);
    const stacks = fs.readdirSync(path.join(outdir, "stacks")).length;
    table.push([
      String(count),
      ...row(synthesis),
      String(stacks),
      `${(synthesis.milliseconds / count).toFixed(1)} ms`,
    ]);
  }
  return table.toString();
}

function row({ milliseconds, spread, processorMilliseconds, mebibytes }: Cost): string[] {
  const [min, max] = spread;
  return [
    `${milliseconds.toFixed(0)} ms`,
    `${min.toFixed(0)}-${max.toFixed(0)} ms`,
    `${processorMilliseconds.toFixed(0)} ms`,
    `${mebibytes.toFixed(0)} MiB`,
  ];
}

function newTable(head: string[]): InstanceType<typeof Table> {
  return new Table({
    head,
    colAligns: ["left", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
}
