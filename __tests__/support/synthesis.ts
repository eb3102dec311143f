import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Construct } from "constructs";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import type { Environment } from "../../constructs/core/environment";
import { ProblemsError } from "../../constructs/core/errors";
import { collectingEvaluations } from "../../guardrails/attach";
import { PlatformStack } from "../../stacks/platform-stack";

/** Attributes of a resource as they stand in the Terraform JSON. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One synthesized workspace, for assertions. */
export class Workspace {
  public constructor(public readonly json: Readonly<Record<string, Record<string, unknown>>>) {}

  /** The resources of a type, by address. */
  public all(type: string): Readonly<Record<string, Attributes>> {
    return Object.fromEntries(
      Object.entries((this.json["resource"]?.[type] ?? {}) as Record<string, Attributes>).map(
        ([id, attributes]) => {
          const { "//": _metadata, ...rest } = attributes;
          return [id, rest];
        },
      ),
    );
  }

  /** The resource at an address; fails when there is none. */
  public one(type: string, id: string): Attributes {
    const found = this.all(type)[id];
    if (!found) {
      throw new Error(`no ${type}.${id} among ${Object.keys(this.all(type)).join(", ") || "none"}`);
    }
    return found;
  }

  /** Addresses of the resources of a type, sorted. */
  public ids(type: string): string[] {
    return Object.keys(this.all(type)).sort();
  }
}

/** An environment of a made-up system, for stacks under test. */
export const ENVIRONMENT: Environment = {
  system: "example",
  name: "test",
  account: "111111111111",
  region: "ap-northeast-1",
  zones: ["ap-northeast-1a", "ap-northeast-1c"],
  protection: "disposable",
  tags: {},
  state: {
    bucket: "example-state",
    lockTable: "example-lock",
    region: "ap-northeast-1",
    kmsKeyArn: "arn:aws:kms:ap-northeast-1:111111111111:alias/example-state",
    nativeLock: false,
  },
};

/** A layer without anything of its own. */
export class BareStack extends PlatformStack {
  public constructor(app: App, layer: string) {
    super(app, layer, { environment: ENVIRONMENT });
  }
}

/**
 * Builds an app in a temporary directory and synthesizes it completely: references between stacks and guard rails
 * included.
 */
export function synthesizeApp(build: (app: App) => void): Record<string, Workspace> {
  const outdir = mkdtempSync(join(tmpdir(), "strata-test-"));
  try {
    withoutCreationStacks(() => {
      const app = new App({ outdir, stackTraces: false });
      build(app);
      app.synth();
    });
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    return Object.fromEntries(
      Object.entries(manifest.stacks).map(([id, { synthesizedStackPath }]) => [
        id,
        new Workspace(
          JSON.parse(readFileSync(join(outdir, synthesizedStackPath), "utf8")) as Workspace["json"],
        ),
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** As {@link synthesizeApp}, with values that guard rails would refuse in a system. */
export function synthesizeUnguarded(build: (app: App) => void): Record<string, Workspace> {
  let workspaces: Record<string, Workspace> = {};
  collectingEvaluations(() => {
    workspaces = synthesizeApp(build);
  });
  return workspaces;
}

/** Synthesizes one bare stack around a part under test, which may have values that guard rails would refuse in a system. */
export function synthesizeStack(build: (stack: Construct) => void): Workspace {
  return synthesizeUnguarded((app) => {
    build(new BareStack(app, "unit"));
  })["unit-test"]!;
}

/** The message of the problems that a step refuses its input with; fails when it accepts it. */
export function refusalOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof ProblemsError) {
      return error.message;
    }
    throw error;
  }
  throw new Error("was accepted");
}
