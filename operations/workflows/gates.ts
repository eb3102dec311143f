import { deployGate, destroyGate, planGate } from "../../constructs/identity/github-names";
import type { System } from "../../systems/system";
import { validConfigs } from "../../systems/validation";
import { type GithubApi, getFromRepository } from "./github-api";

type Variables = Readonly<Record<string, string | undefined>>;

/** How a GitHub environment of the repository must be protected. */
export interface Gate {
  /** Name of the GitHub environment. */
  readonly name: string;
  /** Who has to agree before a job goes on. */
  readonly approval: "none" | "reviewer" | "reviewer-other-than-the-author";
  /** The one branch that may use it; nothing where pull requests do. */
  readonly branch?: string;
}

/** The GitHub environments that a system's deployments, destructions and plans with secrets go through. */
export function gatesOf(system: System, variables: Variables): readonly Gate[] {
  return Object.values(validConfigs(system, variables)).flatMap(({ environment, config }) => {
    const { github } = config;
    if (!github) {
      return [];
    }
    const disposable = environment.protection === "disposable";
    const approval = github.approval ?? (disposable ? "none" : "one-other-than-the-author");
    const branch = github.branch ?? "main";
    return [
      {
        name: deployGate(environment),
        approval: approval === "none" ? ("none" as const) : ("reviewer-other-than-the-author" as const),
        branch,
      },
      ...(disposable ? [{ name: destroyGate(environment), approval: "reviewer" as const, branch }] : []),
      ...(Object.values(github.secretsReadAtPlan ?? {}).flat().length > 0
        ? [{ name: planGate(environment), approval: "reviewer" as const }]
        : []),
    ];
  });
}

/**
 * What of a gate is otherwise than it must be, as GitHub shows it; nothing when all is well. A gate that demands more than
 * it must is well too.
 *
 * @see https://docs.github.com/en/rest/deployments/environments
 */
export async function gateFindings(api: GithubApi, gate: Gate): Promise<readonly string[]> {
  const { environments } = (await getFromRepository(
    api,
    `/environments?per_page=${MOST_ENVIRONMENTS}`,
  )) as Environments;
  const found = environments.find(({ name }) => name === gate.name);
  if (!found) {
    return ["does not exist, so that GitHub would make it without any protection"];
  }
  const reviewers = found.protection_rules.find(({ type }) => type === "required_reviewers");
  return [
    ...(gate.approval !== "none" && !reviewers?.reviewers?.length ? ["has no required reviewer"] : []),
    ...(gate.approval === "reviewer-other-than-the-author" && reviewers && !reviewers.prevent_self_review
      ? ["lets the author approve"]
      : []),
    ...(gate.branch === undefined ? [] : await branchFindings(api, found, gate.branch)),
  ];
}

/** Most environments that one answer of GitHub holds. */
const MOST_ENVIRONMENTS = 100;

async function branchFindings(
  api: GithubApi,
  { name, deployment_branch_policy: policy }: FoundEnvironment,
  branch: string,
): Promise<readonly string[]> {
  if (!policy?.custom_branch_policies) {
    return [`admits other branches than ${branch}`];
  }
  const { branch_policies: policies } = (await getFromRepository(
    api,
    `/environments/${encodeURIComponent(name)}/deployment-branch-policies`,
  )) as { readonly branch_policies: readonly { readonly name: string }[] };
  const names = policies.map((each) => each.name);
  return names.length === 1 && names[0] === branch
    ? []
    : [`admits ${names.join(", ") || "no branch"} instead of ${branch} alone`];
}

interface FoundEnvironment {
  readonly name: string;
  readonly protection_rules: readonly {
    readonly type: string;
    readonly prevent_self_review?: boolean;
    readonly reviewers?: readonly unknown[];
  }[];
  readonly deployment_branch_policy: { readonly custom_branch_policies: boolean } | null;
}

interface Environments {
  readonly environments: readonly FoundEnvironment[];
}
