import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
  bootstrap,
  type BootstrapOptions,
  type BootstrapOutcome,
} from "../../../operations/bootstrap/bootstrap";
import type { Step } from "../../../operations/bootstrap/decide";
import type { Workspace } from "../../../operations/bootstrap/workspace";
import {
  type ReceivedRequest,
  startStateServers,
  type StateServers,
} from "../../../operations/embedded/state-servers";
import { runTerraform } from "../../../operations/terraform/run";
import { cleanVariables, killHard, start, temporaryFolder, until } from "../terraform";
import { FIXTURE } from "./environment";
import { fixtureStateWorkspace } from "./state-stack";

const ROOT = path.resolve(__dirname, "../../..");
const CHILD = path.join(__dirname, "bootstrap-child.ts");

/** The object that holds the state of the fixture's state stack. */
export const STATE_KEY = "fixture/dev/state/terraform.tfstate";

/** An account without remote state, and a project that bootstraps it. */
export class BootstrapHarness {
  /** The steps that the runs in this process have taken. */
  public readonly steps: Step[] = [];
  /** The Terraform commands that the runs in this process have started, by their first words. */
  public readonly commands: string[] = [];
  /** The work folder. */
  public readonly directory: string;
  private readonly project = temporaryFolder();
  private hold: ((request: ReceivedRequest) => boolean) | undefined;
  private holding = false;

  private constructor(
    public readonly servers: StateServers,
    private readonly workspace: Workspace,
  ) {
    this.directory = path.join(this.project, ".strata/bootstrap/fixture/dev");
  }

  public static async start(): Promise<BootstrapHarness> {
    let harness: BootstrapHarness | undefined = undefined;
    const servers = await startStateServers({
      onRequest: (request) => harness?.onRequest(request),
    });
    harness = new BootstrapHarness(servers, fixtureStateWorkspace(FIXTURE));
    return harness;
  }

  /** Runs the bootstrap in this process. */
  public run(overrides: Partial<BootstrapOptions> = {}): Promise<BootstrapOutcome> {
    return bootstrap({
      environment: FIXTURE,
      stack: "state-dev",
      workspace: this.workspace,
      directory: this.directory,
      adopt: false,
      variables: { ...cleanVariables(), ...this.servers.environment },
      terraform: (command, options) => {
        this.commands.push(command[0] === "state" ? `${command[0]} ${command[1] ?? ""}` : (command[0] ?? ""));
        return runTerraform(command, { ...options, output: "capture" });
      },
      onStep: (step) => {
        this.steps.push(step);
      },
      ...overrides,
    });
  }

  /** The one line that the bootstrap ends with, as it must fail. */
  public async refusal(overrides: Partial<BootstrapOptions> = {}): Promise<string> {
    try {
      const outcome = await this.run(overrides);
      return `no refusal but ${JSON.stringify(outcome)}`;
    } catch (error) {
      return (error as Error).message.replaceAll(this.directory, "WORK");
    }
  }

  /** Runs the bootstrap in another process, which dies in front of a Terraform command or of a step. */
  public async dieBefore(place: string): Promise<void> {
    const child = this.startChild({ KILL_BEFORE: place });
    const signal = await new Promise((resolve) =>
      child.once("close", (_code, by) => {
        resolve(by);
      }),
    );
    if (signal !== "SIGKILL") {
      throw new Error(`the bootstrap ended without reaching "${place}"`);
    }
  }

  /** Runs the bootstrap in another process and kills it, Terraform included, while the bucket is being made. */
  public async dieWhileMakingBucket(): Promise<void> {
    const held = path.join(this.project, "held");
    await this.dieWhen({ HOLD: "bucket", HELD: held }, () => fs.existsSync(held));
  }

  /** Runs the bootstrap in another process and kills it, Terraform included, while a request is on its way. */
  public async dieDuring(request: (request: ReceivedRequest) => boolean): Promise<void> {
    this.hold = request;
    await this.dieWhen({}, () => this.holding);
    this.hold = undefined;
    this.holding = false;
  }

  /** The state in the bucket; nothing when there is none. */
  public async state(): Promise<string | undefined> {
    return (await this.servers.hasBucket(FIXTURE.state.bucket))
      ? this.servers.getObject(FIXTURE.state.bucket, STATE_KEY)
      : undefined;
  }

  private onRequest(request: ReceivedRequest): Promise<void> | undefined {
    if (!this.hold?.(request)) {
      return undefined;
    }
    this.holding = true;
    return new Promise(() => undefined);
  }

  private async dieWhen(variables: Record<string, string>, when: () => boolean): Promise<void> {
    const pids = path.join(this.project, "terraform.pids");
    // Terraform runs in a process group of its own, whose leader has to be known to be killed.
    const binary = path.join(this.project, "terraform.sh");
    fs.writeFileSync(binary, `#!/bin/sh\necho $$ >> ${pids}\nexec terraform "$@"\n`, { mode: 0o755 });
    const child = this.startChild({ ...variables, TERRAFORM_BINARY_NAME: binary });
    await until("the bootstrap is where it shall die", when);
    await killHard(child);
    for (const pid of fs.readFileSync(pids, "utf8").trim().split("\n")) {
      killGroup(Number(pid));
    }
  }

  private startChild(variables: Record<string, string>): ChildProcess {
    const file = path.join(this.project, "workspace.json");
    fs.writeFileSync(file, JSON.stringify(this.workspace));
    return start(process.execPath, [path.join(ROOT, "run.cjs"), CHILD, file, this.directory], this.project, {
      ...this.servers.environment,
      ...variables,
    });
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // Ended long ago.
  }
}
