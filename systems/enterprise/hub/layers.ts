import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { NetworkExports } from "../../../constructs/network/network-exports";
import { NetworkStack } from "../../../stacks/network-stack";
import { TransitHubStack } from "../../../stacks/transit-hub-stack";
import { TransitRoutingStack } from "../../../stacks/transit-routing-stack";
import { accountsOf } from "../organization/accounts";
import type { Organization } from "../organization/config";
import type { HubConfig, SpokeNetwork } from "./config";
import { withFlowLog } from "./flow-log";

/** The layers of the network account: the hub, the network with the way out, and who reaches whom. */
export function composeHub(
  app: App,
  environment: Environment,
  config: HubConfig,
  organization: Organization,
): void {
  const { egress: egressNetwork, ...networks } = config;
  const { exports: hub } = new TransitHubStack(app, {
    environment,
    sharedWith: Object.fromEntries(
      accountsOf(organization.accounts)
        .filter(([key]) => key in networks.spokes)
        .map(([key, { id }]) => [key, id]),
    ),
  });
  const { exports: egress } = new NetworkStack(app, {
    environment,
    network: withFlowLog(egressNetwork, organization),
    transitGatewayId: hub.transitGatewayId,
  });
  new TransitRoutingStack(app, { environment, hub, egress, ...networks });
}

/** The network of an account that systems run in. */
export function composeSpoke(
  app: App,
  environment: Environment,
  { network, transitGatewayId }: SpokeNetwork,
  organization: Organization,
): NetworkExports {
  return new NetworkStack(app, {
    environment,
    network: withFlowLog(network, organization),
    transitGatewayId,
  }).exports;
}
