import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `LOG-005`: state machines log. */
export const stateMachineKeepsLogs: GuardRail = {
  id: "LOG-005",
  title: "A state machine logs its executions",
  why: "the history of an execution is gone after 90 days, or after five minutes of an express one",
  fix: "give it a logging_configuration with a level and a log group",
  controls: { fsbp: ["StepFunctions.1"], checkov: ["CKV_AWS_285"] },
  types: ["aws_sfn_state_machine"],
  check: ({ attributes }) => mustBe(attributes, "logging_configuration.level", ["ALL", "ERROR", "FATAL"]),
};
