import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

/** Something of AWS's that alias records can lead to. */
export interface AliasTarget {
  /** Host name of its own. */
  readonly domainName: string;
  /** Hosted zone of that name. */
  readonly hostedZoneId: string;
}

/** Values of {@link AliasRecords}. */
export interface AliasRecordsProps {
  /** Hosted zone that the records stand in. */
  readonly hostedZoneId: string;
  /** Name that leads to the target: `app.example.com`. */
  readonly recordName: string;
  /** Where it leads. */
  readonly target: AliasTarget;
}

/**
 * The two records, for IPv4 and IPv6, by which a name leads to a distribution or load balancer.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export class AliasRecords extends Construct {
  public constructor(scope: Construct, id: string, { hostedZoneId, recordName, target }: AliasRecordsProps) {
    super(scope, id);
    for (const [record, type] of [
      ["ipv4", "A"],
      ["ipv6", "AAAA"],
    ] as const) {
      new Route53Record(this, record, {
        zoneId: hostedZoneId,
        name: recordName,
        type,
        alias: { name: target.domainName, zoneId: target.hostedZoneId, evaluateTargetHealth: false },
      });
    }
  }
}
