import { parse } from "yaml";

/** A step, as far as the rules look at it. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job, as far as the rules look at it. */
export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean | string };
  readonly steps?: readonly Step[];
  readonly strategy?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
}

/** A workflow or a composite action, as far as the rules look at it. */
export interface Workflow {
  readonly on?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly runs?: { readonly steps: readonly Step[] };
}

/** A third-party action by its commit, with the version that the commit is in a comment. */
const PINNED = /^\s*(?:- )?uses: ([\w-]+\/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/;

/** Parses a workflow or an action. */
export function workflow(text: string): Workflow {
  return parse(text) as Workflow;
}

/** Every step of a workflow or an action. */
export function stepsOf({ jobs = {}, runs }: Workflow): readonly Step[] {
  return [...Object.values(jobs).flatMap(({ steps = [] }) => steps), ...(runs?.steps ?? [])];
}

/** Third-party actions of a file as `owner/name version sha`, and a finding for each that is not pinned. */
export function pins(text: string): {
  readonly pinned: readonly string[];
  readonly findings: readonly string[];
} {
  const uses = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line) && !line.includes("uses: ./"));
  const matches = uses.map((line) => ({ line: line.trim(), match: PINNED.exec(line) }));
  return {
    pinned: matches.flatMap(({ match }) => (match ? [`${match[1]} ${match[3]} ${match[2]}`] : [])),
    findings: matches.filter(({ match }) => !match).map(({ line }) => `not pinned: ${line}`),
  };
}

/** Everything of the project's rules that a workflow breaks. */
export function findings(text: string): readonly string[] {
  const parsed = workflow(text);
  return [
    ...pins(text).findings,
    ...permissionFindings(parsed),
    ...jobFindings(parsed),
    ...stepFindings(stepsOf(parsed)),
  ];
}

function permissionFindings({ jobs, permissions }: Workflow): readonly string[] {
  if (!jobs) {
    return []; // A composite action runs with its job's permissions.
  }
  return [
    ...(typeof permissions === "object" && Object.keys(permissions).length === 0
      ? []
      : ["workflow: permissions must be {}"]),
    ...Object.entries(jobs).flatMap(([id, job]) =>
      typeof job.permissions === "object" ? [] : [`${id}: must name its permissions one by one`],
    ),
  ];
}

function jobFindings({ jobs = {}, concurrency }: Workflow): readonly string[] {
  return Object.entries(jobs).flatMap(([id, job]) => [
    // A called workflow has timeouts of its own, and GitHub takes none here.
    ...(job.uses === undefined && job["timeout-minutes"] === undefined ? [`${id}: has no timeout`] : []),
    ...(concurrency === undefined && job.concurrency === undefined
      ? [`${id}: has no concurrency group`]
      : []),
  ]);
}

function stepFindings(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ uses = "", run = "", with: values = {} }) => [
    ...(run.includes("${{") ? [`expression in a script: ${run.trim().split("\n")[0] ?? ""}`] : []),
    ...(uses.startsWith("actions/checkout@") && values["persist-credentials"] !== false
      ? ["checkout keeps the token"]
      : []),
    ...(uses.startsWith("hashicorp/setup-terraform@") && values["terraform_wrapper"] !== false
      ? ["Terraform's wrapper is on"]
      : []),
    ...(Object.keys(values).some((key) => key.startsWith("aws-access-key") || key.startsWith("aws-secret"))
      ? ["an access key"]
      : []),
  ]);
}
