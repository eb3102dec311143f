import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { measureSynthesis } from "./synthesis";

// `npm run bench`: prints what synthesis costs, beside its floor. Figures for people; nothing here passes or fails.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-bench-"));
try {
  process.stdout.write(`${measureSynthesis(folder)}\n`);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
