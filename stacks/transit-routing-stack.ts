import type { App } from "cdktf";
import { refuse, throwProblems } from "../constructs/core/errors";
import { classify } from "../constructs/governance/classify";
import { DomainFirewall } from "../constructs/network/domain-firewall";
import { type HubNetworks, hubNetworkProblems } from "../constructs/network/hub-rules";
import { HubSites } from "../constructs/network/hub-sites";
import type { NetworkExports } from "../constructs/network/network-exports";
import { TransitRouting, type TransitSpoke } from "../constructs/network/transit-routing";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";
import type { TransitHubExports } from "./transit-hub-stack";

/** What the firewall in front of the internet lets through. */
export interface DomainListConfig {
  /** Domains that may be reached by HTTP and TLS: `example.com`, or `.example.com` for all below it. */
  readonly allowedDomains: readonly string[];
  /** Days for which its alerts are kept in CloudWatch Logs. */
  readonly logRetentionDays: number;
}

/** Values of a {@link TransitRoutingStack}. */
export interface TransitRoutingStackProps extends PlatformStackProps, HubNetworks {
  /** The transit gateway. */
  readonly hub: TransitHubExports;
  /** The network through which everyone reaches the internet; it is attached to the gateway. */
  readonly egress: NetworkExports;
  /** What may be reached in the internet, or that everything may. */
  readonly firewall: DomainListConfig | "none";
}

/**
 * The routing layer: which spokes and sites the hub lets in, whom each of them reaches, and what of the internet.
 *
 * Outputs: `<site>_attachment_id` of each site.
 */
export class TransitRoutingStack extends PlatformStack {
  /** @throws ProblemsError with everything about spokes, sites and domains that does not fit together */
  public constructor(scope: App, props: TransitRoutingStackProps) {
    super(scope, "routing", props);
    const { environment, hub, egress, supernet, spokes, vpns, directConnects } = props;
    const { transitGatewayId } = hub;
    const name = `${environment.system}-${environment.name}`;
    throwProblems(hubNetworkProblems(props, this.node.path));

    const { sites } = new HubSites(this, "sites", { transitGatewayId, name, vpns, directConnects });
    new TransitRouting(this, "routing", {
      transitGatewayId,
      name,
      egressAttachmentId: egress.transitGatewayAttachmentId ?? this.refuseUnattached(),
      supernet,
      spokes: acceptedSpokes(spokes),
      sites,
      firewallAttachmentId: this.addFirewall(props)?.attachmentId,
    });
    for (const [site, { attachmentId }] of Object.entries(sites)) {
      this.publish(
        `${site.replaceAll("-", "_")}_attachment_id`,
        attachmentId,
        `Id of the attachment of ${site}`,
      );
    }
  }

  private addFirewall({
    environment,
    hub,
    firewall,
    supernet,
  }: TransitRoutingStackProps): DomainFirewall | undefined {
    if (firewall === "none") {
      return undefined;
    }
    const { system, name, zones, protection } = environment;
    const made = new DomainFirewall(this, "firewall", {
      ...firewall,
      name: `${system}-${name}`,
      transitGatewayId: hub.transitGatewayId,
      availabilityZones: zones,
      sources: supernet,
      protection,
    });
    classify(made, "internal", { notBackedUpBecause: "its alerts end with their retention" });
    return made;
  }

  private refuseUnattached(): never {
    return refuse({
      path: `${this.node.path}.egress`,
      rule: "is attached to the transit gateway",
      got: "a network without an attachment",
      fix: "set network.transitGateway",
    });
  }
}

/** The spokes whose attachment is known; the others have not been deployed yet. */
function acceptedSpokes(spokes: HubNetworks["spokes"]): Readonly<Record<string, TransitSpoke>> {
  const known = Object.entries(spokes).filter(([, { attachmentId }]) => attachmentId !== undefined);
  return Object.fromEntries(
    known.map(([name, { attachmentId = "", cidr, reaches = [] }]) => [
      name,
      {
        attachmentId,
        cidr,
        // What is not attached yet is reached once it is.
        reaches: reaches.filter(
          (other) => spokes[other] === undefined || known.some(([key]) => key === other),
        ),
      },
    ]),
  );
}
