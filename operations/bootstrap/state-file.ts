import fs from "node:fs";
import { refuse } from "../../constructs/core/errors";

/** One thing that a state knows. */
export interface Instance {
  /** Its attributes by their Terraform names. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Whether Terraform was cut off while making it, and so would make it anew. */
  readonly tainted: boolean;
}

/** The parts of a Terraform state (format 4) that the bootstrap looks at. */
export interface State {
  /** Managed resources by address: `aws_s3_bucket.state_bucket`. */
  readonly instances: ReadonlyMap<string, Instance>;
}

interface StateFile {
  readonly version: number;
  readonly lineage: string;
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly status?: string;
      readonly attributes?: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/**
 * Reads what `terraform state pull` wrote.
 *
 * @returns nothing for the blank state that Terraform shows where there is none: only that has no lineage
 */
export function parseState(text: string): State | undefined {
  const { lineage, resources } = JSON.parse(text) as StateFile;
  if (lineage === "") {
    return undefined;
  }
  const managed = resources.filter(({ mode }) => mode === "managed");
  return {
    instances: new Map(
      managed.flatMap(({ type, name, instances }) =>
        // The state stack repeats no resource, so an address has one instance.
        instances.map(
          ({ attributes = {}, status }) =>
            [`${type}.${name}`, { attributes, tainted: status === "tainted" }] as const,
        ),
      ),
    ),
  };
}

/**
 * Reads a local state file.
 *
 * @returns nothing when there is none, or when it holds nothing yet
 * @throws ProblemsError when the file was cut off
 */
export function readLocalState(file: string): State | undefined {
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  if (text.trim() === "") {
    return undefined;
  }
  try {
    const state = parseState(text);
    return state && state.instances.size > 0 ? state : undefined;
  } catch {
    return refuse({
      path: file,
      rule: "must be a Terraform state",
      got: "text that is no JSON",
      fix: `put ${file}.backup in its place; without one, remove it and run the bootstrap with --adopt`,
    });
  }
}

/** Whether everything that one state knows is known to the other under the same id. */
export function isContained(part: State, whole: State): boolean {
  return [...part.instances].every(
    ([address, { attributes }]) => whole.instances.get(address)?.attributes["id"] === attributes["id"],
  );
}
