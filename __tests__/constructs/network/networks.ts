import type { Environment } from "../../../constructs/core/environment";
import type { NetworkConfig } from "../../../constructs/network/network-config";
import type { NetworkNames } from "../../../constructs/network/network-names";
import { environments as openwan } from "../../../systems/openwan/config";
import { NETWORK_NAMES as OPENWAN_NAMES } from "../../../systems/openwan/names";
import { APPLICATIONS } from "../../../systems/aws-practice/config";
import { practiceNames } from "../../../systems/aws-practice/names";
import { environments } from "../../../systems/ecs-web/config";
import { HUB, spokeNetwork } from "../../../systems/enterprise/hub/config";
import { withFlowLog } from "../../../systems/enterprise/hub/flow-log";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { ENVIRONMENT } from "../../support/synthesis";

/** A system's network as its requirements want it, for tests. */
export interface NetworkCase {
  readonly environment: Environment;
  readonly network: NetworkConfig;
  readonly names?: Partial<NetworkNames>;
  readonly transitGatewayId?: string;
}

const environment = (system: string, name: string, region: string, zones: string): Environment => ({
  ...ENVIRONMENT,
  system,
  name,
  region,
  zones: Array.from(zones, (letter) => `${region}${letter}`),
});

/** SW-D01, SW-D02, SW-D03: three tiers in two zones, endpoints instead of a NAT. */
export const SERVERLESS_WEB_PROD: NetworkCase = {
  environment: environment("serverless-web", "prod", "ap-northeast-1", "ac"),
  network: {
    cidr: "10.1.0.0/16",
    tiers: {
      public: { cidrs: { a: "10.1.0.0/24", c: "10.1.1.0/24" }, egress: "internet-gateway" },
      app: { cidrs: { a: "10.1.10.0/24", c: "10.1.11.0/24" }, egress: "none" },
      db: { cidrs: { a: "10.1.20.0/24", c: "10.1.21.0/24" }, egress: "none" },
    },
    nat: "none",
    gatewayEndpoints: { s3: ["app"] },
    interfaceEndpoints: {
      services: ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "ec2messages"],
      tier: "app",
    },
    flowLog: { destination: "cloud-watch-logs", retentionDays: 365 },
  },
};

/** OW-017 to OW-034, OW-D26, OW-D47: three tiers in three zones, a NAT gateway in each. */
export const OPENWAN_PROD: NetworkCase = {
  environment: environment("openwan", "prod", "us-east-1", "abc"),
  names: OPENWAN_NAMES,
  network: openwan.prod.network,
};

const practice = (env: "stg" | "prd"): NetworkCase => ({
  environment: environment("aws-practice", env, "ap-northeast-1", "ac"),
  names: practiceNames(env, ENVIRONMENT.account).network,
  network: APPLICATIONS[env].network,
});

/** AP-028 to AP-077: two tiers that fill the VPC, one NAT instance, the private table is the main one. */
export const AWS_PRACTICE_STG = practice("stg");

/** AP-D06: the same network with a NAT gateway in each zone. */
export const AWS_PRACTICE_PRD = practice("prd");

/** EW-064 to EW-071, EW-D03, EW-D09: two tiers, endpoints in one zone; as the system's config has it. */
export const ECS_WEB_DEV: NetworkCase = {
  environment: environment("ecs-web", "dev", "ap-northeast-1", "ac"),
  network: environments.dev.network,
};

/** EN-021, EN-022, M-28, M-30: a workload's spoke, whose way out is the hub; as the system's config has it. */
export const ENTERPRISE_PROD: NetworkCase = {
  environment: environment("enterprise", "prod", "ap-northeast-1", "acd"),
  transitGatewayId: spokeNetwork("prod", "hub").transitGatewayId ?? "",
  network: withFlowLog(spokeNetwork("prod", "hub").network, ORGANIZATION),
};

/** EN-022: the hub's own network, through which all spokes reach the internet. */
export const ENTERPRISE_NETWORK: NetworkCase = {
  environment: environment("enterprise", "network", "ap-northeast-1", "ac"),
  transitGatewayId: spokeNetwork("prod", "hub").transitGatewayId ?? "",
  network: withFlowLog(HUB.egress, ORGANIZATION),
};

/** The smallest network there is. */
export const SMALLEST: NetworkConfig = {
  cidr: "10.0.0.0/16",
  tiers: { app: { slot: 0, egress: "none" } },
  nat: "none",
  flowLog: { destination: "cloud-watch-logs", retentionDays: 30 },
};
