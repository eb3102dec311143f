import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ProblemsError, StrataError } from "../../constructs/core/errors";
import { bootstrapCommand } from "../state/explanations";
import { isMissingBucket, plainText } from "../state/explain";
import { adoptions, type ImportAttributes } from "./adoption";
import { type CommandContext, Commands } from "./commands";
import { decide, type Facts, type Names, type Step } from "./decide";
import { type Instance, isContained, parseState, readLocalState, type State } from "./state-file";
import { WorkFolder, type Workspace } from "./workspace";

/** Values of a {@link bootstrap}. */
export interface BootstrapOptions extends CommandContext {
  /** Id of the state stack: `state-dev`. */
  readonly stack: string;
  /** The state stack as it was synthesized, with its S3 backend. */
  readonly workspace: Workspace;
  /** The work folder, as the user would type it. */
  readonly directory: string;
  /** Whether existing resources may be taken over. */
  readonly adopt: boolean;
  /** Is told of each step before it is taken. */
  readonly onStep: (step: Step) => void;
  /**
   * The attribute that each resource type is imported by.
   *
   * @default - what the types of AWS are imported by
   */
  readonly importedBy?: ImportAttributes;
}

/** How a bootstrap ended. */
export interface BootstrapOutcome {
  /** Whether this run made the remote state, took up a run that did, or found it there. */
  readonly kind: "made" | "already-made";
  /** Whether the state stack's plan was empty; when not, its code has changed since it was deployed. */
  readonly plan: "empty" | "changes";
}

/**
 * Makes the remote state of an environment: creates the state stack with a local state, writes that state into the
 * bucket that it has just made, proves by an empty plan that it serves, and removes the local copy.
 *
 * Looks at what is there before each step, so that it can be cut off anywhere and run again. A state that lies in the
 * bucket is never overwritten: `terraform state push` writes under the lock and refuses where there is one, which
 * `init -migrate-state -force-copy` would not.
 *
 * @throws ProblemsError when a person has to decide or mend something
 */
export async function bootstrap(options: BootstrapOptions): Promise<BootstrapOutcome> {
  return new Run(options).toEnd();
}

/** Whether an import found nothing: then the next apply makes it. */
function isMissingObject(stderr: string): boolean {
  return plainText(stderr).includes("Cannot import non-existent remote object");
}

/** Terraform colours its output wherever it goes. */
function colours(): readonly string[] {
  return process.stdout.isTTY ? [] : ["-no-color"];
}

/** A step that has to be taken twice in one run would be taken for ever. */
const UNSETTLED = "run the bootstrap again; if it stays so, something else changes the same resources";

class Run {
  private readonly folder: WorkFolder;
  private readonly commands: Commands;
  private readonly names: Names;
  private readonly taken: Step[] = [];
  private initialized: "local" | "remote" | undefined;
  private remoteIsReachable = false;
  private plan: BootstrapOutcome["plan"] = "empty";

  public constructor(private readonly options: BootstrapOptions) {
    this.folder = new WorkFolder(options.directory);
    this.commands = new Commands(options);
    this.names = {
      stack: options.stack,
      bucket: options.environment.state.bucket,
      directory: options.directory,
      command: bootstrapCommand(options.environment),
    };
  }

  public async toEnd(): Promise<BootstrapOutcome> {
    try {
      for (;;) {
        const decision = decide(await this.facts(), this.names);
        if (decision === "done") {
          break;
        }
        if (typeof decision !== "string") {
          throw new ProblemsError([decision]);
        }
        if (this.taken.includes(decision)) {
          throw new StrataError(
            `${this.names.stack}: ${decision} has succeeded and left its work undone; ${UNSETTLED}`,
          );
        }
        this.options.onStep(decision);
        await this.take(decision);
        this.taken.push(decision);
        if (decision === "clean-up") {
          break;
        }
      }
    } catch (error) {
      this.folder.removeIfUnused();
      throw error;
    }
    this.folder.remove();
    return { kind: this.taken.length > 1 ? "made" : "already-made", plan: this.plan };
  }

  private async facts(): Promise<Facts> {
    const remote = await this.remote();
    const local = readLocalState(this.folder.localState);
    const adoption = this.taken.includes("adopt") ? "done" : this.options.adopt ? "wanted" : "unwanted";
    const own = { adoption, verified: this.taken.includes("verify") } as const;
    if (typeof remote === "string") {
      return { ...own, remote, local: local ? await this.progress() : "none" };
    }
    return {
      ...own,
      remote: "state",
      local: local ? (isContained(local, remote) ? "moved" : "different") : "none",
    };
  }

  /** Asks for the remote state, which also tells whether credentials, account and bucket are right. */
  private async remote(): Promise<"no-bucket" | "no-state" | State> {
    const { remote } = this.folder;
    if (!this.remoteIsReachable) {
      this.folder.writeRemote(this.options.workspace);
      const command = ["init", "-reconfigure", "-no-color"];
      const init = await this.commands.attempt(remote, command);
      if (isMissingBucket(init.stderr)) {
        return "no-bucket";
      }
      if (init.exitCode !== 0) {
        throw this.commands.failure(remote, command, init);
      }
      this.remoteIsReachable = true;
    }
    const { stdout } = await this.commands.run(remote, ["state", "pull"]);
    return (stdout.trim() === "" ? undefined : parseState(stdout)) ?? "no-state";
  }

  private async progress(): Promise<"unfinished" | "finished"> {
    await this.initialize("local");
    return (await this.planned()) === "empty" ? "finished" : "unfinished";
  }

  private async take(step: Step): Promise<void> {
    switch (step) {
      case "adopt":
        return this.adopt();
      case "create":
        return this.create();
      case "move":
        return this.move();
      case "verify":
        return this.verify();
      case "clean-up":
        this.folder.remove();
    }
  }

  /** Imports one by one, because a run that was cut off may have made any part of the stack. */
  private async adopt(): Promise<void> {
    const { workspace, importedBy } = this.options;
    const { workspace: directory, localState } = this.folder;
    await this.initialize("local");
    for (const { address, id } of adoptions(workspace, importedBy)) {
      const known = readLocalState(localState)?.instances ?? new Map<string, Instance>();
      const found = typeof id === "string" ? id : known.get(id.of)?.attributes[id.attribute];
      if (known.get(address)?.tainted) {
        await this.commands.run(directory, ["untaint", "-no-color", address]);
      } else if (!known.has(address) && typeof found === "string") {
        await this.importOne(address, found);
      }
    }
  }

  private async importOne(address: string, id: string): Promise<void> {
    const { workspace: directory } = this.folder;
    const command = ["import", "-no-color", address, id];
    const result = await this.commands.attempt(directory, command);
    if (result.exitCode !== 0 && !isMissingObject(result.stderr)) {
      throw this.commands.failure(directory, command, result);
    }
  }

  private async create(): Promise<void> {
    await this.initialize("local");
    await this.commands.run(this.folder.workspace, ["apply", "-auto-approve", ...colours()], {
      output: "show",
    });
  }

  private async move(): Promise<void> {
    const source = readLocalState(this.folder.localState);
    await this.commands.run(this.folder.remote, [
      "state",
      "push",
      "-no-color",
      path.relative(this.folder.remote, this.folder.localState),
    ]);
    const { stdout } = await this.commands.run(this.folder.remote, ["state", "pull"]);
    if (!isDeepStrictEqual(parseState(stdout), source)) {
      throw new StrataError(
        `the state in bucket ${this.names.bucket} is not the one that was written from ${this.folder.localState}; ` +
          "somebody else writes it: find out who, then run the bootstrap again",
      );
    }
  }

  private async verify(): Promise<void> {
    await this.initialize("remote");
    this.plan = await this.planned();
    if (this.plan === "changes" && this.taken.includes("move")) {
      throw new StrataError(
        `${this.names.stack} must have an empty plan after its state was moved; ` +
          `see npx cdktf diff ${this.names.stack}, then run the bootstrap again`,
      );
    }
  }

  private async planned(): Promise<BootstrapOutcome["plan"]> {
    const command = ["plan", "-no-color", "-detailed-exitcode"];
    const { exitCode } = await this.commands.run(this.folder.workspace, command, { accepted: [0, 2] });
    return exitCode === 0 ? "empty" : "changes";
  }

  /** Points the workspace at one of its two states. `-reconfigure` never copies a state from one to the other. */
  private async initialize(backend: "local" | "remote"): Promise<void> {
    if (this.initialized === backend) {
      return;
    }
    if (backend === "local") {
      this.folder.writeLocal(this.options.workspace);
    } else {
      this.folder.writeWorkspace(this.options.workspace);
    }
    await this.commands.run(this.folder.workspace, ["init", "-reconfigure", "-no-color"]);
    this.initialized = backend;
  }
}
