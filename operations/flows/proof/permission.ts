import type { End, Flow } from "../../../systems/flows";
import type { Grant } from "../access/grants";
import {
  conditionValues,
  isReadable,
  matches,
  matchesResource,
  readPolicy,
  type Statement,
} from "../access/policies";
import type { Resource } from "../inventory";
import { describeEnd, type Landscape, resourceOf, roleOf } from "../landscape";
import type { Trail } from "./trail";

const HOST = ".amazonaws.com";
/** A condition could not hold for a call that the flow makes; an unconditional refusal always does. */
const unconditional = ({ statement }: Grant): boolean => Object.keys(statement.condition).length === 0;

/** What runs the roles of an end when the flow does not say. */
export const RUN_BY: Readonly<Partial<Record<End["kind"], string>>> = {
  service: "ecs-tasks",
  instance: "ec2",
};

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
  proveTrust(landscape, role, flow, trail);
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

function withoutSid(rule: string): string {
  return rule.split("#", 1)[0] ?? rule;
}

function proveTrust({ access }: Landscape, role: Resource, flow: Flow, trail: Trail): void {
  const trusted = flow.assumedBy ?? RUN_BY[flow.from.kind];
  if (trusted === undefined) {
    trail.gap(role.address, "nothing says who assumes it; state assumedBy");
    return;
  }
  trail.either(
    access.trust
      .filter(
        ({ resource, statement }) =>
          resource === role &&
          statement.effect === "Allow" &&
          statement.principals.some((principal) => trusts(principal, trusted)),
      )
      .map(({ rule }) => ({ address: rule })),
    "trust",
    role.address,
    `does not trust ${trusted}`,
  );
}

/** Whether a principal of a trust policy is what a flow calls it. */
export function trusts(principal: string, trusted: string): boolean {
  return trusted === "github"
    ? principal.includes("aws_iam_openid_connect_provider") ||
        principal.includes("token.actions.githubusercontent.com")
    : principal === `${trusted}${HOST}`;
}

function proveAction(landscape: Landscape, role: Resource, action: string, to: End, trail: Trail): void {
  const { access, inventory } = landscape;
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
  const resource = resourceOf(landscape, to);
  const arn = resource && inventory.attribute(resource, "arn");
  const concerns = ({ statement }: Grant): boolean =>
    statement.actions.some((pattern) => matches(pattern, action)) &&
    (arn === undefined
      ? statement.resources.length > 0
      : statement.resources.some((pattern) => matchesResource(pattern, arn)));
  const own = access.ofRoles.filter((grant) => grant.role === role && concerns(grant));
  const byResource = access.ofResources.filter(
    (grant) =>
      grant.resource === resource &&
      concerns(grant) &&
      grant.statement.principals.some((one) => one === inventory.attribute(role, "arn")),
  );
  const allows = [...own, ...byResource].filter(({ statement }) => statement.effect === "Allow");
  trail.either(
    allows.map(({ rule }) => ({ address: rule })),
    "policy",
    role.address,
    `no policy allows ${action} on ${describeEnd(to)}`,
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

/** Services whose policies name the whole account and hold the caller to it by a condition. */
const SPEAKING_FOR_THE_ACCOUNT = ["elasticache", "rds"];

/** Principals by which policies of resources know the source of a flow. */
export function principalsOf(landscape: Landscape, { from, as = "task" }: Flow): readonly string[] {
  if (from.kind === "internet") {
    return ["*"];
  }
  if (from.kind === "distribution") {
    return [`cloudfront${HOST}`];
  }
  if (from.kind === "aws") {
    return [`${from.name}${HOST}`, ...(SPEAKING_FOR_THE_ACCOUNT.includes(from.name) ? ["*"] : [])];
  }
  const role = roleOf(landscape, from, as);
  return role ? [landscape.inventory.attribute(role, "arn")] : [];
}

/** Keys of conditions that name the account of whoever calls. */
const ACCOUNT_KEYS = ["aws:SourceOwner", "aws:SourceAccount", "aws:PrincipalAccount", "kms:CallerAccount"];

/** Whether a statement that admits everybody admits only those of the resource's own account. */
function isHeldToAccount(statement: Statement, { place }: Resource): boolean {
  return (
    !statement.principals.includes("*") ||
    ACCOUNT_KEYS.some((key) => {
      const accounts = conditionValues(statement, key);
      return accounts.length > 0 && accounts.every((account) => account === place.account);
    })
  );
}

/** The policy of the target admits the source: an AWS service, or a role by its ARN. */
export function proveResourcePolicy(
  landscape: Landscape,
  { to, from, actions = [] }: Flow,
  principals: readonly string[],
  trail: Trail,
): void {
  const resource = resourceOf(landscape, to);
  if (!resource || actions === "any") {
    return;
  }
  const { inventory, access } = landscape;
  const own = access.ofResources.filter((grant) => grant.resource === resource);
  const where = own[0] ? withoutSid(own[0].rule) : resource.address;
  for (const action of actions) {
    trail.either(
      own
        .filter(
          ({ statement }) =>
            statement.effect === "Allow" &&
            statement.actions.some((pattern) => matches(pattern, action)) &&
            statement.principals.some((one) => principals.includes(one)) &&
            isHeldToAccount(statement, resource) &&
            statement.resources.some((pattern) =>
              matchesResource(pattern, inventory.attribute(resource, "arn")),
            ),
        )
        .map(({ rule }) => ({ address: rule })),
      "resource-policy",
      where,
      `no statement allows ${action} to ${describeEnd(from)}`,
    );
  }
}
