import {
  LbListenerRule,
  type LbListenerRuleAction,
  type LbListenerRuleCondition,
} from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Problem } from "../core/errors";
import type { TargetGroupRef } from "./target-group";

const LAST_PRIORITY = 50_000;
/** Elastic Load Balancing's limit on the values of all conditions of a rule. */
const MOST_VALUES = 5;

/** Which requests a rule takes, and before which other rules. */
export interface RouteConditions {
  /** Order in which routes are tried, 1 (first) to 50000, each once. */
  readonly priority: number;
  /**
   * Paths that it takes: `["/api/*"]`.
   *
   * @default - all
   */
  readonly pathPatterns?: readonly string[] | undefined;
  /**
   * Hosts that it takes: `["api.example.com"]`.
   *
   * @default - all
   */
  readonly hosts?: readonly string[] | undefined;
}

/** Requests that go to one target group. */
export interface Route extends RouteConditions {
  /** Where the requests go. */
  readonly targetGroup: TargetGroupRef;
}

/** A header without which no request is forwarded. */
export interface RequiredHeader {
  /** Name of the header. */
  readonly headerName: string;
  /** Values that are accepted. */
  readonly accepted: readonly string[];
}

/** What a listener does with requests: the same over HTTP and HTTPS. */
export interface RoutingProps {
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
  /** Routes by name. The name is part of addresses: keep it. */
  readonly routes: Readonly<Record<string, Route>>;
  /** What happens to a request that no route takes: status 403, or a target group gets it. */
  readonly otherwise: "refuse" | TargetGroupRef;
  /**
   * A header that every route asks for.
   *
   * @default - none
   */
  readonly requiredHeader?: RequiredHeader | undefined;
}

/** What comes before a request is forwarded, in the order of the actions. */
export type ActionsBefore = readonly LbListenerRuleAction[];

/** The last action for a request that no route takes, after what comes before a forward. */
export function defaultActions(
  otherwise: RoutingProps["otherwise"],
  before: ActionsBefore = [],
): LbListenerRuleAction[] {
  return otherwise === "refuse"
    ? [
        {
          type: "fixed-response",
          fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" },
        },
      ]
    : inOrder([...before, { type: "forward", targetGroupArn: otherwise.arn }]);
}

/**
 * Makes the rules of a listener, `to-<name>` below the given scope.
 *
 * @param before - what comes before each forward
 */
export function makeRules(
  scope: Construct,
  listenerArn: string,
  { routes, requiredHeader }: Pick<RoutingProps, "routes" | "requiredHeader">,
  before: ActionsBefore = [],
): readonly ITerraformDependable[] {
  return Object.entries(routes).map(
    ([name, route]) =>
      new LbListenerRule(scope, `to-${name}`, {
        listenerArn,
        priority: route.priority,
        action: inOrder([...before, { type: "forward", targetGroupArn: route.targetGroup.arn }]),
        condition: renderConditions(route, requiredHeader),
      }),
  );
}

/** The conditions of a rule, as Terraform takes them. */
export function renderConditions(
  { pathPatterns, hosts }: RouteConditions,
  header?: RequiredHeader,
): LbListenerRuleCondition[] {
  return [
    ...(header ? [{ httpHeader: { httpHeaderName: header.headerName, values: [...header.accepted] } }] : []),
    ...(pathPatterns ? [{ pathPattern: { values: [...pathPatterns] } }] : []),
    ...(hosts ? [{ hostHeader: { values: [...hosts] } }] : []),
  ];
}

/** Several actions carry their order; a single one does without. */
export function inOrder(actions: readonly LbListenerRuleAction[]): LbListenerRuleAction[] {
  return actions.length === 1
    ? [...actions]
    : actions.map((action, index) => ({ ...action, order: index + 1 }));
}

/** What does not fit together in the routes of a listener. */
export function routingProblems(
  { routes, otherwise, requiredHeader }: Pick<RoutingProps, "routes" | "otherwise" | "requiredHeader">,
  path: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  const nameByPriority = new Map<number, string>();
  for (const [name, { priority, pathPatterns = [], hosts = [] }] of Object.entries(routes)) {
    const at = `${path}.routes.${name}`;
    const other = nameByPriority.get(priority);
    if (other !== undefined) {
      problems.push({
        path: `${at}.priority`,
        rule: `differs from that of ${other}`,
        got: priority,
        fix: "choose a free one",
      });
    }
    nameByPriority.set(priority, name);
    if (!Number.isInteger(priority) || priority < 1 || priority > LAST_PRIORITY) {
      problems.push({
        path: `${at}.priority`,
        rule: `is a whole number from 1 to ${LAST_PRIORITY}`,
        got: priority,
        fix: "choose one of that range",
      });
    }
    const values = pathPatterns.length + hosts.length + (requiredHeader?.accepted.length ?? 0);
    if (values === 0 || values > MOST_VALUES) {
      problems.push({
        path: at,
        rule: `has 1 to ${MOST_VALUES} values in its conditions, the header's included`,
        got: values,
        fix: values === 0 ? "state paths or hosts, or make it the default" : "split it into two routes",
      });
    }
  }
  if (requiredHeader && otherwise !== "refuse") {
    problems.push({
      path: `${path}.otherwise`,
      rule: "refuses what comes without the header",
      got: "a target group, which would get it",
      fix: 'set it to "refuse" and add a last route without paths',
    });
  }
  return problems;
}
