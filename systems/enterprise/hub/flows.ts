import type { Environment } from "../../../constructs/core/environment";
import { plannedCidr } from "../../../constructs/network/address-plan";
import { zoneLetters } from "../../../constructs/network/zones";
import {
  aws,
  elsewhere,
  type Flow,
  type Hop,
  INTERNET,
  network,
  otherAccount,
  subnets,
  the,
} from "../../flows";
import { logBucketName } from "../audit/names";
import type { NetworkAccountConfig, WorkloadConfig } from "../config";
import { accountsOf } from "../organization/accounts";
import type { Organization } from "../organization/config";
import type { SpokeNetwork } from "./config";

/** Who meets whom at the hub, and who reaches the internet through it. */
export function hubFlows(
  { hub, organization }: NetworkAccountConfig,
  { system, name }: Environment,
): readonly Flow[] {
  const firewalled = hub.firewall !== "none";
  const attached = Object.entries(hub.spokes).flatMap(([key, { cidr, attachmentId, reaches = [] }]) =>
    attachmentId === undefined ? [] : [{ key, reaches, end: network(key, cidr, attachmentId) }],
  );
  return [
    ...accountsOf(organization.accounts)
      .filter(([key]) => key in hub.spokes)
      .map(([key, { id }]): Flow => ({
        from: otherAccount({ name: key, account: id }),
        to: the("share", `${system}-${name}`),
        path: ["share"],
        reason: "attaches its network to the hub",
        rows: ["EN-021"],
      })),
    ...attached.map(({ end }): Flow => ({
      from: end,
      to: INTERNET,
      port: "all",
      path: ["transit-gateway", ...(firewalled ? (["firewall"] as const) : []), "nat-gateway"],
      reason: "all accounts reach the internet by one way out",
      rows: ["EN-022"],
    })),
    ...attached.flatMap(({ key, end, reaches }) =>
      attached
        // Both name each other; what one opens, the other answers.
        .filter((other) => reaches.includes(other.key) && key < other.key)
        .map((other): Flow => ({
          from: end,
          to: other.end,
          port: "all",
          path: ["transit-gateway"],
          reason: "the hub's values say that they reach each other",
        })),
    ),
    flowLogOf(organization),
  ];
}

/** How private subnets of an account reach the internet, and what of AWS has no endpoint: by the hub, or by their own NAT. */
export function wayOut({ transitGatewayId }: SpokeNetwork): Hop {
  return transitGatewayId === undefined ? "nat-gateway" : "transit-gateway";
}

/** The network of an account that systems run in: out by the hub, or by NAT gateways of its own. */
export function spokeFlows(
  { organization, network: spoke }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  const tier = (key: string): Flow["from"] => subnets(`${key} subnets`, cidrsOf(spoke, key, environment));
  return [
    // Without a way out until the hub knows its attachment.
    ...(spoke.network.tiers["private"]?.egress === "none" ? [] : [outFlow(tier("private"), spoke)]),
    {
      from: tier("public"),
      to: INTERNET,
      port: "all",
      path: ["internet-gateway"],
      reason: "kept for what must have a public address; nothing has one",
    },
    flowLogOf(organization),
  ];
}

/** All that leaves the private subnets goes one way. */
function outFlow(from: Flow["from"], spoke: SpokeNetwork): Flow {
  return {
    from,
    to: INTERNET,
    port: "all",
    path: [wayOut(spoke)],
    reason: "what AWS has no endpoint for, and the internet, by the way out of all accounts",
    rows: ["EN-022"],
  };
}

/** The blocks of a tier's subnets, one in each zone. */
function cidrsOf({ network: plan }: SpokeNetwork, key: string, { zones }: Environment): readonly string[] {
  const tier = plan.tiers[key];
  return (plan.zones ?? zoneLetters(zones)).flatMap((zone) => {
    const cidr =
      tier?.cidrs?.[zone] ?? (tier?.slot === undefined ? undefined : plannedCidr(plan, tier.slot, zone));
    return cidr === undefined ? [] : [cidr];
  });
}

function flowLogOf(organization: Organization): Flow {
  const audit = { name: "audit", account: organization.accounts.audit.id };
  return {
    from: aws("delivery.logs"),
    to: elsewhere(audit, "bucket", logBucketName("vpcflow", organization)),
    path: ["delivery"],
    reason: "who spoke to whom is recorded",
    rows: ["EN-062"],
  };
}
