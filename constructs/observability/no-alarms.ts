/**
 * Says that something is deliberately without alarms. It takes the place of the alarms' values, so that nothing goes
 * unwatched because a value was forgotten.
 */
export interface NoAlarms {
  /** Why nobody needs to be called: `"replaced in seconds, watched by its load balancer"`. */
  readonly noAlarmsBecause: string;
}

/** Whether a choice is against alarms. */
export function isNoAlarms(choice: object): choice is NoAlarms {
  return "noAlarmsBecause" in choice;
}
