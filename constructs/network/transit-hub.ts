import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { RamPrincipalAssociation } from "@cdktf/provider-aws/lib/ram-principal-association";
import { RamResourceAssociation } from "@cdktf/provider-aws/lib/ram-resource-association";
import { RamResourceShare } from "@cdktf/provider-aws/lib/ram-resource-share";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { asnProblems } from "./hub-rules";

/** AWS's own default, and the first of the private numbers. */
const AMAZON_ASN = 64_512;

/** Values of a {@link TransitHub}. */
export interface TransitHubProps {
  /** Name tag of the gateway and name of its share. */
  readonly name: string;
  /** The accounts that may attach their VPCs, by a name that stays: `{ dev: "111111111111" }`. */
  readonly sharedWith: Readonly<Record<string, string>>;
  /**
   * The gateway's private AS number in BGP: 64512 to 65534, or 4200000000 to 4294967294.
   *
   * @default 64512
   */
  readonly amazonSideAsn?: number | undefined;
}

/**
 * The hub of a hub-and-spoke network: a transit gateway, shared with the accounts of the organization by name.
 *
 * Nothing is accepted, associated or propagated by itself: which attachment is let in, and what it reaches, is stated
 * in a {@link TransitRouting}.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-23
 */
export class TransitHub extends Construct {
  /** Id of the gateway. */
  public readonly transitGatewayId: string;

  /** @throws ProblemsError when the AS number is no private one */
  public constructor(scope: Construct, id: string, props: TransitHubProps) {
    super(scope, id);
    const { name, sharedWith, amazonSideAsn = AMAZON_ASN } = props;
    throwProblems(asnProblems(amazonSideAsn, `${this.node.path}.amazonSideAsn`));

    const gateway = new Ec2TransitGateway(this, "gateway", {
      description: `Hub of ${name}`,
      amazonSideAsn,
      autoAcceptSharedAttachments: "disable",
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      dnsSupport: "enable",
      vpnEcmpSupport: "enable",
      tags: { Name: name },
    });
    this.transitGatewayId = gateway.id;

    const share = new RamResourceShare(this, "share", { name, allowExternalPrincipals: false });
    new RamResourceAssociation(this, "shared-gateway", {
      resourceArn: gateway.arn,
      resourceShareArn: share.arn,
    });
    for (const [account, principal] of Object.entries(sharedWith)) {
      new RamPrincipalAssociation(this, `shared-with-${account}`, {
        principal,
        resourceShareArn: share.arn,
      });
    }
  }
}
