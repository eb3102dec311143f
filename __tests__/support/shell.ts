import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What a script did. */
export interface ShellRun {
  /** Exit code. */
  readonly status: number | null;
  /** What it printed. */
  readonly stdout: string;
  /** What it complained about. */
  readonly stderr: string;
  /** The calls of the commands that were stood in for, in order: `docker push a:1`. */
  readonly calls: readonly string[];
  /** The content of the files that were asked for, where the script left them. */
  readonly files: Readonly<Record<string, string>>;
}

/** What a script finds around it. */
export interface ShellSurroundings {
  /** Bodies of the commands that are stood in for, as shell text; each call is recorded first. */
  readonly commands: Readonly<Record<string, string>>;
  /** Its variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Files that exist before, by path. */
  readonly before?: readonly string[];
  /** Files whose content is wanted afterwards. */
  readonly after?: readonly string[];
}

/** Runs a script by bash in an empty directory, with other programs than those named taken from the machine. */
export function runShell(script: string, surroundings: ShellSurroundings): ShellRun {
  const { commands, variables = {}, before = [], after = [] } = surroundings;
  const root = mkdtempSync(join(tmpdir(), "strata-shell-"));
  try {
    const [bin, work, log] = [join(root, "bin"), join(root, "work"), join(root, "calls")];
    mkdirSync(bin);
    mkdirSync(work);
    writeFileSync(log, "");
    for (const [name, body] of Object.entries(commands)) {
      const file = join(bin, name);
      writeFileSync(file, `#!/bin/bash\nprintf '%s\\n' "${name} $*" >> "${log}"\n${body}\n`);
      chmodSync(file, 0o755);
    }
    for (const file of before) {
      mkdirSync(dirname(join(work, file)), { recursive: true });
      writeFileSync(join(work, file), "");
    }
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
      cwd: work,
      env: { PATH: `${bin}:/usr/bin:/bin`, ...variables },
      encoding: "utf8",
    });
    return {
      status,
      stdout,
      stderr,
      calls: readFileSync(log, "utf8").split("\n").filter(Boolean),
      files: Object.fromEntries(after.map((file) => [file, readFileSync(join(work, file), "utf8")])),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
