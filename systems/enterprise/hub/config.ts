import type { HubNetworks } from "../../../constructs/network/hub-rules";
import type { NetworkConfig } from "../../../constructs/network/network-config";
import type { DomainListConfig } from "../../../stacks/transit-routing-stack";

/** A network whose flow log goes to the log archive, as all of the organization's do. */
export type AccountNetwork = Omit<NetworkConfig, "flowLog">;

/** The hub at which the networks of all accounts meet, and through which they reach the internet. */
export interface HubConfig extends HubNetworks {
  /** The network account's own network, whose NAT serves everyone. */
  readonly egress: AccountNetwork;
  /** What may be reached in the internet, or that everything may. */
  readonly firewall: DomainListConfig | "none";
}

/** The network of an account that systems run in. */
export interface SpokeNetwork {
  /** The network. */
  readonly network: AccountNetwork;
  /**
   * Id of the hub's transit gateway, read off there after its first deployment.
   *
   * @default - none: the account has a NAT of its own
   */
  readonly transitGatewayId?: string | undefined;
}

/** Block that holds those of all accounts. */
const SUPERNET = "10.0.0.0/8";
/** Ids are examples; each is an output of the layer that makes the thing. */
const TRANSIT_GATEWAY_ID = "tgw-0a1b2c3d4e5f60718";

const CIDRS = {
  network: "10.0.0.0/16",
  dev: "10.10.0.0/16",
  stg: "10.20.0.0/16",
  prod: "10.30.0.0/16",
  regulated: "10.40.0.0/16",
} as const;

/** An account with a network of its own. */
export type SpokeKey = Exclude<keyof typeof CIDRS, "network">;

/** The hub. Nothing outside AWS is attached, and everything in the internet may be reached. */
export const HUB: HubConfig = {
  supernet: SUPERNET,
  egress: {
    cidr: CIDRS.network,
    tiers: {
      public: { slot: 0, egress: "internet-gateway", transitGatewayCidrs: [SUPERNET] },
      transit: { slot: 1, egress: "nat" },
    },
    nat: "gateway-per-zone",
    transitGateway: { tier: "transit", applianceMode: true },
  },
  spokes: {
    dev: { cidr: CIDRS.dev, attachmentId: "tgw-attach-0d0d0d0d0d0d0d0d1" },
    stg: { cidr: CIDRS.stg, attachmentId: "tgw-attach-0d0d0d0d0d0d0d0d2" },
    prod: { cidr: CIDRS.prod, attachmentId: "tgw-attach-0d0d0d0d0d0d0d0d3" },
    regulated: { cidr: CIDRS.regulated },
  },
  vpns: {},
  directConnects: {},
  firewall: "none",
};

/** The hub of the accounts that there are. */
export function hubOf(accounts: readonly string[]): HubConfig {
  const spokes = Object.entries(HUB.spokes).filter(([key]) => accounts.includes(key));
  return { ...HUB, spokes: Object.fromEntries(spokes) };
}

/**
 * The network of an account that systems run in: with a hub, private subnets reach everything through it; without one,
 * through NAT gateways of the account's own. AWS takes no route to a hub that has not accepted the attachment, so a
 * network whose attachment the hub does not know yet is attached and has no way out.
 */
export function spokeNetwork(
  key: SpokeKey,
  hub: "hub" | "no-hub",
  { attachmentId }: Pick<HubConfig["spokes"][string], "attachmentId"> = HUB.spokes[key] ?? {},
): SpokeNetwork {
  const isAttached = hub === "hub";
  const throughHub = attachmentId === undefined ? "none" : "transit-gateway";
  return {
    ...(isAttached ? { transitGatewayId: TRANSIT_GATEWAY_ID } : {}),
    network: {
      cidr: CIDRS[key],
      tiers: {
        public: { slot: 0, egress: "internet-gateway" },
        private: { slot: 1, egress: isAttached ? throughHub : "nat" },
        isolated: { slot: 2, egress: "none" },
      },
      nat: isAttached ? "none" : key === "dev" ? "gateway" : "gateway-per-zone",
      ...(isAttached ? { transitGateway: { tier: "isolated" } } : {}),
      gatewayEndpoints: { s3: ["private", "isolated"] },
      interfaceEndpoints: {
        // GuardDuty's agents have an endpoint too, which GuardDuty makes itself.
        services: [
          "ecr.api",
          "ecr.dkr",
          // Container instances report to the three of ECS, whichever account runs some.
          "ecs",
          "ecs-agent",
          "ecs-telemetry",
          "logs",
          "sqs",
          "ssm",
          "ssmmessages",
          "ec2messages",
          "secretsmanager",
        ],
        tier: "private",
      },
    },
  };
}
