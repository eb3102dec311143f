import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { cleanVariables, temporaryFolder } from "../terraform";
import type { FixtureValues } from "./app";

const ROOT = path.resolve(__dirname, "../../..");

/** What a command left. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface RunningCommand {
  readonly result: Promise<CommandResult>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** A project of cdktf in a git repository of its own, whose stacks need no AWS. */
export class FixtureRepository {
  public readonly folder = temporaryFolder();

  public constructor(private readonly variables: Readonly<Record<string, string>> = {}) {
    const settings = {
      language: "typescript",
      app: `node --require ${path.join(ROOT, "register.cjs")} ${path.join(__dirname, "app.ts")}`,
      projectId: "fixture",
      sendCrashReports: "false",
    };
    this.write("cdktf.json", JSON.stringify(settings));
    this.write(".gitignore", "cdktf.out/\nplans/\nreport/\ndeployment/\n");
    this.git("init", "--quiet", "--initial-branch=main");
  }

  /** Commits new values; returns the commit. */
  public commit(values: Readonly<Record<string, FixtureValues>>): string {
    this.write("values.json", JSON.stringify(values));
    return this.commitAll("values");
  }

  /** Commits whatever was written. */
  public commitAll(message: string): string {
    this.git("add", "--all");
    this.git(
      "-c",
      "user.name=Fixture",
      "-c",
      "user.email=fixture@example.com",
      "commit",
      "--quiet",
      "--message",
      message,
    );
    return this.git("rev-parse", "HEAD").trim();
  }

  public write(name: string, content: string): void {
    fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
    fs.writeFileSync(path.join(this.folder, name), content);
  }

  public read(name: string): string {
    return fs.readFileSync(path.join(this.folder, name), "utf8");
  }

  public json(name: string): unknown {
    return JSON.parse(this.read(name));
  }

  /** Runs one of our commands in the repository, as npm would. */
  public command(entry: string, ...args: readonly string[]): Promise<CommandResult> {
    return this.start(entry, ...args).result;
  }

  /** Starts one of our commands, so that it can be sent a signal. */
  public start(entry: string, ...args: readonly string[]): RunningCommand {
    return this.run(process.execPath, [
      path.join(ROOT, "run.cjs"),
      path.join(ROOT, "operations", `${entry}.ts`),
      ...args,
    ]);
  }

  /** Writes the workspaces of the working tree to `cdktf.out`. */
  public async synthesize(): Promise<void> {
    fs.rmSync(path.join(this.folder, "cdktf.out"), { recursive: true, force: true });
    const { app } = this.json("cdktf.json") as { readonly app: string };
    const { status, stderr } = await this.run("sh", ["-c", app]).result;
    if (status !== 0) {
      throw new Error(stderr);
    }
  }

  private run(program: string, args: readonly string[]): RunningCommand {
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...cleanVariables(), CI: "1", GITHUB_STEP_SUMMARY: "", ...this.variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    return {
      result: new Promise((resolve) => {
        child.once("close", (status) => {
          resolve({ status, stdout, stderr });
        });
      }),
      signal: (name) => {
        child.kill(name);
      },
    };
  }

  private git(...args: readonly string[]): string {
    return execFileSync("git", args, {
      cwd: this.folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}
