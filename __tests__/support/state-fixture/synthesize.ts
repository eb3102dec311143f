import fs from "node:fs";
import path from "node:path";
import { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { EchoStack, GreetingStack } from "./stacks";

/** What the fixture varies. */
export interface FixtureOptions {
  readonly environment: Environment;
  /** @default "hello" */
  readonly text?: string;
  /** Shell command that runs while `b` is made. */
  readonly command?: string;
}

/** Writes the two dependent workspaces of the fixture and returns their folders. */
export function synthesizeFixture(
  outdir: string,
  { environment, text, command }: FixtureOptions,
): { readonly a: string; readonly b: string } {
  const app = new App({ outdir, stackTraces: false });
  const { exports } = new GreetingStack(app, environment, text);
  new EchoStack(app, {
    environment,
    greeting: exports.greeting,
    ...(command === undefined ? {} : { command }),
  });
  app.synth();
  return { a: path.join(outdir, "stacks", "a-dev"), b: path.join(outdir, "stacks", "b-dev") };
}

/** The Terraform JSON of a workspace. */
export function readWorkspace(folder: string): Workspace {
  return JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as Workspace;
}

/** The parts of the Terraform JSON that the tests look at. */
export interface Workspace {
  readonly terraform: { readonly backend: { readonly s3: Readonly<Record<string, unknown>> } };
  readonly data?: {
    readonly terraform_remote_state: Readonly<
      Record<string, { readonly backend: string; readonly config: Readonly<Record<string, unknown>> }>
    >;
  };
}
