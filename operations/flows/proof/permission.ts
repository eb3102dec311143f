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
import { isHeldTo, isHeldToAccount } from "../access/scope";
import type { Resource } from "../inventory";
import { describeEnd } from "../kinds";
import { arnsOf, type Landscape, resourceOf, roleOf } from "../landscape";
import type { Trail } from "./trail";

const HOST = ".amazonaws.com";
const REGISTRY_POLICY = "aws_ecr_registry_policy";
const SECOND_FACTOR = "aws:MultiFactorAuthPresent";
/** A condition could not hold for a call that the flow makes; an unconditional refusal always does. */
const unconditional = ({ statement }: Grant): boolean => Object.keys(statement.condition).length === 0;

/** What runs the roles of an end when the flow does not say. */
const RUN_BY: Readonly<Partial<Record<End["kind"], string>>> = {
  service: "ecs-tasks",
  task: "ecs-tasks",
  instance: "ec2",
  instances: "ec2",
  function: "lambda",
  canary: "lambda",
  "state-machine": "states",
};

/** Whom the role at the source of a flow trusts. */
export function trustedBy({ from, assumedBy }: Flow): Flow["assumedBy"] {
  return assumedBy ?? RUN_BY[from.kind];
}

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

function withoutSid(rule: string): string {
  return rule.split("#", 1)[0] ?? rule;
}

function proveTrust({ access }: Landscape, role: Resource, flow: Flow, trail: Trail): void {
  const trusted = trustedBy(flow);
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
          statement.principals.some((principal) => trusts(statement, principal, trusted)),
      )
      .map(({ rule }) => ({ address: rule })),
    "trust",
    role.address,
    `does not trust ${describeTrusted(trusted)}`,
  );
}

/** How somebody whom a role trusts reads. */
function describeTrusted(trusted: NonNullable<Flow["assumedBy"]>): string {
  return typeof trusted === "string"
    ? trusted
    : `${describeEnd(trusted)}${trusted.kind === "people" ? " with a second factor" : ""}`;
}

/** Whether a principal of a trust policy is what a flow calls it; people need a second factor. */
export function trusts(
  statement: Statement,
  principal: string,
  trusted: NonNullable<Flow["assumedBy"]>,
): boolean {
  if (typeof trusted !== "string") {
    const isTheirs = rootsOf(trusted.account).includes(principal);
    return isTheirs && (trusted.kind === "other-account" || asksForSecondFactor(statement));
  }
  return trusted === "github"
    ? principal.includes("aws_iam_openid_connect_provider") ||
        principal.includes("token.actions.githubusercontent.com")
    : principal === `${trusted}${HOST}`;
}

/** Principals that leave it to an account whom it lets. */
function rootsOf(account: string): readonly string[] {
  return [`arn:aws:iam::${account}:root`, account];
}

function asksForSecondFactor({ condition }: Statement): boolean {
  return conditionValues({ condition: { Bool: condition["Bool"] ?? {} } }, SECOND_FACTOR).includes("true");
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

/** Services whose policies name the whole account and hold the caller to it by a condition. */
const SPEAKING_FOR_THE_ACCOUNT = ["elasticache", "rds"];

/** Principals by which policies of resources know the source of a flow. */
export function principalsOf(landscape: Landscape, { from, as = "task" }: Flow): readonly string[] {
  if (from.kind === "internet") {
    return ["*"];
  }
  if (from.kind === "other-account") {
    return rootsOf(from.account);
  }
  if (from.kind === "elsewhere") {
    return arnsOf(landscape, from);
  }
  if (from.kind === "api") {
    return [`apigateway${HOST}`];
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

/** The policy of the target admits the source: an AWS service, or a role by its ARN. */
export function proveResourcePolicy(
  landscape: Landscape,
  { to, from, actions = [], onBehalfOf }: Flow,
  principals: readonly string[],
  trail: Trail,
): void {
  const { access } = landscape;
  const resource = resourceOf(landscape, to);
  if ((!resource && to.kind !== "class") || actions === "any") {
    return;
  }
  const arns = arnsOf(landscape, to);
  // A registry has one policy for classes of its repositories.
  const own = access.ofResources.filter((grant) =>
    resource ? grant.resource === resource : grant.resource?.type === REGISTRY_POLICY,
  );
  const where = own[0] ? withoutSid(own[0].rule) : (resource?.address ?? describeEnd(to));
  for (const action of actions) {
    trail.either(
      own
        .filter(
          ({ statement, resource: grantedOn }) =>
            statement.effect === "Allow" &&
            statement.actions.some((pattern) => matches(pattern, action)) &&
            statement.principals.some((one) => principals.includes(one)) &&
            (onBehalfOf === undefined
              ? grantedOn !== undefined && isHeldToAccount(statement, grantedOn)
              : isHeldTo(statement, onBehalfOf)) &&
            // Policies of repositories name no resource: they mean their own.
            [...statement.resources, ...(statement.resources.length === 0 ? ["*"] : [])].some((pattern) =>
              arns.some((arn) => pattern === arn || matchesResource(pattern, arn)),
            ),
        )
        .map(({ rule }) => ({ address: rule })),
      "resource-policy",
      where,
      `no statement allows ${action} to ${describeEnd(from)}${onBehalfOf === undefined ? "" : ` on behalf of ${onBehalfOf.join(", ")} alone`}`,
    );
  }
}
