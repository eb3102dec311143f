import fs from "node:fs";
import { refuse } from "../../constructs/core/errors";
import { readManifest } from "../manifest";

/** Attributes of a resource as Terraform's JSON states them. */
export type Attributes = Readonly<Record<string, unknown>>;

type Blocks = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/** One synthesized workspace. */
export interface WorkspaceDocument {
  /** Resources by type and id. */
  readonly resource?: Blocks;
  /** Data sources by type and id. */
  readonly data?: Blocks;
  /** What other workspaces may read. */
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  /** Account and Region. */
  readonly provider?: { readonly aws?: readonly Attributes[] };
  /** Where its state lies. */
  readonly terraform?: { readonly backend?: { readonly s3?: Attributes } };
}

/** The workspaces of one environment by stack id. */
export type Documents = Readonly<Record<string, WorkspaceDocument>>;

/**
 * Reads the workspaces of one environment. Whose they are is read from the place of their state.
 *
 * @throws ProblemsError when nothing is synthesized there, or another system is
 */
export function readDocuments(outdir: string, system: string, environment: string): Documents {
  const all = readManifest(outdir).map(
    ({ name, workspaceFile }) =>
      [name, JSON.parse(fs.readFileSync(workspaceFile, "utf8")) as WorkspaceDocument] as const,
  );
  return documentsOf(Object.fromEntries(all), system, environment, outdir);
}

/** Those of all workspaces whose state belongs to one environment. */
export function documentsOf(all: Documents, system: string, environment: string, where: string): Documents {
  const own = Object.entries(all).filter(([, document]) =>
    stateKey(document).startsWith(`${system}/${environment}/`),
  );
  if (own.length === 0) {
    const held = new Set(
      Object.values(all).map((document) => stateKey(document).split("/").slice(0, 2).join(" ")),
    );
    refuse({
      path: where,
      rule: `must hold the workspaces of ${system} ${environment}`,
      got: [...held].join(", "),
      fix: `run SYSTEM=${system} npm run synth first`,
    });
  }
  return Object.fromEntries(own);
}

/** Where a workspace keeps its state: `openwan/prod/network/terraform.tfstate`. */
export function stateKey({ terraform }: WorkspaceDocument): string {
  const key = terraform?.backend?.s3?.["key"];
  return typeof key === "string" ? key : "";
}
