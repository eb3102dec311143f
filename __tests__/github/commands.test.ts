import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import packageJson from "../../package.json";
import { workflowFiles } from "./actionlint";

const FILES = [
  ...workflowFiles(),
  path.join(".github", "scripts", "deliver.sh"),
  ".github/actions/set-up/action.yml",
];

interface Call {
  readonly script: string;
  readonly subcommand: string | undefined;
  readonly flags: readonly string[];
}

/** The project's commands as workflows call them, by npm or by its entry; continued lines belong together. */
function calls(): readonly Call[] {
  return FILES.flatMap((file) => {
    const text = fs.readFileSync(file, "utf8").replace(/\\\n\s*/g, "");
    const call = /(?:npm run (?:--silent )?([\w-]+) --|node run\.cjs operations\/([\w-]+)\.ts)([^\n]*)/g;
    return [...text.matchAll(call)].map(([, byNpm, byEntry = "", rest = "", script = byNpm ?? byEntry]) => ({
      script,
      subcommand: script === "workflow" ? /^ ([\w-]+)/.exec(rest)?.[1] : undefined,
      flags: [...rest.matchAll(/ (--[a-z-]+)/g)].map(([, flag = ""]) => flag),
    }));
  });
}

/** The flags that a command's own help names. */
function helpOf({ script, subcommand }: Call): string {
  const [, ...entry] = (packageJson.scripts as Readonly<Record<string, string>>)[script]?.split(" ") ?? [];
  const args = [...entry, ...(subcommand === undefined ? [] : [subcommand]), "--help"];
  return spawnSync(process.execPath, args, { encoding: "utf8" }).stdout;
}

const UNIQUE = [...new Map(calls().map((call) => [JSON.stringify(call), call] as const)).values()];

describe("the commands that workflows call", () => {
  test("are found", () => {
    expect([...new Set(UNIQUE.map(({ script }) => script))].sort()).toEqual([
      "affected",
      "checkov",
      "drift",
      "guardrails",
      "plan",
      "plan-report",
      "rehearse",
      "workflow",
      "workspaces",
    ]);
  });

  test.each(
    UNIQUE.map((call) => [`${call.script} ${call.subcommand ?? ""} ${call.flags.join(" ")}`, call] as const),
  )("%s: exists and takes these flags", (_name, call) => {
    const help = helpOf(call);

    expect(Object.keys(packageJson.scripts)).toContain(call.script);
    expect(help).toContain("Usage:");
    for (const flag of call.flags) {
      expect(help).toContain(flag);
    }
  });

  test.each(["deploy", "verify-plan"])("%s takes the flags of deliver.sh", (script) => {
    const flags = fs
      .readFileSync(path.join(".github", "scripts", "deliver.sh"), "utf8")
      .match(/ ?--[a-z-]{4,}/g)
      ?.filter((flag) => script === "deploy" || flag.trim() !== "--through");
    const help = helpOf({ script, subcommand: undefined, flags: [] });

    for (const flag of (flags ?? []).map((text) => text.trim())) {
      expect(help).toContain(flag);
    }
  });
});
