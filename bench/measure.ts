import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** What one command costs as a process of its own. */
export interface Cost {
  /** Median wall time from start to exit, in milliseconds. */
  readonly milliseconds: number;
  /** Fastest and slowest run, in milliseconds: how quiet the machine was. */
  readonly spread: readonly [number, number];
  /** Median time on the processors, in milliseconds: what neighbours on the machine hardly change. */
  readonly processorMilliseconds: number;
  /** Median of the peak resident memory, in MiB. */
  readonly mebibytes: number;
}

const PRELOAD = path.join(__dirname, "usage.cjs");

/**
 * Runs commands in turn, A B A B, each in a fresh process and after one run that does not count, and takes medians:
 * in turn, so that a slow minute of the machine falls on all of them.
 *
 * @param commands - Node arguments by name
 * @param runs - counted runs of each
 * @param environment - variables beside the process's own
 * @throws Error when a command fails; its output is in the message
 */
export function measure<Name extends string>(
  commands: Readonly<Record<Name, readonly string[]>>,
  runs: number,
  environment: Readonly<Record<string, string>> = {},
): Readonly<Record<Name, Cost>> {
  const names = Object.keys(commands) as Name[];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const name of names) {
      const sample = once(commands[name], environment);
      if (run > 0) {
        samples.get(name)?.push(sample);
      }
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, costOf(samples.get(name) ?? [])]),
  ) as unknown as Record<Name, Cost>;
}

interface Sample {
  readonly milliseconds: number;
  readonly processorMilliseconds: number;
  readonly mebibytes: number;
}

function once(command: readonly string[], environment: Readonly<Record<string, string>>): Sample {
  const usage = path.join(os.tmpdir(), `strata-bench-${String(process.pid)}`);
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ["--require", PRELOAD, ...command], {
    env: { ...process.env, ...environment, STRATA_BENCH_USAGE: usage },
    encoding: "utf8",
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) {
    throw new Error(`${command.join(" ")} ended with ${String(status)}:\n${stderr}`);
  }
  const { kibibytes, microseconds } = JSON.parse(fs.readFileSync(usage, "utf8")) as {
    kibibytes: number;
    microseconds: number;
  };
  fs.rmSync(usage);
  return { milliseconds, processorMilliseconds: microseconds / 1000, mebibytes: kibibytes / 1024 };
}

function costOf(samples: readonly Sample[]): Cost {
  const sorted = (figure: keyof Sample): number[] =>
    samples.map((sample) => sample[figure]).sort((a, b) => a - b);
  const times = sorted("milliseconds");
  return {
    milliseconds: median(times),
    spread: [times[0] ?? NaN, times.at(-1) ?? NaN],
    processorMilliseconds: median(sorted("processorMilliseconds")),
    mebibytes: median(sorted("mebibytes")),
  };
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
