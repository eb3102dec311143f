import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { throwProblems } from "../core/errors";
import { defaultActions, makeRules, type RoutingProps, routingProblems } from "./routes";

/** Values of an {@link HttpListener}. */
export type HttpListenerProps = RoutingProps;

/**
 * The listener of a load balancer that serves plain HTTP: port 80, where routes begin. Whatever passes is readable on
 * its way; an environment for learning may do with it as long as the load balancer's security group names who comes.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-listener.html
 */
export class HttpListener extends Construct {
  /** ARN of the listener. */
  public readonly listenerArn: string;
  /** The rules, for what must not change before them. */
  public readonly rules: readonly ITerraformDependable[];

  /** @throws ProblemsError when routes do not fit together or have no condition */
  public constructor(scope: Construct, id: string, props: HttpListenerProps) {
    super(scope, id);
    throwProblems(routingProblems(props, this.node.path));

    const { arn } = new LbListener(this, "http", {
      loadBalancerArn: props.loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultAction: defaultActions(props.otherwise),
    });
    acknowledge(this, "EDG-002", {
      reason:
        "an HTTP listener is for a load balancer without a certificate; what passes can be read on its way",
    });
    this.listenerArn = arn;
    this.rules = makeRules(this, arn, props);
  }
}
