import type { IConstruct } from "constructs";
import { acknowledge, type GuardRailId } from "../core/acknowledgement";

/**
 * Says that something is deliberately without alarms. It takes the place of the alarms' values, so that nothing goes
 * unwatched because a value was forgotten.
 */
export interface NoAlarms {
  /** Why nobody needs to be called: `"replaced in seconds, watched by its load balancer"`. */
  readonly noAlarmsBecause: string;
}

/** What the monitoring catalogue knows, with the guard rail that demands alarms on it. */
export const ALARM_GUARD_RAILS = {
  "rest-api": "ALM-001",
  "load-balancer": "ALM-002",
  "ecs-service": "ALM-003",
  stream: "ALM-004",
  queue: "ALM-005",
  "state-machine": "ALM-006",
  bucket: "ALM-007",
  table: "ALM-008",
  "database-cluster": "ALM-009",
  "database-instance": "ALM-010",
  cache: "ALM-011",
  "web-acl": "ALM-012",
} as const satisfies Readonly<Record<string, GuardRailId>>;

/** A kind of resource that the monitoring catalogue knows. */
export type WatchedKind = keyof typeof ALARM_GUARD_RAILS;

/** Whether a choice is against alarms. */
export function isNoAlarms(choice: object): choice is NoAlarms {
  return "noAlarmsBecause" in choice;
}

/**
 * States, beside a construct, that what the catalogue knows in it is deliberately without alarms: an acknowledged
 * exception, which fails the synthesis as soon as it covers nothing.
 *
 * @param kinds - the kinds of resources in or below the construct that are meant; each must be there, without an alarm
 */
export function withoutAlarms(
  scope: IConstruct,
  kinds: readonly WatchedKind[],
  { noAlarmsBecause }: NoAlarms,
): void {
  for (const kind of kinds) {
    acknowledge(scope, ALARM_GUARD_RAILS[kind], { reason: noAlarmsBecause });
  }
}
