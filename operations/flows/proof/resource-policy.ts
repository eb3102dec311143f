import type { Flow } from "../../../systems/flows";
import { matches, matchesResource } from "../access/policies";
import { isHeldTo, isHeldToAccount } from "../access/scope";
import { describeEnd } from "../kinds";
import { arnsOf, type Landscape, resourceOf, roleOf } from "../landscape";
import type { Trail } from "./trail";
import { rootsOf } from "./trust";

const HOST = ".amazonaws.com";
const REGISTRY_POLICY = "aws_ecr_registry_policy";
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

/** The address of a policy without the id of the statement. */
export function withoutSid(rule: string): string {
  return rule.split("#", 1)[0] ?? rule;
}
