import { spawn } from "node:child_process";
import path from "node:path";
import { StrataError } from "../../constructs/core/errors";
import { guardChild } from "../terraform/children";

const ROOT = path.join(__dirname, "../..");

/** What to synthesize, and where to. */
export interface SynthesisRequest {
  /** @default - the default system */
  readonly system?: string | undefined;
  /** @default - every environment of the system */
  readonly environment?: string | undefined;
  /** The folder that cdktf writes. */
  readonly outdir: string;
  /** Environment variables of the synthesis. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Synthesizes a system as a user would, in a process of its own, so that what is rehearsed is what is deployed.
 *
 * @throws StrataError with the program's own words when it does not synthesize
 */
export function synthesizeInto({ system, environment, outdir, variables }: SynthesisRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, "run.cjs"), path.join(ROOT, "main.ts")], {
      cwd: ROOT,
      env: {
        ...variables,
        CDKTF_OUTDIR: outdir,
        ...(system !== undefined && { SYSTEM: system }),
        ...(environment !== undefined && { ENVIRONMENTS: environment }),
      },
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    const release = guardChild(child);
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
    child.once("close", (code, signal) => {
      const endedBy = release() ?? signal;
      if (endedBy) {
        reject(new StrataError(`synthesis: was ended by ${endedBy}; run the command again`));
      } else if (code === 0) {
        resolve();
      } else {
        reject(
          new StrataError(
            words.trim() || `synthesis: must succeed, got exit code ${String(code)}; run npm run synth`,
          ),
        );
      }
    });
  });
}
