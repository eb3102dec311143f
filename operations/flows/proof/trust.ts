import type { End, Flow } from "../../../systems/flows";
import { conditionValues, type Statement } from "../access/policies";
import type { Resource } from "../inventory";
import { describeEnd } from "../kinds";
import type { Landscape } from "../landscape";
import type { Trail } from "./trail";

const HOST = ".amazonaws.com";
const SECOND_FACTOR = "aws:MultiFactorAuthPresent";

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

/** Somebody may assume the role, and is whom the flow says. */
export function proveTrust({ access }: Landscape, role: Resource, flow: Flow, trail: Trail): void {
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
export function rootsOf(account: string): readonly string[] {
  return [`arn:aws:iam::${account}:root`, account];
}

function asksForSecondFactor({ condition }: Statement): boolean {
  return conditionValues({ condition: { Bool: condition["Bool"] ?? {} } }, SECOND_FACTOR).includes("true");
}
