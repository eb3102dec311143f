import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Does something with a folder that exists only meanwhile. */
export async function temporaryFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-checkov-"));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
