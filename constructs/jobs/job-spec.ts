import type { FargateSize } from "../compute/fargate-sizes";
import type { ApplicationSpec, PermissionsByPurpose, ServiceFlow } from "../compute/service-spec";

/**
 * A job: one container that runs to its end and says by its exit code whether the work is done. It may be run again, so
 * that doing the work twice must be the same as doing it once.
 */
export interface JobSpec extends FargateSize {
  /** Name of its log group, which is made with it. */
  readonly logGroupName: string;
  /** Minutes after which a run is stopped and counts as failed, 1 or more. */
  readonly timeoutMinutes: number;
  /** How often it is run again after it failed, 0 to 10; the pauses between double from half a minute on. */
  readonly retries: number;
  /**
   * What it runs.
   *
   * @default - an image of the job's key that needs nothing
   */
  readonly application?: Pick<ApplicationSpec, "image" | "environmentVariables" | "secrets"> | undefined;
  /**
   * What else it opens connections to.
   *
   * @default - AWS services only
   */
  readonly reaches?: readonly ServiceFlow[] | undefined;
  /**
   * What it may do.
   *
   * @default - nothing
   */
  readonly permissions?: PermissionsByPurpose | undefined;
}

/** When a workflow starts by itself. */
export interface WorkflowSchedule {
  /** When, as Scheduler writes it: `cron(0 2 * * ? *)` is two in the morning of every day. */
  readonly expression: string;
  /** Time zone of the expression, by its IANA name: `Asia/Tokyo`. */
  readonly timezone: string;
  /**
   * Minutes within which Scheduler chooses the start, 1 to 1440.
   *
   * @default - it starts within the minute
   */
  readonly windowMinutes?: number | undefined;
}

/** Jobs that run one after the other, each when the one before is done. */
export interface WorkflowSpec {
  /** What it is for. */
  readonly description: string;
  /** Keys of the jobs, in their order; each at most once. */
  readonly steps: readonly string[];
  /** Minutes after which an execution is stopped and counts as failed: at least what its steps may take together. */
  readonly deadlineMinutes: number;
  /**
   * When it starts by itself.
   *
   * @default - somebody starts it
   */
  readonly schedule?: WorkflowSchedule | undefined;
}
