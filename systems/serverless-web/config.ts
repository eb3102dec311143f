import type { NetworkConfig } from "../../constructs/network/network-config";
import type { EnvironmentConfig } from "../environment";

/** The values of one environment of serverless-web. */
export interface ServerlessWebConfig {
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /** VPC, subnets, endpoints and flow logs. */
  readonly network: NetworkConfig;
}

const REGION = "ap-northeast-1";
const ZONES = [`${REGION}a`, `${REGION}c`];

/** AWS services that the tasks reach without leaving AWS's network, as there is no NAT. */
const ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "ssm", "ssmmessages", "ec2messages", "secretsmanager"];

/** A network of three tiers over two zones, of which only the first reaches the internet. */
function threeTiers(block: "10.0" | "10.1", flowLogRetentionDays: number): NetworkConfig {
  return {
    cidr: `${block}.0.0/16`,
    tiers: {
      public: { egress: "internet-gateway", cidrs: { a: `${block}.0.0/24`, c: `${block}.1.0/24` } },
      app: { egress: "none", cidrs: { a: `${block}.10.0/24`, c: `${block}.11.0/24` } },
      db: { egress: "none", cidrs: { a: `${block}.20.0/24`, c: `${block}.21.0/24` } },
    },
    nat: "none",
    gatewayEndpoints: { s3: ["app"] },
    interfaceEndpoints: { services: ENDPOINTS, tier: "app" },
    flowLog: { destination: "cloud-watch-logs", retentionDays: flowLogRetentionDays },
  };
}

/** Every environment of serverless-web, in the order of promotion. The accounts are examples. */
export const environments: Readonly<Record<"dev" | "prod", ServerlessWebConfig>> = {
  dev: {
    environment: { account: "111111111111", region: REGION, zones: ZONES, protection: "disposable" },
    network: threeTiers("10.0", 3),
  },
  prod: {
    environment: { account: "222222222222", region: REGION, zones: ZONES, protection: "protected" },
    network: threeTiers("10.1", 30),
  },
};
