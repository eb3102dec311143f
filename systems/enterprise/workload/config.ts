import type { SpokeKey } from "../hub/config";
import { DATA, type DataConfig } from "./data/config";
import { DECISIONS, type DecisionsConfig } from "./decisions/config";
import { ENTRY, type EntryConfig } from "./entry/config";
import { FUNCTION, type FunctionConfig } from "./function/config";
import { JOBS, type JobsConfig } from "./jobs/config";
import { SERVICES, type ServicesConfig } from "./services/config";

/**
 * What systems run on in an account, part by part. A part that is left out is not made: in the account of regulated data
 * nothing runs.
 */
export interface WorkloadParts {
  /**
   * Database, buckets and bastion.
   *
   * @default - the account keeps nothing
   */
  readonly data?: DataConfig | undefined;
  /**
   * Images, internal load balancer and containers.
   *
   * @default - no containers run there
   */
  readonly services?: ServicesConfig | undefined;
  /**
   * What the workload is like, from which follows what the guideline recommends for it.
   *
   * @default - nothing runs there
   */
  readonly decisions?: DecisionsConfig | undefined;
  /**
   * The function behind the API, which is made where the decisions take Lambda for the services.
   *
   * @default - none can be made
   */
  readonly function?: FunctionConfig | undefined;
  /**
   * The queue of jobs with its worker, and the batch; they run in the cluster of the services.
   *
   * @default - no jobs run there
   */
  readonly jobs?: JobsConfig | undefined;
  /**
   * How clients reach the services: domain, users, limits and web ACL.
   *
   * @default - they are reached from within the network alone
   */
  readonly entry?: EntryConfig | undefined;
}

/** The parts of each account that systems run in. */
export const WORKLOADS: Readonly<Record<SpokeKey, WorkloadParts>> = {
  dev: {
    data: DATA.dev,
    decisions: DECISIONS,
    services: SERVICES.dev,
    function: FUNCTION.dev,
    jobs: JOBS.dev,
    entry: ENTRY.dev,
  },
  stg: {
    data: DATA.stg,
    decisions: DECISIONS,
    services: SERVICES.stg,
    function: FUNCTION.stg,
    jobs: JOBS.stg,
    entry: ENTRY.stg,
  },
  prod: {
    data: DATA.prod,
    decisions: DECISIONS,
    services: SERVICES.prod,
    function: FUNCTION.prod,
    jobs: JOBS.prod,
    entry: ENTRY.prod,
  },
  regulated: { data: DATA.regulated },
};
