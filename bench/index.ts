import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { reportAndExit } from "../constructs/core/failure";
import { measureRehearsals } from "./rehearsal";
import { measureSynthesis } from "./synthesis";

// `npm run bench`: prints what synthesis costs, beside its floor, and what a rehearsal costs where there is a Terraform.
// Figures for people; nothing here passes or fails.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-bench-"));

async function main(): Promise<void> {
  try {
    process.stdout.write(`${measureSynthesis(folder)}\n\n`);
    const subjects = ["dev", "prod"].map((environment) => ({ system: "serverless-web", environment }));
    process.stdout.write(`${await measureRehearsals(subjects, process.env)}\n`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(reportAndExit);
