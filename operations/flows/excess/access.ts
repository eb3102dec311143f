import type { Flow } from "../../../systems/flows";
import type { Grant } from "../access/grants";
import { conditionValues, matches, matchesResource, namesHandle } from "../access/policies";
import { scopeOf } from "../access/scope";
import { CHOSEN_BY_AWS, KNOWN_TYPES } from "../arns";
import type { Resource } from "../inventory";
import { arnsOf, type Landscape, resourceOf, roleOf, serviceOf } from "../landscape";
import { isHeldToAlias } from "../proof/permission";
import { principalsOf } from "../proof/resource-policy";
import type { Proof } from "../proof/trail";
import { trustedBy, trusts } from "../proof/trust";
import type { CannotTell, Excess } from "./finding";

/** What policies grant and no flow explains. */
export function accessExcess(landscape: Landscape, proofs: readonly Proof[]): readonly Excess[] {
  const { access } = landscape;
  const allows = (grants: readonly Grant[]): readonly Grant[] =>
    grants.filter(({ statement }) => statement.effect === "Allow");
  const flowsOf = flowsByRole(landscape, proofs);
  return [
    ...allows(access.ofRoles).flatMap((grant) =>
      grant.role ? roleExcess(landscape, grant, grant.role, flowsOf(grant.role)) : [],
    ),
    ...allows(access.ofResources).flatMap((grant) => resourceExcess(landscape, grant, proofs)),
    ...allows(access.trust).flatMap((grant) =>
      grant.resource ? trustExcess(grant, grant.resource, flowsOf(grant.resource)) : [],
    ),
    ...access.managed
      .filter(({ role, policy }) => !flowsOf(role).some(({ actions }) => hasManaged(actions, policy)))
      .map(({ role, policy, rule }) => ({
        address: rule,
        what: `gives ${nameOf(role)} all of ${policy}; no flow explains it`,
      })),
  ];
}

/** Policies that cannot be read before Terraform runs, or whose role is elsewhere. */
export function accessUndecided({ access }: Landscape): readonly CannotTell[] {
  return [
    ...access.undecided.map(({ address, why }) => ({ address, why: `what the policy grants: ${why}` })),
    ...access.ofRoles
      .filter(({ role }) => role === undefined)
      .map(({ rule }) => ({ address: rule, why: "which role has the policy" })),
    ...access.ofResources
      .filter(({ resource }) => resource === undefined)
      .map(({ rule }) => ({ address: rule, why: "which resource has the policy" })),
  ];
}

function flowsByRole(landscape: Landscape, proofs: readonly Proof[]): (role: Resource) => readonly Flow[] {
  const byRole = new Map<Resource | undefined, Flow[]>();
  for (const { flow } of proofs) {
    const role = roleOf(landscape, flow.from, flow.as ?? "task");
    byRole.set(role, [...(byRole.get(role) ?? []), flow]);
  }
  return (role) => byRole.get(role) ?? [];
}

/** The actions of a statement on what no flow explains, as one finding a statement. */
function roleExcess(
  landscape: Landscape,
  { rule, statement }: Grant,
  role: Resource,
  flows: readonly Flow[],
): readonly Excess[] {
  if (flows.some(({ actions }) => actions === "any")) {
    return [];
  }
  const unexplained = statement.resources.flatMap((pattern) => {
    const targets =
      pattern === "*"
        ? []
        : targetsOf(landscape, pattern).filter((one) => hasAlias(landscape, statement, one));
    const actions = statement.actions.filter(
      (action) => !isExplained(landscape, { statement, action, pattern, targets }, flows),
    );
    return actions.length > 0 ? [`${actions.join(", ")} on ${pattern}`] : [];
  });
  return unexplained.length === 0
    ? []
    : [{ address: rule, what: `lets ${nameOf(role)} do ${unexplained.join("; ")}; no flow explains it` }];
}

/** The resources of the environment that a pattern means. */
function targetsOf({ inventory }: Landscape, pattern: string): readonly Resource[] {
  return inventory.resources.filter(
    (resource) =>
      namesHandle(pattern, resource) ||
      ((resource.type in KNOWN_TYPES || resource.type in CHOSEN_BY_AWS) &&
        matchesResource(pattern, inventory.attribute(resource, "arn"))),
  );
}

/** A statement about keys may hold itself to those of an alias. */
function hasAlias({ inventory }: Landscape, statement: Grant["statement"], target: Resource): boolean {
  const aliases = conditionValues(statement, "kms:ResourceAliases");
  return (
    aliases.length === 0 ||
    inventory
      .all("aws_kms_alias")
      .some(
        ({ attributes }) =>
          aliases.some((alias) => matches(alias, String(attributes["name"]))) &&
          inventory.find("aws_kms_key", attributes["target_key_id"]) === target,
      )
  );
}

interface Asked {
  readonly statement: Grant["statement"];
  readonly action: string;
  /** Of a statement's resources. */
  readonly pattern: string;
  /** What it means in the environment. */
  readonly targets: readonly Resource[];
}

function isExplained(landscape: Landscape, asked: Asked, flows: readonly Flow[]): boolean {
  const { action, pattern, targets } = asked;
  const able = flows.filter(({ actions }) => Array.isArray(actions) && actions.includes(action));
  if (able.some(({ to }) => to.kind === "class" && to.patterns.includes(pattern))) {
    return true;
  }
  return targets.length === 0
    ? able.some(({ to }) => meansElsewhere(landscape, to, asked) || isServiceOf(to, action))
    : targets.every((target) => able.some(({ to }) => resourceOf(landscape, to) === target));
}

function isServiceOf(to: Flow["to"], action: string): boolean {
  return to.kind === "aws" && serviceOf(to) === action.split(":", 1)[0];
}

/** Whether a pattern means the resource of another account alone, or something within it. */
function meansElsewhere(landscape: Landscape, to: Flow["to"], { pattern, statement }: Asked): boolean {
  return (
    to.kind === "elsewhere" &&
    isHeldToAlias(statement, to) &&
    arnsOf(landscape, to).some(
      (arn) => pattern === arn || pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`),
    )
  );
}

function resourceExcess(
  landscape: Landscape,
  { rule, statement, resource }: Grant,
  proofs: readonly Proof[],
): readonly Excess[] {
  if (!resource) {
    return [];
  }
  const users = proofs
    .filter(({ links }) => links.some(({ address }) => address === rule))
    .map(({ flow }) => flow);
  const needed = users.flatMap(({ actions }) =>
    Array.isArray(actions) ? (actions as readonly string[]) : [],
  );
  const known = users.flatMap((flow) => principalsOf(landscape, flow));
  const sources = users.flatMap(({ from }) => (from.kind === "internet" ? (from.cidrs ?? []) : []));
  const principals = statement.principals.filter(
    (principal) => !isOwnAccount(principal, resource) && !known.includes(principal),
  );
  const actions = statement.principals.every((principal) => isOwnAccount(principal, resource))
    ? []
    : statement.actions.filter((action) => !needed.includes(action));
  const scope = users.flatMap(({ onBehalfOf = [] }) => onBehalfOf);
  const strangers = (scopeOf(statement) ?? []).filter(
    (one) => one !== resource.place.account && !scope.includes(one) && !sourcesOf(users).includes(one),
  );
  const addresses = conditionValues(statement, "aws:SourceIp").filter((cidr) => !sources.includes(cidr));
  return [
    ...(principals.length > 0
      ? [`lets ${principals.join(", ")} do ${statement.actions.join(", ")} on ${nameOf(resource)}`]
      : actions.length > 0
        ? [`lets ${statement.principals.join(", ")} do ${actions.join(", ")} on ${nameOf(resource)}`]
        : []),
    ...(strangers.length > 0 && principals.length === 0
      ? [
          `lets ${statement.principals.join(", ")} reach ${nameOf(resource)} on behalf of ${strangers.join(", ")}`,
        ]
      : []),
    ...(addresses.length > 0 ? [`lets ${addresses.join(", ")} reach ${nameOf(resource)}`] : []),
  ].map((what) => ({ address: rule, what: `${what}; no flow explains it` }));
}

/** Accounts at the sources of flows. */
function sourcesOf(flows: readonly Flow[]): readonly string[] {
  return flows.flatMap(({ from }) => ("account" in from ? [from.account] : []));
}

/** A policy that names the account itself leaves the decision to the policies of its roles. */
function isOwnAccount(principal: string, { place }: Resource): boolean {
  return principal === `arn:aws:iam::${place.account}:root` || principal === place.account;
}

function trustExcess({ rule, statement }: Grant, role: Resource, flows: readonly Flow[]): readonly Excess[] {
  const trusted = flows.map(trustedBy);
  const strangers = statement.principals.filter(
    (principal) => !trusted.some((one) => one !== undefined && trusts(statement, principal, one)),
  );
  return strangers.length === 0
    ? []
    : [{ address: rule, what: `lets ${strangers.join(", ")} assume ${nameOf(role)}; no flow explains it` }];
}

function hasManaged(actions: Flow["actions"], policy: string): boolean {
  return actions === "any" || (actions ?? []).some((action) => policy.endsWith(`:${action}`));
}

function nameOf({ attributes, address }: Resource): string {
  const name = attributes["name"] ?? attributes["bucket"] ?? attributes["repository_name"];
  return typeof name === "string" ? name : address;
}
