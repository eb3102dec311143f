import type { DataClass } from "../../../../constructs/governance/classification";
import type { WorkloadConfig } from "../../config";

/** The one function that answers all requests of the API, where the decisions take Lambda for the services. */
export interface FunctionConfig {
  /** Class of the data that its logs may tell of. */
  readonly dataClass: DataClass;
  /** Days for which logs are kept. */
  readonly logRetentionDays: number;
  /** Seconds after which a request is broken off, 1 to 29: API Gateway waits no longer. */
  readonly timeoutSeconds: number;
  /** Memory in MiB, 128 to 10240. */
  readonly memoryMiB: number;
  /**
   * Requests at a time that are kept for it and bound it, out of the account's.
   *
   * @default - what others leave of the account's
   */
  readonly reservedConcurrency?: number | undefined;
}

const USUAL: FunctionConfig = {
  dataClass: "internal",
  logRetentionDays: 30,
  timeoutSeconds: 29,
  memoryMiB: 1024,
};

/** The function of each stage, which is made where the decisions take Lambda. */
export const FUNCTION: Readonly<Record<WorkloadConfig["stage"], FunctionConfig>> = {
  dev: USUAL,
  stg: USUAL,
  prod: { ...USUAL, logRetentionDays: 90, reservedConcurrency: 100 },
};
