import type { ApiBackend, LoadBalancerBackend } from "../../constructs/api/api-backend";
import type { Environment } from "../../constructs/core/environment";
import type { NetworkExports } from "../../constructs/network/network-exports";
import { DECISIONS, type DecisionsConfig } from "../../systems/enterprise/workload/decisions/config";
import type { Traits } from "../../systems/enterprise/workload/decisions/traits";
import { ENTRY, type EntryConfig } from "../../systems/enterprise/workload/entry/config";
import { composeEntry } from "../../systems/enterprise/workload/entry/layers";
import { ORGANIZATION } from "../../systems/enterprise/organization/config";
import { ENVIRONMENT, synthesizeApp, type Workspace } from "./synthesis";

/** A load balancer of another layer. */
export const BACKEND: LoadBalancerBackend = {
  url: "http://internal-example.elb.amazonaws.com",
  port: 80,
  loadBalancerArn: "arn:aws:elasticloadbalancing:ap-northeast-1:111111111111:loadbalancer/app/example/1",
  listenerArn: "arn:aws:elasticloadbalancing:ap-northeast-1:111111111111:listener/app/example/1/2",
  securityGroup: { securityGroupId: "sg-alb", name: "alb" },
};

const TIER = { subnetIds: ["subnet-a", "subnet-c"], subnetIdByZone: {}, routeTableIds: [], cidrs: [] };
const NETWORK: NetworkExports = {
  vpcId: "vpc-1",
  vpcCidr: "10.10.0.0/16",
  zones: ["a", "c"],
  tiers: { private: TIER },
  endpointSecurityGroup: undefined,
  s3PrefixListId: undefined,
  dynamodbPrefixListId: undefined,
  flowLogGroup: undefined,
  natPublicIps: [],
  natInstanceId: undefined,
  transitGatewayAttachmentId: undefined,
};

/** What is said of a workload in a test. */
export interface EntryCase {
  /** Values that differ from those of dev. */
  readonly config?: Partial<EntryConfig>;
  /** Traits that differ. */
  readonly traits?: Partial<Traits>;
  /** What is chosen otherwise. */
  readonly choices?: DecisionsConfig["choices"];
  /** The environment. */
  readonly environment?: Partial<Environment>;
  /** Who answers. */
  readonly backend?: ApiBackend;
}

/** The decisions of a workload of other traits. */
export function decisionsWith({ traits = {}, choices = {} }: EntryCase): DecisionsConfig {
  return { traits: { ...DECISIONS.traits, ...traits }, choices };
}

/** The layers of an entry before a load balancer of another layer, by stack id. */
export function synthesizeEntry(given: EntryCase = {}): Readonly<Record<string, Workspace>> {
  const environment = { ...ENVIRONMENT, ...given.environment };
  return synthesizeApp((app) => {
    composeEntry(
      app,
      { ...ENTRY.dev, ...given.config },
      decisionsWith(given),
      { environment, organization: ORGANIZATION, stage: "dev", network: NETWORK, keys: {} },
      given.backend ?? BACKEND,
    );
  });
}
