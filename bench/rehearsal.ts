import Table from "cli-table3";
import { rehearse, type Rehearsal } from "../operations/rehearsal/run";

/** A system and environment to measure. */
export interface RehearsalSubject {
  readonly system: string;
  readonly environment: string;
}

/**
 * Measures the rehearsal of systems: the median and the slowest `terraform validate` of a stack, the whole rehearsal,
 * and the peak memory of the stand-in providers. Targets: 0.3 s, 60 s for serverless-web dev, 150 MiB.
 * One that fails has no figures, only its first error.
 */
export async function measureRehearsals(
  subjects: readonly RehearsalSubject[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const table = new Table({
    head: [
      "rehearsal",
      "stacks",
      "resources",
      "validate (median)",
      "slowest",
      "validate all",
      "whole",
      "providers' peak",
    ],
    style: { head: [], border: [] },
  });
  for (const subject of subjects) {
    const name = `${subject.system} ${subject.environment}`;
    try {
      table.push([name, ...(await figures(subject, variables))]);
    } catch (error) {
      const [firstLine = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
      table.push([name, { colSpan: 7, content: firstLine }]);
    }
  }
  return table.toString();
}

async function figures(
  { system, environment }: RehearsalSubject,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const only = await succeeded(rehearse({ system, environment, through: "validate", variables }));
  const whole = await succeeded(rehearse({ system, environment, variables }));
  const times = whole.stacks
    .flatMap(({ phases }) => phases.filter(({ phase }) => phase === "validate").map((phase) => phase.seconds))
    .sort((a, b) => a - b);
  return [
    String(whole.stacks.length),
    String(whole.stacks.reduce((sum, { resources }) => sum + resources, 0)),
    seconds(times[Math.floor(times.length / 2)]),
    seconds(times.at(-1)),
    seconds(only.seconds),
    seconds(whole.seconds),
    whole.peakMebibytes === undefined ? "unknown" : `${whole.peakMebibytes.toFixed(0)} MiB`,
  ];
}

async function succeeded(running: Promise<Rehearsal>): Promise<Rehearsal> {
  const rehearsal = await running;
  const error = rehearsal.stacks.flatMap(({ phases }) => phases.flatMap((phase) => phase.error ?? []))[0];
  if (!rehearsal.ok) {
    throw new Error(`the rehearsal failed: ${error ?? "no stack was reached"}`);
  }
  return rehearsal;
}

function seconds(value: number | undefined): string {
  return value === undefined ? "-" : `${value.toFixed(2)} s`;
}
