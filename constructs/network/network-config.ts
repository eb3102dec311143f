import { z } from "zod";
import { ZONE_LETTERS, type ZoneLetter } from "./zones";

/** Where a tier's traffic to the outside goes. */
export type Egress =
  /** Nowhere: the tier talks within the VPC alone. */
  | "none"
  /** Straight to the internet, and from it: a public tier. */
  | "internet-gateway"
  /** To the internet through the network's NAT. */
  | "nat"
  /** To the transit gateway that the network is attached to. */
  | "transit-gateway";

/** How private tiers reach the internet. */
export type Nat =
  /** They do not. */
  | "none"
  /** Through one EC2 instance: cheapest, one zone, can be stopped. */
  | "instance"
  /** Through one NAT gateway in one zone. */
  | "gateway"
  /** Through a NAT gateway in every zone, which survives the loss of one. */
  | "gateway-per-zone";

/** A tier of subnets, one in each zone. */
export interface TierConfig {
  /**
   * Number of the tier in the address plan, unique in the network; its subnets' blocks follow from it. Never reuse or
   * change it. Exactly one of `slot` and `cidrs` is given.
   *
   * @default - the tier gives its `cidrs`
   */
  readonly slot?: number | undefined;
  /**
   * The subnets' blocks by zone letter, /16 to /28: `{ a: "10.0.0.0/24", c: "10.0.1.0/24" }`.
   *
   * @default - planned from `slot`
   */
  readonly cidrs?: Readonly<Partial<Record<ZoneLetter, string>>> | undefined;
  /** Where its traffic to the outside goes. */
  readonly egress: Egress;
  /**
   * Whether what is launched in the subnets gets a public address unasked. Only for `internet-gateway`.
   *
   * @default false
   */
  readonly mapPublicIpOnLaunch?: boolean | undefined;
  /**
   * Blocks that the tier reaches through the transit gateway beside its egress, such as other accounts' VPCs.
   *
   * @default - none
   */
  readonly transitGatewayCidrs?: readonly string[] | undefined;
}

/** The machine of `nat: "instance"`. */
export interface NatInstanceConfig {
  /** EC2 instance type: `t3.micro`. Its architecture must be the given one. */
  readonly instanceType: string;
  /**
   * Processor architecture of type and image.
   *
   * @default "x86_64"
   */
  readonly architecture?: "x86_64" | "arm64" | undefined;
  /**
   * `"changing"`: another public address at every start. `"elastic"`: an Elastic IP that stays, paid for while the
   * instance is stopped too.
   *
   * @default "changing"
   */
  readonly publicAddress?: "changing" | "elastic" | undefined;
}

/** Interface endpoints of AWS services. */
export interface InterfaceEndpointsConfig {
  /** The services, as in `com.amazonaws.<region>.<service>`: `ecr.api`. */
  readonly services: readonly string[];
  /** The tier whose subnets hold the endpoints. */
  readonly tier: string;
  /**
   * Number of zones with an endpoint, the network's first ones; each is paid for by the hour.
   *
   * @default - all zones of the network
   */
  readonly zoneCount?: number | undefined;
}

/** Where the record of the VPC's traffic goes. */
export type FlowLogConfig =
  /** To a log group of the VPC's own, kept for one of the numbers of days that CloudWatch allows. */
  | { readonly destination: "cloud-watch-logs"; readonly retentionDays: number }
  /** To a bucket, which may be another account's; the ARN may end in a prefix. */
  | { readonly destination: "s3"; readonly bucketArn: string }
  /** Nowhere, for a reason. */
  | { readonly destination: "none"; readonly reason: string };

/** How the network is attached to a transit gateway. Which one is wired by the system, as another stack owns it. */
export interface TransitGatewayConfig {
  /** The tier whose subnets hold the attachment, one in each zone. */
  readonly tier: string;
  /**
   * Whether both directions of a connection keep to one zone, as stateful firewalls behind the attachment need.
   *
   * @default false
   */
  readonly applianceMode?: boolean | undefined;
}

/** The values of one environment's network. */
export interface NetworkConfig {
  /** Block of the VPC, /16 to /28. A change replaces the VPC. */
  readonly cidr: string;
  /**
   * Letters of the availability zones that the network spans, of those that the environment may use. Append only.
   *
   * @default - all of the environment's
   */
  readonly zones?: readonly ZoneLetter[] | undefined;
  /**
   * Bits of the address plan that number the tiers' slots, 0 to 12. A change moves every planned block.
   *
   * @default 4
   */
  readonly tierBits?: number | undefined;
  /**
   * Bits of the address plan that number the zones within a slot, 0 to 3. A change moves every planned block.
   *
   * @default 3
   */
  readonly zoneBits?: number | undefined;
  /** The tiers by name: lower-case letters, digits and hyphens. The name is part of the resources' addresses. */
  readonly tiers: Readonly<Record<string, TierConfig>>;
  /** How private tiers reach the internet. */
  readonly nat: Nat;
  /**
   * Zone of the one NAT instance or gateway.
   *
   * @default - the network's first zone
   */
  readonly natZone?: ZoneLetter | undefined;
  /**
   * The public tier that the NAT stands in.
   *
   * @default - the only tier with the egress `internet-gateway`
   */
  readonly natTier?: string | undefined;
  /**
   * The machine of `nat: "instance"`, needed for it.
   *
   * @default - none
   */
  readonly natInstance?: NatInstanceConfig | undefined;
  /**
   * The tier whose route table serves subnets without one of their own, the VPC's main table. Of a tier with a table
   * in every zone it is the first zone's.
   *
   * @default - the empty table that AWS makes with the VPC
   */
  readonly mainRouteTable?: string | undefined;
  /**
   * Gateway endpoints: the tiers whose route tables lead to S3 and to DynamoDB inside AWS's network.
   *
   * @default - none
   */
  readonly gatewayEndpoints?:
    | { readonly s3?: readonly string[] | undefined; readonly dynamodb?: readonly string[] | undefined }
    | undefined;
  /**
   * Interface endpoints of AWS services.
   *
   * @default - none
   */
  readonly interfaceEndpoints?: InterfaceEndpointsConfig | undefined;
  /** Where the record of the VPC's traffic goes. */
  readonly flowLog: FlowLogConfig;
  /**
   * Attachment to a transit gateway.
   *
   * @default - none
   */
  readonly transitGateway?: TransitGatewayConfig | undefined;
  /**
   * Whether the VPC resolves names through Amazon's resolver.
   *
   * @default true
   */
  readonly dnsSupport?: boolean | undefined;
  /**
   * Whether instances get names, which private names of interface endpoints need too.
   *
   * @default true
   */
  readonly dnsHostnames?: boolean | undefined;
}

const zone = z.enum(ZONE_LETTERS, { error: "must be a zone letter from a to h; write it like a" });
const cidr = z.string("must be an IPv4 CIDR block; write it as 10.0.0.0/16");
const tierName = z.string("must be the name of a tier; name one of the network's tiers");
const bits = (most: number) =>
  z
    .int(`must be a whole number from 0 to ${most}; correct it`)
    .min(0, `must be a whole number from 0 to ${most}; correct it`)
    .max(most, `must be a whole number from 0 to ${most}; correct it`);

const tier = z.strictObject({
  slot: z.number("must be a whole number; choose a free slot of the plan").optional(),
  cidrs: z.partialRecord(zone, cidr).optional(),
  egress: z.enum(["none", "internet-gateway", "nat", "transit-gateway"], {
    error: "must be none, internet-gateway, nat or transit-gateway; choose one",
  }),
  mapPublicIpOnLaunch: z.boolean("must be true or false; choose one").optional(),
  transitGatewayCidrs: z.array(cidr).optional(),
});

const flowLog = z.discriminatedUnion(
  "destination",
  [
    z.strictObject({
      destination: z.literal("cloud-watch-logs"),
      retentionDays: z.number("must be a number of days; choose one that CloudWatch allows"),
    }),
    z.strictObject({ destination: z.literal("s3"), bucketArn: z.string() }),
    z.strictObject({
      destination: z.literal("none"),
      reason: z.string().regex(/\S/, "needs a reason; say why the traffic goes unrecorded"),
    }),
  ],
  { error: "must go to cloud-watch-logs, s3 or, with a reason, none; choose one" },
);

const network = z.strictObject({
  cidr,
  zones: z.array(zone).optional(),
  tierBits: bits(12).optional(),
  zoneBits: bits(3).optional(),
  tiers: z.record(z.string(), tier),
  nat: z.enum(["none", "instance", "gateway", "gateway-per-zone"], {
    error: "must be none, instance, gateway or gateway-per-zone; choose one",
  }),
  natZone: zone.optional(),
  natTier: tierName.optional(),
  natInstance: z
    .strictObject({
      instanceType: z
        .string()
        .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "must be an EC2 instance type; write it like t3.micro"),
      architecture: z
        .enum(["x86_64", "arm64"], { error: "must be x86_64 or arm64; choose the type's" })
        .optional(),
      publicAddress: z
        .enum(["changing", "elastic"], { error: "must be changing or elastic; choose one" })
        .optional(),
    })
    .optional(),
  mainRouteTable: tierName.optional(),
  gatewayEndpoints: z
    .strictObject({ s3: z.array(tierName).optional(), dynamodb: z.array(tierName).optional() })
    .optional(),
  interfaceEndpoints: z
    .strictObject({
      services: z.array(z.string("must be the name of a service; write it like ecr.api")),
      tier: tierName,
      zoneCount: z.int("must be a whole number; count the zones").optional(),
    })
    .optional(),
  flowLog,
  transitGateway: z
    .strictObject({
      tier: tierName,
      applianceMode: z.boolean("must be true or false; choose one").optional(),
    })
    .optional(),
  dnsSupport: z.boolean("must be true or false; choose one").optional(),
  dnsHostnames: z.boolean("must be true or false; choose one").optional(),
});

/** Shape of a {@link NetworkConfig}; messages are `rule; remedy`. What must fit together is in `networkProblems`. */
export const networkConfigSchema: z.ZodType<NetworkConfig> = network;

/** Shape of a network whose flow log is stated elsewhere. */
export const networkWithoutFlowLogSchema: z.ZodType<Omit<NetworkConfig, "flowLog">> = network.omit({
  flowLog: true,
});
