import type { SpokeKey } from "../hub/config";
import { SERVICES, type ServicesConfig } from "./services/config";

/**
 * What systems run on in an account, part by part. A part that is left out is not made: in the account of regulated data
 * nothing runs.
 */
export interface WorkloadParts {
  /**
   * Images, internal load balancer and containers.
   *
   * @default - no containers run there
   */
  readonly services?: ServicesConfig | undefined;
}

/** The parts of each account that systems run in. */
export const WORKLOADS: Readonly<Record<SpokeKey, WorkloadParts>> = {
  dev: { services: SERVICES.dev },
  stg: { services: SERVICES.stg },
  prod: { services: SERVICES.prod },
  regulated: {},
};
