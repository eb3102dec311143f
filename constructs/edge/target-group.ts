import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const DEREGISTRATION_DELAY_SECONDS = 30;
const LONGEST_DEREGISTRATION_DELAY_SECONDS = 3600;
const INTERVAL_SECONDS = 30;
const TIMEOUT_SECONDS = 5;
const HEALTHY_THRESHOLD = 2;
const UNHEALTHY_THRESHOLD = 3;
const MATCHER = "200";

/** How a load balancer finds out whether a target is well. */
export interface HealthCheck {
  /** Path that is asked for: `/health`. */
  readonly path: string;
  /**
   * Status codes of a healthy answer: `200` or `200-299`.
   *
   * @default "200"
   */
  readonly matcher?: string;
  /**
   * Seconds between two checks, 5 to 300.
   *
   * @default 30
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds after which no answer is a failure; less than the interval.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * Successes in a row after which a target is healthy, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;
  /**
   * Failures in a row after which a target is unhealthy, 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}

/** A target group as other constructs and other stacks see it. */
export interface TargetGroupRef {
  /** ARN of the group. */
  readonly arn: string;
  /** Last part of the ARN, which metrics carry as TargetGroup. */
  readonly arnSuffix: string;
}

/** How a service takes requests from a load balancer. */
export interface TargetConfig {
  /** Port on which targets listen. A change replaces the group. */
  readonly port: number;
  /** How targets are checked. */
  readonly healthCheck: HealthCheck;
  /**
   * Seconds for which a target that leaves may finish its requests, 0 to 3600.
   *
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number | undefined;
}

/** Values of a {@link TargetGroup}. */
export interface TargetGroupProps extends TargetConfig {
  /** Name: at most 32 letters, digits and hyphens. A change replaces the group. */
  readonly name: string;
  /** VPC of the targets. */
  readonly vpcId: string;
}

/**
 * Targets of a load balancer by IP address, which is how Fargate tasks are reached, over HTTP within the VPC.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class TargetGroup extends Construct implements TargetGroupRef {
  /** ARN of the group. */
  public readonly arn: string;
  /** Last part of the ARN, which metrics carry as TargetGroup. */
  public readonly arnSuffix: string;

  /** @throws ProblemsError with everything that Elastic Load Balancing would refuse */
  public constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { name, vpcId, port, healthCheck } = props;
    const { deregistrationDelaySeconds = DEREGISTRATION_DELAY_SECONDS } = props;
    const {
      path: healthPath,
      matcher = MATCHER,
      intervalSeconds = INTERVAL_SECONDS,
      timeoutSeconds = TIMEOUT_SECONDS,
      healthyThreshold = HEALTHY_THRESHOLD,
      unhealthyThreshold = UNHEALTHY_THRESHOLD,
    } = healthCheck;
    const { path } = this.node;
    const within = (key: string, value: number, from: number, to: number): readonly Problem[] =>
      Number.isInteger(value) && value >= from && value <= to
        ? []
        : [
            {
              path: `${path}.${key}`,
              rule: `is a whole number from ${from} to ${to}`,
              got: value,
              fix: "choose one of that range",
            },
          ];
    throwProblems([
      ...within("port", port, 1, 65_535),
      ...within(
        "deregistrationDelaySeconds",
        deregistrationDelaySeconds,
        0,
        LONGEST_DEREGISTRATION_DELAY_SECONDS,
      ),
      ...within("healthCheck.intervalSeconds", intervalSeconds, 5, 300),
      ...within("healthCheck.timeoutSeconds", timeoutSeconds, 2, Math.min(120, intervalSeconds - 1)),
      ...within("healthCheck.healthyThreshold", healthyThreshold, 2, 10),
      ...within("healthCheck.unhealthyThreshold", unhealthyThreshold, 2, 10),
      ...(healthPath.startsWith("/")
        ? []
        : [
            {
              path: `${path}.healthCheck.path`,
              rule: "begins with /",
              got: healthPath,
              fix: "write it like /health",
            },
          ]),
    ]);

    const group = new LbTargetGroup(this, "group", {
      name: checkedName("aws_lb_target_group", name, path),
      vpcId,
      port,
      protocol: "HTTP",
      targetType: "ip",
      deregistrationDelay: String(deregistrationDelaySeconds),
      healthCheck: {
        enabled: true,
        protocol: "HTTP",
        path: healthPath,
        matcher,
        interval: intervalSeconds,
        timeout: timeoutSeconds,
        healthyThreshold,
        unhealthyThreshold,
      },
    });
    this.arn = group.arn;
    this.arnSuffix = group.arnSuffix;
  }

  /** The group as other stacks see it. */
  public get ref(): TargetGroupRef {
    return { arn: this.arn, arnSuffix: this.arnSuffix };
  }
}
