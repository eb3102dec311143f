import type { GithubConfig } from "../../constructs/identity/github-config";
import {
  deployGate,
  destroyGate,
  githubRoleArn,
  type GithubRoleUse,
  planGate,
} from "../../constructs/identity/github-names";
import type { SystemConfig, System } from "../../systems/system";
import { validConfigs } from "../../systems/validation";
import { FOUNDATION } from "../manifest";

/**
 * Layers that no workflow deploys or destroys: the state that everything stands on, and the roles that workflows come
 * in by. Pull requests plan them all the same.
 */
const BY_HAND: readonly string[] = FOUNDATION;

/** The layers of an environment that no workflow deploys or destroys: those of all, and what its config adds. */
export function layersByHand(github: Pick<GithubConfig, "byHand"> | undefined): readonly string[] {
  return [...BY_HAND, ...(github?.byHand ?? [])];
}

/** Where and as whom the jobs for one environment work. */
export interface Target {
  /** Id of the system. */
  readonly system: string;
  /** Name of the environment. */
  readonly environment: string;
  /** The 12 digits of its account. */
  readonly account: string;
  /** Its Region. */
  readonly region: string;
  /** ARN of the role that reads everything a plan of merged code needs. */
  readonly readRole: string;
  /** ARN of the role that deploys. */
  readonly deployRole: string;
  /** GitHub environment whose reviewers let a deployment in. */
  readonly gate: string;
  /** GitHub environment whose reviewers let it be destroyed. */
  readonly destroyGate: string;
}

/** Where and as whom a pull request plans one stack. */
export interface PlanTarget {
  /** Id of the system. */
  readonly system: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Id of the stack. */
  readonly stack: string;
  /** The 12 digits of its account. */
  readonly account: string;
  /** Its Region. */
  readonly region: string;
  /** ARN of the role that plans it. */
  readonly role: string;
  /** GitHub environment whose reviewers have to agree first; empty for a stack whose plan reads no secret. */
  readonly gate: string;
}

/** One job of a matrix that plans stacks of one environment. */
export interface PlanJob extends PlanTarget {
  /** All its stacks in the order of deployment, separated by spaces; {@link PlanTarget.stack} is the first. */
  readonly stacks: string;
}

/**
 * Most jobs of a matrix.
 *
 * @see https://docs.github.com/en/actions/reference/limits
 */
const MOST_JOBS = 256;

/** A stack as `affected --json` lists it in its matrix. */
export interface AffectedStack {
  /** Id of the system. */
  readonly system: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Id of the stack. */
  readonly stack: string;
}

/** The environments of a system that GitHub Actions reach, in the order of promotion, and those that they do not. */
export interface Promotion {
  /** Id of the system. */
  readonly system: string;
  /** Environments with roles for GitHub Actions, in the order of promotion. */
  readonly environments: readonly Target[];
  /** Those of them that a merge deploys: all before the first that somebody starts. */
  readonly onMerge: readonly Target[];
  /** Layers that workflows do not deploy, by environment. */
  readonly byHand: Readonly<Record<string, readonly string[]>>;
  /** Names of environments whose config has no `github`: nothing is planned or deployed there. */
  readonly unconnected: readonly string[];
}

interface Connected {
  readonly target: Target;
  readonly github: GithubConfig;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Where the workflows work for a system, taken from its config alone.
 *
 * @param variables - the process's environment, of which the accounts are read
 * @throws ProblemsError with everything that is wrong with the system's values
 */
export function promotionOf(system: System, variables: Variables): Promotion {
  const connected = connectedEnvironments(system, variables);
  return {
    system: system.id,
    environments: [...connected.values()].map(({ target }) => target),
    onMerge: startedByMerge([...connected.values()]).map(({ target }) => target),
    byHand: Object.fromEntries([...connected].map(([name, { github }]) => [name, layersByHand(github)])),
    unconnected: Object.keys(system.environments).filter((name) => !connected.has(name)),
  };
}

/** What comes after an environment that somebody starts would otherwise be deployed before it. */
function startedByMerge(connected: readonly Connected[]): readonly Connected[] {
  const first = connected.findIndex(({ github }) => github.starts === "by-hand");
  return first < 0 ? connected : connected.slice(0, first);
}

/** Where and as whom the affected stacks of a system are planned; stacks of unconnected environments are left out. */
export function planTargets(
  system: System,
  affected: readonly AffectedStack[],
  variables: Variables,
): readonly PlanTarget[] {
  const connected = connectedEnvironments(system, variables);
  return affected
    .filter((stack) => stack.system === system.id)
    .flatMap(({ environment, stack }) => {
      const found = connected.get(environment);
      return found ? [planTarget(found, stack)] : [];
    });
}

/**
 * One job for each stack; where that were more than GitHub runs, as many stacks a job as are needed, of one environment
 * and one role.
 */
export function planJobs(plans: readonly PlanTarget[], most: number = MOST_JOBS): readonly PlanJob[] {
  const groups = new Map<string, PlanTarget[]>();
  for (const plan of plans) {
    const key = [plan.system, plan.environment, plan.role, plan.gate].join();
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  const jobsOf = (size: number): readonly PlanJob[] =>
    [...groups.values()].flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
        planJob(group.slice(index * size, (index + 1) * size)),
      ),
    );
  for (let size = 1; size < plans.length; size += 1) {
    const jobs = jobsOf(size);
    if (jobs.length <= most) {
      return jobs;
    }
  }
  return jobsOf(Math.max(1, plans.length));
}

function planJob(plans: readonly PlanTarget[]): PlanJob {
  const [first] = plans as readonly [PlanTarget, ...PlanTarget[]];
  return { ...first, stacks: plans.map(({ stack }) => stack).join(" ") };
}

/** The layer of a stack: `data` of `data-prod`. */
export function layerOf(stack: string, environment: string): string {
  return stack.slice(0, -`-${environment}`.length);
}

function planTarget({ target, github }: Connected, stack: string): PlanTarget {
  const { system, environment, account, region } = target;
  const readsSecret = (github.secretsReadAtPlan?.[layerOf(stack, environment)] ?? []).length > 0;
  const named = { system, name: environment };
  return {
    system,
    environment,
    stack,
    account,
    region,
    role: githubRoleArn({ ...named, account }, readsSecret ? "plan-secrets" : "plan"),
    gate: readsSecret ? planGate(named) : "",
  };
}

function connectedEnvironments(system: System, variables: Variables): ReadonlyMap<string, Connected> {
  return new Map(
    Object.entries(validConfigs(system, variables)).flatMap(([name, { environment, config }]) => {
      const { github } = config as SystemConfig & { readonly github?: GithubConfig };
      if (github === undefined) {
        return [];
      }
      const readUse: GithubRoleUse =
        Object.values(github.secretsReadAtPlan ?? {}).flat().length > 0 ? "plan-secrets" : "plan";
      const target: Target = {
        system: system.id,
        environment: name,
        account: environment.account,
        region: environment.region,
        readRole: githubRoleArn(environment, readUse),
        deployRole: githubRoleArn(environment, "deploy"),
        gate: deployGate(environment),
        destroyGate: destroyGate(environment),
      };
      return [[name, { target, github }] as const];
    }),
  );
}
