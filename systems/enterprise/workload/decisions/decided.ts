import { decideAll, type Decided, type Decision } from "../../../decisions";
import {
  type Batch,
  BATCH,
  type BatchPrice,
  BATCH_PRICE,
  CALLS,
  type Compute,
  COMPUTE,
  type Scheduler,
  SCHEDULER,
  type ServiceCalls,
} from "./compute";
import type { DecisionsConfig } from "./config";
import {
  API_DESCRIPTION,
  type Authorization,
  AUTHORIZATION,
  type Cdn,
  CDN,
  type Gateway,
  GATEWAY,
  type LoadBalancer,
  LOAD_BALANCER,
  type Shield,
  SHIELD,
  type WebAcl,
  WEB_ACL,
} from "./entry";
import { MESSAGE_STORE, type MessageStore, QUEUE, type Queue } from "./messaging";
import { BASTION, LOG_GROUPS, PACKAGES, PIPELINE, TESTS } from "./operation";
import type { Traits } from "./traits";

/** The decision table of a workload, in an order in which each row knows what it depends on. */
export const DECISIONS_TABLE: readonly Decision<Traits>[] = [
  COMPUTE,
  CALLS,
  CDN,
  GATEWAY,
  WEB_ACL,
  SHIELD,
  LOAD_BALANCER,
  AUTHORIZATION,
  API_DESCRIPTION,
  BATCH,
  BATCH_PRICE,
  SCHEDULER,
  QUEUE,
  MESSAGE_STORE,
  BASTION,
  LOG_GROUPS,
  PIPELINE,
  PACKAGES,
  TESTS,
];

/** What the layers of a workload are made of. */
export interface WorkloadDecisions {
  /** What runs the services. */
  readonly compute: Compute;
  /** How services call each other. */
  readonly calls: ServiceCalls;
  /** What stands at the edge. */
  readonly cdn: Cdn;
  /** What stands before the load balancer. */
  readonly gateway: Gateway;
  /** Where requests from the internet are looked at. */
  readonly webAcl: WebAcl;
  /** How much of AWS Shield there is; advanced begins a subscription of a year. */
  readonly shield: Shield;
  /** Which load balancer services have. */
  readonly loadBalancer: LoadBalancer;
  /** Who checks a caller's token. */
  readonly authorization: Authorization;
  /** What batch jobs run on. */
  readonly batch: Batch;
  /** How capacity of batch jobs is bought. */
  readonly batchPrice: BatchPrice;
  /** What starts jobs. */
  readonly scheduler: Scheduler;
  /** Which queue jobs wait in. */
  readonly queue: Queue;
  /** Where messages that nobody processed are kept. */
  readonly messageStore: MessageStore;
  /** Where packages of languages come from. */
  readonly packages: "public-registries" | "codeartifact";
}

/** What a workload's traits and its own choices lead to, by decision; the values are valid. */
export function decided({ traits, choices }: DecisionsConfig): WorkloadDecisions {
  return Object.fromEntries(
    decideAll(DECISIONS_TABLE, traits, choices).map(({ key, use }) => [key, use]),
  ) as unknown as WorkloadDecisions;
}

/** The same with all reasons, for reports. */
export function explained({ traits, choices }: DecisionsConfig): readonly Decided[] {
  return decideAll(DECISIONS_TABLE, traits, choices);
}
