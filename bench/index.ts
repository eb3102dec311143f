import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { reportAndExit } from "../constructs/core/failure";
import { loadSystem, SYSTEM_IDS } from "../systems/registry";
import { measureRehearsals, type RehearsalSubject } from "./rehearsal";
import { measureReport } from "./report";
import { measureGrowth, measureSynthesis } from "./synthesis";

// `npm run bench`: prints what synthesis costs, beside its floor, how it grows, what a report and what a rehearsal cost;
// `npm run bench -- synthesis growth` prints these two. Figures for people; nothing here passes or fails.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-bench-"));

const PARTS: Readonly<Record<string, () => string | Promise<string>>> = {
  synthesis: () => measureSynthesis(folder),
  growth: () => measureGrowth(folder),
  report: measureReport,
  rehearsal: async () => measureRehearsals(await everyEnvironment(), process.env),
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  try {
    for (const [name, measurePart] of Object.entries(PARTS)) {
      if (wanted.length === 0 || wanted.includes(name)) {
        process.stdout.write(`${await measurePart()}\n\n`);
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function everyEnvironment(): Promise<readonly RehearsalSubject[]> {
  const systems = await Promise.all(SYSTEM_IDS.map(loadSystem));
  return systems.flatMap(({ id, environments }) =>
    Object.keys(environments).map((environment) => ({ system: id, environment })),
  );
}

main().catch(reportAndExit);
