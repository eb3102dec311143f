import fs from "node:fs";
import path from "node:path";
import type { CheckovRun } from "../../../operations/checkov/compare";

/** The run of Checkov that was recorded last, by `npm run checkov -- --record`. */
export function recordedRun(): CheckovRun {
  return JSON.parse(fs.readFileSync(path.join(__dirname, "recorded.json"), "utf8")) as CheckovRun;
}
