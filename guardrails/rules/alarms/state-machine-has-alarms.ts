import { alarmRule } from "./alarm-rule";

/** `ALM-006`: state machines are watched. */
export const stateMachineHasAlarms = alarmRule({
  kind: "state-machine",
  subject: "A state machine",
  type: "aws_sfn_state_machine",
  namespace: "AWS/States",
  dimensions: ["StateMachineArn"],
  namedBy: [],
});
