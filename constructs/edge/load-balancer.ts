import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { SecurityGroupRef } from "../network/peer";
import type { AccessLogDestination } from "../storage/access-log-bucket";

const IDLE_TIMEOUT_SECONDS = 60;
const LONGEST_IDLE_TIMEOUT_SECONDS = 4000;

/** Values of a {@link LoadBalancer}. */
export interface LoadBalancerProps {
  /** Name: at most 32 letters, digits and hyphens. A change replaces the load balancer. */
  readonly name: string;
  /** Subnets of at least two zones: public ones when it faces the internet. */
  readonly subnetIds: readonly string[];
  /** Security groups, whose flows say who reaches it and whom it reaches. At least one. */
  readonly securityGroups: readonly SecurityGroupRef[];
  /** Whether it refuses deletion. */
  readonly protection: Protection;
  /**
   * `"internet"` gives it public addresses, `"internal"` private ones alone. A change replaces it.
   *
   * @default "internet"
   */
  readonly facing?: "internet" | "internal";
  /**
   * Bucket, and key prefix within, for a line on each request: the `destination` of an `AccessLogBucket`.
   *
   * @default - requests are not logged
   */
  readonly accessLogs?: AccessLogDestination;
  /**
   * Seconds after which an idle connection is closed, 1 to 4000.
   *
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
}

/**
 * An Application Load Balancer without listeners. It drops header fields that HTTP does not allow.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
export class LoadBalancer extends Construct {
  /** ARN of the load balancer. */
  public readonly arn: string;
  /** Last part of the ARN, which metrics carry as LoadBalancer. */
  public readonly arnSuffix: string;
  /** Host name of Elastic Load Balancing's own. */
  public readonly dnsName: string;
  /** Hosted zone of that name. */
  public readonly hostedZoneId: string;

  /** @throws ProblemsError with everything that Elastic Load Balancing would refuse */
  public constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { name, subnetIds, securityGroups, protection, accessLogs } = props;
    const { facing = "internet", idleTimeoutSeconds = IDLE_TIMEOUT_SECONDS } = props;
    throwProblems(problemsOf(subnetIds, securityGroups, idleTimeoutSeconds, this.node.path));

    const loadBalancer = new Lb(this, "lb", {
      name: checkedName("aws_lb", name, this.node.path),
      loadBalancerType: "application",
      internal: facing === "internal",
      subnets: [...subnetIds],
      securityGroups: securityGroups.map(({ securityGroupId }) => securityGroupId),
      dropInvalidHeaderFields: true,
      enableDeletionProtection: protection === "protected",
      idleTimeout: idleTimeoutSeconds,
      ...(accessLogs
        ? { accessLogs: { enabled: true, bucket: accessLogs.bucketName, prefix: accessLogs.prefix } }
        : {}),
    });
    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
  }
}

function problemsOf(
  subnetIds: readonly string[],
  securityGroups: readonly SecurityGroupRef[],
  idleTimeoutSeconds: number,
  path: string,
): readonly Problem[] {
  const timeoutFits =
    Number.isInteger(idleTimeoutSeconds) &&
    idleTimeoutSeconds >= 1 &&
    idleTimeoutSeconds <= LONGEST_IDLE_TIMEOUT_SECONDS;
  return [
    ...(subnetIds.length >= 2
      ? []
      : [
          {
            path: `${path}.subnetIds`,
            rule: "are of at least two zones",
            got: subnetIds.length,
            fix: "add a subnet of another zone",
          },
        ]),
    ...(securityGroups.length > 0
      ? []
      : [{ path: `${path}.securityGroups`, rule: "are at least one", got: "none", fix: "name one" }]),
    ...(timeoutFits
      ? []
      : [
          {
            path: `${path}.idleTimeoutSeconds`,
            rule: `is a whole number from 1 to ${LONGEST_IDLE_TIMEOUT_SECONDS}`,
            got: idleTimeoutSeconds,
            fix: "choose one of that range",
          },
        ]),
  ];
}
