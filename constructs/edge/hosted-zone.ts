import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";

const ZONE = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]{2,63}$/;

/** Which public hosted zone holds the records of a domain. */
export type ZoneSource =
  /** One that this stack makes. Records reach nobody until the domain's registrar names its servers. */
  | { readonly newZone: string }
  /** One that exists under this name: Route 53 makes it when it registers a domain. */
  | { readonly existingZone: string }
  /** One that exists under this id, without looking it up. */
  | { readonly hostedZoneId: string };

/** Values of a {@link HostedZone}. */
export interface HostedZoneProps {
  /** Which zone it is. */
  readonly source: ZoneSource;
  /** Whether a zone that is made may be deleted with records that others have made in it. */
  readonly protection: Protection;
}

/**
 * The public hosted zone of a domain, made here or found.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
 */
export class HostedZone extends Construct {
  /** Id of the zone. */
  public readonly hostedZoneId: string;
  /** Servers that the domain's registrar has to name; known of a zone that is made here. */
  public readonly nameServers: readonly string[] | undefined;

  /** @throws ProblemsError when a name is not one of a zone */
  public constructor(scope: Construct, id: string, { source, protection }: HostedZoneProps) {
    super(scope, id);
    if ("hostedZoneId" in source) {
      this.hostedZoneId = source.hostedZoneId;
      return;
    }
    const isNew = "newZone" in source;
    const name = isNew ? source.newZone : source.existingZone;
    if (!ZONE.test(name)) {
      refuse({
        path: this.node.path,
        rule: "is a domain in lower case, without a dot at its end",
        got: name,
        fix: "write it like example.com",
      });
    }
    if (isNew) {
      const zone = new Route53Zone(this, "zone", {
        name,
        comment: `Records of ${name}`,
        ...(protection === "disposable" ? { forceDestroy: true } : {}),
      });
      this.hostedZoneId = zone.zoneId;
      this.nameServers = zone.nameServers;
    } else {
      this.hostedZoneId = new DataAwsRoute53Zone(this, "zone", { name, privateZone: false }).zoneId;
    }
  }
}
