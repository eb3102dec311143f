import type { End, Flow } from "../../../systems/flows";
import type { Grant } from "../access/grants";
import {
  conditionValues,
  isReadable,
  matches,
  matchesResource,
  namesHandle,
  readPolicy,
  type Statement,
} from "../access/policies";
import type { Resource } from "../inventory";
import { describeEnd } from "../kinds";
import { arnsOf, type Landscape, resourceOf, roleOf } from "../landscape";
import { proveResourcePolicy, withoutSid } from "./resource-policy";
import type { Trail } from "./trail";
import { proveTrust } from "./trust";

/** A condition could not hold for a call that the flow makes; an unconditional refusal always does. */
const unconditional = ({ statement }: Grant): boolean => Object.keys(statement.condition).length === 0;

/** The role at the source may do all that the flow needs, and somebody may assume it. */
export function provePermissions(landscape: Landscape, flow: Flow, trail: Trail): void {
  const { from, to, actions = [], as = "task" } = flow;
  const role = roleOf(landscape, from, as);
  if (!role) {
    if (actions.length > 0) {
      trail.gap(resourceOf(landscape, from)?.address ?? describeEnd(from), "has no role to act with");
    }
    return;
  }
  if (role.type === "aws_iam_role") {
    proveTrust(landscape, role, flow, trail); // Who is in a group is a flow of its own.
  }
  if (actions === "any") {
    const policies = landscape.access.ofRoles.filter((grant) => grant.role === role);
    trail.either(
      policies
        .filter(({ statement }) => statement.effect === "Allow")
        .map(({ rule }) => ({ address: withoutSid(rule) })),
      "policy",
      role.address,
      "has no policy",
    );
    return;
  }
  for (const action of actions) {
    proveAction(landscape, role, action, to, trail);
  }
  if (flow.path?.includes("resource-policy")) {
    proveResourcePolicy(landscape, flow, [landscape.inventory.attribute(role, "arn")], trail);
  }
}

function proveAction(landscape: Landscape, role: Resource, action: string, to: End, trail: Trail): void {
  const { access } = landscape;
  if (action.startsWith("policy/")) {
    trail.either(
      access.managed
        .filter((one) => one.role === role && one.policy.endsWith(`:${action}`))
        .map(({ rule }) => ({ address: rule })),
      "policy",
      role.address,
      `the AWS managed ${action} is not attached`,
    );
    return;
  }
  if (to.kind === "class") {
    for (const pattern of to.patterns) {
      proveActionOn(landscape, role, action, to, pattern, trail);
    }
  } else {
    proveActionOn(landscape, role, action, to, arnsOf(landscape, to)[0], trail);
  }
}

/** Keys of another account are known by their alias alone, to which the statement must hold itself. */
export function isHeldToAlias(statement: Statement, to: End): boolean {
  return (
    to.kind !== "elsewhere" ||
    to.of !== "key" ||
    conditionValues(statement, "kms:ResourceAliases").includes(to.resource)
  );
}

/** @param arn - none where the service alone is known */
function proveActionOn(
  landscape: Landscape,
  role: Resource,
  action: string,
  to: End,
  arn: string | undefined,
  trail: Trail,
): void {
  const { access, inventory } = landscape;
  const resource = resourceOf(landscape, to);
  const concerns = ({ statement }: Grant): boolean =>
    statement.actions.some((pattern) => matches(pattern, action)) &&
    (arn === undefined
      ? statement.resources.length > 0
      : isHeldToAlias(statement, to) &&
        statement.resources.some(
          (pattern) =>
            pattern === arn ||
            matchesResource(pattern, arn) ||
            (resource !== undefined && namesHandle(pattern, resource)),
        ));
  const own = access.ofRoles.filter((grant) => grant.role === role && concerns(grant));
  const byResource = access.ofResources.filter(
    (grant) =>
      resource !== undefined &&
      grant.resource === resource &&
      concerns(grant) &&
      grant.statement.principals.some((one) => one === inventory.attribute(role, "arn")),
  );
  const allows = [...own, ...byResource].filter(({ statement }) => statement.effect === "Allow");
  trail.either(
    allows.map(({ rule }) => ({ address: rule })),
    "policy",
    role.address,
    `no policy allows ${action} on ${describeEnd(to)}${to.kind === "class" ? ` (${String(arn)})` : ""}`,
  );
  const denies = [...own, ...denialsOf(landscape, resource, concerns)].filter(
    (grant) => grant.statement.effect === "Deny" && unconditional(grant),
  );
  for (const { rule } of denies) {
    trail.gap(rule, `denies ${action} on ${describeEnd(to)}`);
  }
  proveBoundary(landscape, role, action, arn, trail);
}

function denialsOf(
  { access }: Landscape,
  resource: Resource | undefined,
  concerns: (grant: Grant) => boolean,
): readonly Grant[] {
  return access.ofResources.filter(
    (grant) => resource !== undefined && grant.resource === resource && concerns(grant),
  );
}

/** A role may do no more than its boundary, where the environment states it. */
function proveBoundary(
  { inventory }: Landscape,
  role: Resource,
  action: string,
  arn: string | undefined,
  trail: Trail,
): void {
  const boundary = inventory.find("aws_iam_policy", role.attributes["permissions_boundary"]);
  const policy = readPolicy(boundary?.attributes["policy"]);
  if (!boundary || !isReadable(policy)) {
    return;
  }
  const concerned = policy.filter(
    ({ actions, resources }) =>
      actions.some((pattern) => matches(pattern, action)) &&
      resources.some((pattern) => pattern === "*" || (arn !== undefined && matchesResource(pattern, arn))),
  );
  trail.either(
    concerned.filter(({ effect }) => effect === "Allow").map(() => boundary),
    "boundary",
    boundary.address,
    `the boundary of ${role.address} does not admit ${action}`,
  );
  for (const { sid } of concerned.filter(
    ({ effect, condition }) => effect === "Deny" && Object.keys(condition).length === 0,
  )) {
    trail.gap(`${boundary.address}#${sid}`, `the boundary of ${role.address} denies ${action}`);
  }
}
