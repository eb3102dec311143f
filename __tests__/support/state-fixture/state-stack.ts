import fs from "node:fs";
import path from "node:path";
import { App, type DataConfig, DataResource } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { Workspace } from "../../../operations/bootstrap/workspace";
import { WorkspaceStack } from "../../../stacks/workspace-stack";
import { temporaryFolder } from "../terraform";

const MAKE = path.join(__dirname, "make.cjs");

/** The attribute that the fixture's resources are imported by. */
export const FIXTURE_IMPORTED_BY = { terraform_data: "triggers_replace" } as const;

/** A state stack that makes its bucket and table in the embedded servers. */
class FixtureStateStack extends WorkspaceStack {
  public constructor(scope: App, environment: Environment, purpose: string) {
    super(scope, "state", { environment });
    const { bucket, lockTable } = environment.state;
    const key = this.importable("key", "the key", { input: { purpose } });
    const made = (id: string, kind: string, name: string, after: DataResource): DataResource =>
      this.importable(id, name, {
        input: { name },
        dependsOn: [after],
        provisioners: [{ type: "local-exec", command: `${process.execPath} ${MAKE} ${kind} ${name}` }],
      });
    const table = made("locks", "table", lockTable, key);
    made("state", "bucket", bucket, table);
    this.publish("state_bucket", bucket, "Name of the bucket");
  }

  /** A resource with an attribute that it can be imported by, and that an import does not set. */
  private importable(id: string, importId: string, config: DataConfig): DataResource {
    const resource = new DataResource(this, id, {
      ...config,
      lifecycle: { ignoreChanges: ["triggers_replace"] },
    });
    resource.addOverride(FIXTURE_IMPORTED_BY.terraform_data, importId);
    return resource;
  }
}

/** Synthesizes the fixture's state stack. */
export function fixtureStateWorkspace(environment: Environment, purpose = "states"): Workspace {
  const outdir = path.join(temporaryFolder(), "cdktf.out");
  const app = new App({ outdir, stackTraces: false });
  new FixtureStateStack(app, environment, purpose);
  app.synth();
  const file = path.join(outdir, "stacks", `state-${environment.name}`, "cdk.tf.json");
  return JSON.parse(fs.readFileSync(file, "utf8")) as Workspace;
}
