import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { AliasRecords, type AliasTarget } from "./alias-records";
import { HostedZone, type ZoneSource } from "./hosted-zone";
import { type SiteCertificateArns, type SiteCertificates, siteCertificates } from "./site-certificates";

/** The domain under which viewers know a site. */
export interface SiteDomainConfig {
  /** Name of the site: `app.example.com`. */
  readonly domainName: string;
  /** Which hosted zone holds its records. */
  readonly zone: ZoneSource;
  /**
   * Where its certificates come from.
   *
   * @default "issue"
   */
  readonly certificates?: SiteCertificates | undefined;
}

/** Values of a {@link SiteDomain}. */
export interface SiteDomainProps extends SiteDomainConfig {
  /** Region of the load balancer. */
  readonly region: string;
  /** Provider of us-east-1. */
  readonly northVirginia: AwsProvider;
  /** Whether a zone that is made may be deleted with records that others have made in it. */
  readonly protection: Protection;
}

/** A site's domain: its hosted zone, the certificates that answer to it, and the records that lead to the site. */
export class SiteDomain extends Construct {
  /** Name of the site. */
  public readonly domainName: string;
  /** Servers that the domain's registrar has to name; known of a zone that is made here. */
  public readonly nameServers: readonly string[] | undefined;
  /** The certificates for the name. */
  public readonly certificates: SiteCertificateArns;

  private readonly hostedZoneId: string;

  /** @throws ProblemsError when a domain is not one */
  public constructor(scope: Construct, id: string, props: SiteDomainProps) {
    super(scope, id);
    const { domainName, zone, protection, ...rest } = props;
    const { hostedZoneId, nameServers } = new HostedZone(this, "zone", { source: zone, protection });
    this.domainName = domainName;
    this.hostedZoneId = hostedZoneId;
    this.nameServers = nameServers;
    this.certificates = siteCertificates(this, { domainName, hostedZoneId, ...rest });
  }

  /** Makes the records by which the name leads to the site. */
  public leadTo(target: AliasTarget): void {
    new AliasRecords(this, "records", {
      hostedZoneId: this.hostedZoneId,
      recordName: this.domainName,
      target,
    });
  }
}
