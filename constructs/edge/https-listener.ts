import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import {
  defaultActions,
  inOrder,
  makeRules,
  renderConditions,
  type RoutingProps,
  routingProblems,
} from "./routes";
import { type SignIn, signInAction, type SignInPage, signInProblems } from "./sign-in";

const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** Values of an {@link HttpsListener}. */
export interface HttpsListenerProps extends RoutingProps {
  /** ARN of a validated certificate in the load balancer's Region. */
  readonly certificateArn: string;
  /**
   * Security policy of TLS.
   *
   * @default "ELBSecurityPolicy-TLS13-1-2-2021-06", TLS 1.2 and 1.3
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly tlsPolicy?: string | undefined;
  /**
   * What happens on port 80: a redirect to port 443, or nothing, where callers know the address.
   *
   * @default "redirected"
   */
  readonly plainHttp?: "redirected" | "closed" | undefined;
  /**
   * Who signs in before anything is forwarded.
   *
   * @default - nobody needs to
   */
  readonly signIn?: SignIn | undefined;
}

/**
 * The listeners of a load balancer that serves HTTPS alone: port 443, where TLS ends and routes begin, and port 80,
 * which redirects there unless it is closed.
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
    const { loadBalancerArn, certificateArn, otherwise, signIn, tlsPolicy = TLS_POLICY } = props;
    const { plainHttp = "redirected" } = props;
    throwProblems([
      ...routingProblems(props, this.node.path),
      ...(signIn ? signInProblems(signIn, `${this.node.path}.signIn`) : []),
      ...samePriorityProblems(props, this.node.path),
    ]);
    const before = signIn ? [signInAction(signIn, signIn.page ? "refuse" : "sign-in")] : [];

    const https = new LbListener(this, "https", {
      loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      sslPolicy: tlsPolicy,
      defaultAction: defaultActions(otherwise, before),
    });
    if (plainHttp === "redirected") {
      new LbListener(this, "http", {
        loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        defaultAction: [
          { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
        ],
      });
    }
    this.listenerArn = https.arn;
    this.rules = [
      ...(signIn?.page ? [this.signInPage(https.arn, signIn, signIn.page)] : []),
      ...makeRules(this, https.arn, props, before),
    ];
  }

  private signInPage(listenerArn: string, signIn: SignIn, page: SignInPage): LbListenerRule {
    return new LbListenerRule(this, "sign-in", {
      listenerArn,
      priority: page.priority,
      action: inOrder([
        signInAction(signIn, "sign-in"),
        {
          type: "redirect",
          redirect: {
            protocol: "HTTPS",
            port: "443",
            host: page.leadsToHost,
            path: "/",
            query: "",
            statusCode: "HTTP_302",
          },
        },
      ]),
      condition: renderConditions({ priority: page.priority, pathPatterns: [page.path] }),
    });
  }
}

function samePriorityProblems({ signIn, routes }: HttpsListenerProps, path: string): readonly Problem[] {
  const page = signIn?.page;
  const twin = page && Object.entries(routes).find(([, { priority }]) => priority === page.priority);
  return twin
    ? [
        {
          path: `${path}.signIn.page.priority`,
          rule: `differs from that of ${twin[0]}`,
          got: twin[1].priority,
          fix: "choose a free one",
        },
      ]
    : [];
}
