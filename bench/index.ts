import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { reportAndExit } from "../constructs/core/failure";
import { measureRehearsals } from "./rehearsal";
import { measureReport } from "./report";
import { measureSynthesis } from "./synthesis";

// `npm run bench`: prints what synthesis costs, beside its floor, what a report and what a rehearsal cost.
// Figures for people; nothing here passes or fails.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-bench-"));

async function main(): Promise<void> {
  try {
    process.stdout.write(`${measureSynthesis(folder)}\n\n`);
    process.stdout.write(`${measureReport()}\n\n`);
    const subjects = ["dev", "prod"].map((environment) => ({ system: "serverless-web", environment }));
    process.stdout.write(`${await measureRehearsals(subjects, process.env)}\n`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(reportAndExit);
