import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import type { TargetGroupRef } from "./target-group";

const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const LAST_PRIORITY = 50_000;
/** Elastic Load Balancing's limit on the values of all conditions of a rule. */
const MOST_VALUES = 5;

/** Requests that go to one target group. */
export interface Route {
  /** Order in which routes are tried, 1 (first) to 50000, each once. */
  readonly priority: number;
  /** Where the requests go. */
  readonly targetGroup: TargetGroupRef;
  /**
   * Paths that it takes: `["/api/*"]`.
   *
   * @default - all
   */
  readonly pathPatterns?: readonly string[];
  /**
   * Hosts that it takes: `["api.example.com"]`.
   *
   * @default - all
   */
  readonly hosts?: readonly string[];
}

/** A header without which no request is forwarded. */
export interface RequiredHeader {
  /** Name of the header. */
  readonly headerName: string;
  /** Values that are accepted. */
  readonly accepted: readonly string[];
}

/** Values of an {@link HttpsListener}. */
export interface HttpsListenerProps {
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
  /** ARN of a validated certificate in the load balancer's Region. */
  readonly certificateArn: string;
  /** Routes by name. The name is part of addresses: keep it. */
  readonly routes: Readonly<Record<string, Route>>;
  /** What happens to a request that no route takes: status 403, or a target group gets it. */
  readonly otherwise: "refuse" | TargetGroupRef;
  /**
   * A header that every route asks for.
   *
   * @default - none
   */
  readonly requiredHeader?: RequiredHeader;
  /**
   * Security policy of TLS.
   *
   * @default "ELBSecurityPolicy-TLS13-1-2-2021-06", TLS 1.2 and 1.3
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly tlsPolicy?: string;
}

/**
 * The listeners of a load balancer that serves HTTPS alone: port 443, where TLS ends and routes begin, and port 80,
 * which redirects there.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
 */
export class HttpsListener extends Construct {
  /** ARN of the listener on port 443. */
  public readonly listenerArn: string;
  /** The rules, for what must not change before them. */
  public readonly rules: readonly ITerraformDependable[];

  /** @throws ProblemsError when routes do not fit together or have no condition */
  public constructor(scope: Construct, id: string, props: HttpsListenerProps) {
    super(scope, id);
    const {
      loadBalancerArn,
      certificateArn,
      routes,
      otherwise,
      requiredHeader,
      tlsPolicy = TLS_POLICY,
    } = props;
    throwProblems(problemsOf(routes, otherwise, requiredHeader, this.node.path));

    const https = new LbListener(this, "https", {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      sslPolicy: tlsPolicy,
      defaultAction: [
        otherwise === "refuse"
          ? {
              type: "fixed-response",
              fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" },
            }
          : { type: "forward", targetGroupArn: otherwise.arn },
      ],
    });
    new LbListener(this, "http", {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
      ],
    });
    this.listenerArn = https.arn;
    this.rules = Object.entries(routes).map(
      ([name, route]) =>
        new LbListenerRule(this, `to-${name}`, {
          listenerArn: https.arn,
          priority: route.priority,
          action: [{ type: "forward", targetGroupArn: route.targetGroup.arn }],
          condition: renderConditions(route, requiredHeader),
        }),
    );
  }
}

function renderConditions({ pathPatterns, hosts }: Route, header: RequiredHeader | undefined) {
  return [
    ...(header ? [{ httpHeader: { httpHeaderName: header.headerName, values: [...header.accepted] } }] : []),
    ...(pathPatterns ? [{ pathPattern: { values: [...pathPatterns] } }] : []),
    ...(hosts ? [{ hostHeader: { values: [...hosts] } }] : []),
  ];
}

function problemsOf(
  routes: Readonly<Record<string, Route>>,
  otherwise: HttpsListenerProps["otherwise"],
  header: RequiredHeader | undefined,
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
    const values = pathPatterns.length + hosts.length + (header?.accepted.length ?? 0);
    if (values === 0 || values > MOST_VALUES) {
      problems.push({
        path: at,
        rule: `has 1 to ${MOST_VALUES} values in its conditions, the header's included`,
        got: values,
        fix: values === 0 ? "state paths or hosts, or make it the default" : "split it into two routes",
      });
    }
  }
  if (header && otherwise !== "refuse") {
    problems.push({
      path: `${path}.otherwise`,
      rule: "refuses what comes without the header",
      got: "a target group, which would get it",
      fix: 'set it to "refuse" and add a last route without paths',
    });
  }
  return problems;
}
