// What cdktf runs for the delivery fixture, in the place of main.ts. It reads `values.json` of the folder it runs in.
import fs from "node:fs";
import { App, DataResource } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { WorkspaceStack } from "../../../stacks/workspace-stack";
import { FIXTURE } from "../state-fixture/environment";

/** The values of one environment of the fixture. */
export interface FixtureValues {
  /** What the network layer hands to the data layer. */
  readonly text: string;
  /** Names of tables; no data layer where they are left out. */
  readonly tables?: readonly string[];
  /** A shell command that runs while the first table is made. */
  readonly command?: string;
  /** Stands in a second layer that reads nothing. */
  readonly alone?: string;
}

class NetworkStack extends WorkspaceStack {
  public readonly text: string;

  public constructor(scope: App, environment: Environment, text: string) {
    super(scope, "network", { environment });
    const vpc = new DataResource(this, "vpc", { input: { text } });
    this.text = vpc.getStringAttribute("output.text");
    this.publish("said", this.text, "What the layer says");
  }
}

class DataStack extends WorkspaceStack {
  public constructor(
    scope: App,
    environment: Environment,
    text: string,
    { tables = [], command }: FixtureValues,
  ) {
    super(scope, "data", { environment });
    tables.forEach((name, index) => {
      new DataResource(this, `table-${name}`, {
        input: { name },
        ...(index === 0 && command !== undefined ? { provisioners: [{ type: "local-exec", command }] } : {}),
      });
    });
    const reader = new DataResource(this, "reader", { input: { heard: text } });
    this.publish("heard", reader.getStringAttribute("output.heard"), "What the layer has heard");
  }
}

class AloneStack extends WorkspaceStack {
  public constructor(scope: App, environment: Environment, text: string) {
    super(scope, "alone", { environment });
    new DataResource(this, "thing", { input: { text } });
  }
}

const values = JSON.parse(fs.readFileSync("values.json", "utf8")) as Readonly<Record<string, FixtureValues>>;
const app = new App({ outdir: process.env["CDKTF_OUTDIR"] ?? "cdktf.out", stackTraces: false });
for (const [name, stated] of Object.entries(values)) {
  const environment: Environment = { ...FIXTURE, name };
  const network = new NetworkStack(app, environment, stated.text);
  if (stated.tables) {
    new DataStack(app, environment, network.text, stated);
  }
  if (stated.alone !== undefined) {
    new AloneStack(app, environment, stated.alone);
  }
}
app.synth();
