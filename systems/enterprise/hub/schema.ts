import { z } from "zod";
import type { Environment } from "../../../constructs/core/environment";
import type { Problem } from "../../../constructs/core/errors";
import { domainProblems, hubNetworkProblems } from "../../../constructs/network/hub-rules";
import { networkWithoutFlowLogSchema as network } from "../../../constructs/network/network-config";
import { networkNames } from "../../../constructs/network/network-names";
import { networkProblems } from "../../../constructs/network/network-rules";
import { logRetentionProblems } from "../../../constructs/observability/log-retention";
import { countShape } from "../../shapes";
import { accountsOf } from "../organization/accounts";
import type { Organization } from "../organization/config";
import type { AccountNetwork, HubConfig, SpokeNetwork } from "./config";
import { withFlowLog } from "./flow-log";

const text = z.string("must be a text; write it in quotes");

/** Shape of a {@link HubConfig}; messages are `rule; remedy`. */
export const hubShape = z.strictObject({
  supernet: text,
  egress: network,
  spokes: z.record(
    z.string(),
    z.strictObject({ cidr: text, attachmentId: text.optional(), reaches: z.array(text).optional() }),
  ),
  vpns: z.record(
    z.string(),
    z.strictObject({
      deviceAddress: text,
      deviceAsn: countShape,
      staticCidrs: z.array(text).optional(),
    }),
  ),
  directConnects: z.record(
    z.string(),
    z.strictObject({ amazonSideAsn: countShape, allowedPrefixes: z.array(text) }),
  ),
  firewall: z.union(
    [z.literal("none"), z.strictObject({ allowedDomains: z.array(text), logRetentionDays: countShape })],
    { error: "must be none or have allowedDomains and logRetentionDays; choose one" },
  ),
});

/** Shape of a {@link SpokeNetwork}; messages are `rule; remedy`. */
export const spokeShape = z.strictObject({
  network,
  transitGatewayId: text
    .regex(/^tgw-[0-9a-f]{8,17}$/, "must be the id of a transit gateway; copy it from the hub's output")
    .optional(),
});

/** What must fit together in the network account's values. */
export function hubProblems(
  hub: HubConfig,
  organization: Organization,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { egress, firewall, spokes } = hub;
  return [
    ...accountNetworkProblems(egress, organization, environment, `${path}.egress`),
    ...hubNetworkProblems(hub, path),
    ...Object.keys(spokes)
      .filter((key) => !(key in organization.accounts))
      .map((got) => ({
        path: `${path}.spokes.${got}`,
        rule: "is an account of the organization",
        got,
        fix: `use one of ${Object.keys(organization.accounts).join(", ")}`,
      })),
    ...accountsOf(organization.accounts)
      .filter(([key, { unit }]) => unit === "workloads" && !(key in spokes))
      .map(([key]) => ({
        path: `${path}.spokes`,
        rule: `names every account that systems run in, ${key} among them`,
        got: Object.keys(spokes).join(", "),
        fix: `give ${key} a block`,
      })),
    ...(firewall === "none"
      ? []
      : [
          ...domainProblems(firewall.allowedDomains, `${path}.firewall.allowedDomains`),
          ...logRetentionProblems(firewall.logRetentionDays, `${path}.firewall.logRetentionDays`),
        ]),
  ];
}

/** What must fit together in the network of an account that systems run in. */
export function spokeProblems(
  { network: spoke, transitGatewayId }: SpokeNetwork,
  organization: Organization,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const hasHub = organization.accounts.network !== undefined;
  return [
    ...accountNetworkProblems(spoke, organization, environment, `${path}.network`),
    ...(hasHub && spoke.nat !== "none"
      ? [
          {
            path: `${path}.network.nat`,
            rule: "is none where a network account has the NAT of all",
            got: spoke.nat,
            fix: "lead private tiers to the transit gateway, or give up the network account",
          },
        ]
      : []),
    ...(hasHub === (transitGatewayId !== undefined)
      ? []
      : [
          {
            path: `${path}.transitGatewayId`,
            rule: hasHub ? "is that of the network account's hub" : "needs a network account",
            got: transitGatewayId,
            fix: hasHub
              ? "copy it from the output of the hub layer"
              : "name organization.accounts.network, or leave it out",
          },
        ]),
  ];
}

function accountNetworkProblems(
  config: AccountNetwork,
  organization: Organization,
  { system, name, zones }: Environment,
  path: string,
): readonly Problem[] {
  return networkProblems(withFlowLog(config, organization), {
    zones,
    path,
    names: networkNames(`${system}-${name}`),
  });
}
