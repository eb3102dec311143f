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
  /**
   * What the target answers on. For a load balancer that has IPv4 addresses alone, a record for IPv6 would promise
   * what is not there.
   *
   * @default "ipv4-and-ipv6"
   */
  readonly reachedOver?: "ipv4-and-ipv6" | "ipv4" | undefined;
}

const IPV4 = ["ipv4", "A"] as const;
const IPV6 = ["ipv6", "AAAA"] as const;

/**
 * The records, one for each kind of address, by which a name leads to a distribution or load balancer.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export class AliasRecords extends Construct {
  public constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    const { hostedZoneId, recordName, target, reachedOver = "ipv4-and-ipv6" } = props;
    for (const [record, type] of reachedOver === "ipv4" ? [IPV4] : [IPV4, IPV6]) {
      new Route53Record(this, record, {
        zoneId: hostedZoneId,
        name: recordName,
        type,
        alias: { name: target.domainName, zoneId: target.hostedZoneId, evaluateTargetHealth: false },
      });
    }
  }
}
