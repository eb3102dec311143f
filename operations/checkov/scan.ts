import fs from "node:fs";
import path from "node:path";
import { StrataError } from "../../constructs/core/errors";
import { run } from "../delivery/process";
import type { CheckovRun } from "./compare";
import { temporaryFolder } from "./temporary-folder";
import type { PlacedWorkspace } from "./workspaces";

/** What Checkov prints, as far as it is read here. */
interface CheckovOutput {
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
  readonly summary?: {
    readonly passed: number;
    readonly parsing_errors: number;
    readonly checkov_version: string;
  };
}

const FLAGS = [
  "--directory",
  ".",
  "--framework",
  "terraform_json",
  "--skip-download",
  "--output",
  "json",
  "--quiet",
  "--compact",
];
const INSTALL = "pip install --require-hashes --requirement .github/checkov/requirements.txt";

/** How Checkov is started. */
export interface ScanOptions {
  /** The program. */
  readonly program: string;
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Day of the run: `2027-01-31`. */
  readonly day: string;
}

/**
 * Runs Checkov over workspaces, without the network.
 *
 * @throws StrataError when it is not installed, or could not read every workspace
 * @see https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 */
export function scan(
  workspaces: readonly PlacedWorkspace[],
  { program, variables, day }: ScanOptions,
): Promise<CheckovRun> {
  return temporaryFolder(async (directory) => {
    for (const { place, document } of workspaces) {
      fs.mkdirSync(path.join(directory, place), { recursive: true });
      fs.writeFileSync(path.join(directory, place, "cdk.tf.json"), readable(document));
    }
    const { stdout, stderr } = await run(program, FLAGS, { directory, variables }).catch((error: unknown) => {
      throw isMissing(error)
        ? new StrataError(`${program}: must be installed and on the PATH; ${INSTALL}`)
        : error;
    });
    return runOf(outputOf(stdout, stderr), workspaces, day);
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof StrataError && error.message.includes("ENOENT");
}

/** A workspace as Checkov's parser takes it, which fails at the version that is required of Terraform. */
function readable({ terraform, ...document }: PlacedWorkspace["document"]): string {
  const { required_version: _version, ...settings } = terraform ?? {};
  return JSON.stringify({ ...document, terraform: settings });
}

function outputOf(stdout: string, stderr: string): CheckovOutput {
  try {
    const output = JSON.parse(stdout) as CheckovOutput | readonly CheckovOutput[];
    return (Array.isArray(output) ? output[0] : output) as CheckovOutput;
  } catch {
    throw new StrataError(`checkov: must print JSON, got ${(stdout + stderr).trim().slice(-500)}`);
  }
}

/** The run in a form that is the same for the same findings. */
export function runOf(
  { results, summary }: CheckovOutput,
  workspaces: readonly PlacedWorkspace[],
  day: string,
): CheckovRun {
  if (!results || !summary || summary.parsing_errors > 0) {
    const got = summary ? `${summary.parsing_errors} errors of its parser` : "no results";
    throw new StrataError(`checkov: must read all ${workspaces.length} workspaces, got ${got}`);
  }
  const addresses = new Map(workspaces.map(({ place, document }) => [place, addressesOf(document)]));
  const places = new Map<string, { name: string; at: Set<string> }>();
  for (const { check_id: check, check_name: name, file_path: file, resource } of results.failed_checks) {
    const place = path.posix.dirname(file).replace(/^\//, "");
    const found = places.get(check) ?? { name, at: new Set<string>() };
    const resourceName = resource.slice(resource.indexOf(".") + 1);
    found.at.add(`${place}/${addresses.get(place)?.get(resourceName) ?? resource}`);
    places.set(check, found);
  }
  return {
    version: summary.checkov_version,
    day,
    passed: summary.passed,
    findings: Object.fromEntries(
      [...places]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([check, { name, at }]) => [check, { name, at: [...at].sort() }]),
    ),
  };
}

/** Addresses by the names of the resources: Checkov leaves the type of many out. */
function addressesOf({ resource = {} }: PlacedWorkspace["document"]): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => [name, `${type}.${name}`] as const),
    ),
  );
}
