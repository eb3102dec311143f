import { type App, DataResource } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { WorkspaceStack } from "../../../stacks/workspace-stack";

/** What the layer `a` hands to others. */
export interface GreetingExports {
  /** A value that only Terraform knows. */
  readonly greeting: string;
}

/** A layer that another reads from. */
export class GreetingStack extends WorkspaceStack {
  public readonly exports: GreetingExports;

  public constructor(scope: App, environment: Environment, text = "hello") {
    super(scope, "a", { environment });
    const greeting = new DataResource(this, "greeting", { input: { text } });
    this.exports = { greeting: greeting.getStringAttribute("output.text") };
    this.publish("said", this.exports.greeting, "What the layer says");
  }
}

/** Values of an {@link EchoStack}. */
export interface EchoStackProps {
  readonly environment: Environment;
  readonly greeting: string;
  /** A shell command to run while the resource is made. */
  readonly command?: string;
}

/** A layer that reads from another. */
export class EchoStack extends WorkspaceStack {
  public constructor(scope: App, { environment, greeting, command }: EchoStackProps) {
    super(scope, "b", { environment });
    const echo = new DataResource(this, "echo", {
      input: { heard: greeting },
      ...(command === undefined ? {} : { provisioners: [{ type: "local-exec", command }] }),
    });
    this.publish("heard", echo.getStringAttribute("output.heard"), "What the layer has heard");
  }
}
