import type { Construct } from "constructs";
import { ServiceRole } from "./service-role";

/** Schedules that name no other group are in this one. */
export const DEFAULT_SCHEDULE_GROUP = "default";

/** Values of a {@link schedulerRole}. */
export interface SchedulerRoleProps {
  /** Name of the role, at most 64 characters. A change replaces it. */
  readonly name: string;
  /** What it is for. */
  readonly description: string;
  /**
   * Group of the schedules that assume it.
   *
   * @default "default"
   */
  readonly group?: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
}

/**
 * The role that EventBridge Scheduler assumes for the schedules of a group: its trust can name groups, never schedules.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function schedulerRole(
  scope: Construct,
  id: string,
  { name, description, group = DEFAULT_SCHEDULE_GROUP, account, region }: SchedulerRoleProps,
): ServiceRole {
  return new ServiceRole(scope, id, {
    name,
    description,
    service: "scheduler.amazonaws.com",
    source: { account, arn: `arn:aws:scheduler:${region}:${account}:schedule-group/${group}` },
  });
}
