import type { z } from "zod";
import type { Environment } from "../constructs/core/environment";
import { type Problem, throwProblems } from "../constructs/core/errors";
import { roleBoundaryArn } from "../constructs/identity/github-names";
import { githubProblems } from "../constructs/identity/github-rules";
import { accountVariable, makesItsState, resolveEnvironment } from "./environment";
import type { System, SystemConfig } from "./system";

/** A config that has kept every rule, with its environment completed. */
export interface ValidConfig {
  /** The completed environment. */
  readonly environment: Environment;
  /** The values that its composition takes. */
  readonly config: SystemConfig;
}

/**
 * Holds the values of all environments of a system against shape, rules and each other. All environments are read,
 * whichever are selected: a rule between two of them must not depend on the selection.
 *
 * @param variables - the process's environment, of which the accounts are read
 * @returns the valid configs by environment name
 * @throws ProblemsError with everything that is wrong
 */
export function validConfigs(
  system: System,
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, ValidConfig>> {
  const problems: Problem[] = [];
  const valid: Record<string, ValidConfig> = {};

  const ids = accountIds(system, variables);
  for (const [name, stated] of Object.entries(system.environments)) {
    const path = `${system.id}.${name}`;
    const input = withAccounts(system, withAccount(stated, ids[name]), ids);
    const parsed = system.schema.safeParse(input);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.flatMap((issue) => asProblems(issue, path, input)));
      continue;
    }
    const { github } = parsed.data;
    const resolved = resolveEnvironment(system.id, name, parsed.data.environment);
    const environment = github ? { ...resolved, roleBoundaryArn: roleBoundaryArn(resolved) } : resolved;
    problems.push(
      ...(github ? githubProblems(github, environment, `${path}.github`) : []),
      ...system.rules(parsed.data, environment, path),
    );
    valid[name] = { environment, config: parsed.data };
  }

  problems.push(...stateProblems(system.id, valid));
  throwProblems(problems);
  return valid;
}

/** The account of every environment: of its variable, or as its config states it. */
function accountIds(
  { id, environments }: System,
  variables: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environments).map(([name, { environment }]) => [
      name,
      variables[accountVariable(id, name)] ?? environment.account,
    ]),
  );
}

function withAccounts(
  system: System,
  config: SystemConfig,
  ids: Readonly<Record<string, string>>,
): SystemConfig {
  return system.withAccounts ? system.withAccounts(config, ids) : config;
}

function withAccount(config: SystemConfig, account: string | undefined): SystemConfig {
  return account === undefined ? config : { ...config, environment: { ...config.environment, account } };
}

/** Every bucket of states is made exactly once. */
function stateProblems(system: string, configs: Readonly<Record<string, ValidConfig>>): readonly Problem[] {
  const makers = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [name, { environment, config }] of Object.entries(configs)) {
    if (!makesItsState(system, name, config.environment)) {
      continue;
    }
    const { bucket } = environment.state;
    const other = makers.get(bucket);
    if (other !== undefined) {
      problems.push({
        path: `${system}.${name}.environment.state`,
        rule: `must not make the bucket that ${other} makes`,
        got: bucket,
        fix: `give each environment an account of its own, or set createdBy to ${system}/${other}`,
      });
    }
    makers.set(bucket, other ?? name);
  }
  return problems;
}

/** Zod's view of a broken rule as ours: our messages are `rule; remedy`, and zod's own get a general remedy. */
function asProblems(issue: z.core.$ZodIssue, root: string, input: unknown): readonly Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: pathOf(root, [...issue.path, key]),
      rule: "is no known setting",
      got: key,
      fix: "remove it or correct its spelling",
    }));
  }
  const [rule = issue.message, fix = "correct the value"] = issue.message.split("; ");
  return [{ path: pathOf(root, issue.path), rule, got: valueAt(input, issue.path), fix }];
}

function pathOf(root: string, keys: readonly PropertyKey[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : `${path}.${String(key)}`),
    root,
  );
}

function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}
