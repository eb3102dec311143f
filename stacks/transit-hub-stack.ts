import type { App } from "cdktf";
import { TransitHub } from "../constructs/network/transit-hub";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link TransitHubStack}. */
export interface TransitHubStackProps extends PlatformStackProps {
  /** The accounts that may attach their VPCs, by a name that stays: `{ dev: "111111111111" }`. */
  readonly sharedWith: Readonly<Record<string, string>>;
  /**
   * The gateway's private AS number in BGP.
   *
   * @default 64512
   */
  readonly amazonSideAsn?: number | undefined;
}

/** What other layers learn of the hub. */
export interface TransitHubExports {
  /** Id of the transit gateway. */
  readonly transitGatewayId: string;
}

/**
 * The hub layer: the transit gateway at which the networks of all accounts meet. Who is let in and reaches whom is the
 * routing layer's to say, since it names networks that stand behind this one.
 *
 * Outputs: `transit_gateway_id`, which the values of the other accounts state.
 */
export class TransitHubStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: TransitHubExports;

  /** @throws ProblemsError when the AS number is no private one */
  public constructor(scope: App, props: TransitHubStackProps) {
    super(scope, "hub", props);
    const { environment, sharedWith, amazonSideAsn } = props;
    const { transitGatewayId } = new TransitHub(this, "hub", {
      name: `${environment.system}-${environment.name}`,
      sharedWith,
      amazonSideAsn,
    });
    this.exports = { transitGatewayId };
    this.publish("transit_gateway_id", transitGatewayId, "Id of the transit gateway, for the other accounts");
  }
}
