import fs from "node:fs";
import path from "node:path";

/** A Terraform workspace as cdktf writes it, as far as the bootstrap changes or reads it. */
export interface Workspace {
  /** Its settings. */
  readonly terraform: {
    readonly backend: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly required_version?: string;
  };
  /** Its resources by type and name. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

// Not terraform.tfstate beside the workspace: what lies there Terraform offers to copy at every init of a backend.
const LOCAL_STATE = "local.tfstate";
const BACKEND_RECORD = path.join(".terraform", "terraform.tfstate");

/**
 * The folder in which a bootstrap works: `.strata/bootstrap/<system>/<environment>`. All that a run needs to go on
 * after an interruption lies in it, and nothing else remembers the run.
 */
export class WorkFolder {
  /** The workspace of the state stack, with a local backend or with its own. */
  public readonly workspace: string;
  /** A workspace without resources on the same remote state: asks and writes it without loading a provider. */
  public readonly remote: string;
  /** The state until it is moved. */
  public readonly localState: string;

  public constructor(
    /** The folder, as the user would type it. */
    public readonly directory: string,
  ) {
    this.workspace = path.join(directory, "workspace");
    this.remote = path.join(directory, "remote");
    this.localState = path.join(directory, LOCAL_STATE);
  }

  /** Writes the workspace so that Terraform keeps its state in the work folder. */
  public writeLocal(workspace: Workspace): void {
    const backend = { local: { path: `../${LOCAL_STATE}` } };
    this.write(this.workspace, { ...workspace, terraform: { ...workspace.terraform, backend } });
  }

  /** Writes the workspace as it was synthesized. */
  public writeWorkspace(workspace: Workspace): void {
    this.write(this.workspace, workspace);
  }

  /** Writes the workspace that knows the remote state and nothing else. */
  public writeRemote({ terraform: { backend, required_version } }: Workspace): void {
    this.write(this.remote, { terraform: { backend, ...(required_version ? { required_version } : {}) } });
  }

  /** Removes the folder with all in it, and the folders above that were made for it. */
  public remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
    let above = path.dirname(this.directory);
    // <system>, bootstrap, .strata
    for (let level = 0; level < 3 && isEmptyFolder(above); level++) {
      fs.rmdirSync(above);
      above = path.dirname(above);
    }
  }

  /** Removes the folder unless something in it is worth keeping: a state, or a backend that a lock can be released in. */
  public removeIfUnused(): void {
    if (!fs.existsSync(this.localState) && !fs.existsSync(path.join(this.remote, BACKEND_RECORD))) {
      this.remove();
    }
  }

  private write(folder: string, workspace: object): void {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "cdk.tf.json"), `${JSON.stringify(workspace, undefined, 2)}\n`);
  }
}

function isEmptyFolder(folder: string): boolean {
  try {
    return fs.readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}
