import type { Config } from "../../../operations/rehearsal/checks/check";
import { checksOf } from "../../../operations/rehearsal/checks/registry";

function findings(type: string, config: Config): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const WAITING = JSON.stringify({
  StartAt: "run",
  States: { run: { Type: "Task", Resource: "arn:aws:states:::ecs:runTask.sync", End: true } },
});

/** A type, a configuration that passes, one that does not, and the words of the refusal. */
const CASES: readonly (readonly [string, Config, Config, RegExp])[] = [
  [
    "aws_scheduler_schedule",
    { flexible_time_window: [{ mode: "FLEXIBLE", maximum_window_in_minutes: 1440 }] },
    { flexible_time_window: [{ mode: "FLEXIBLE", maximum_window_in_minutes: 1441 }] },
    /between 1 and 1440/,
  ],
  [
    "aws_scheduler_schedule",
    { flexible_time_window: [{ mode: "OFF" }] },
    { flexible_time_window: [{ mode: "OFF", maximum_window_in_minutes: 5 }] },
    /minutes when it is flexible, and none otherwise, got OFF/,
  ],
  [
    "aws_scheduler_schedule",
    { target: [{ dead_letter_config: [{ arn: "arn:aws:sqs:eu-west-1:1:missed" }] }] },
    { target: [{ dead_letter_config: [{ arn: "arn:aws:sqs:eu-west-1:1:missed.fifo" }] }] },
    /ARN of a standard queue/,
  ],
  ["aws_scheduler_schedule_group", { name: "jobs" }, { name: "default" }, /other than default/],
  ["aws_sfn_state_machine", { name: "nightly" }, { name: "nightly.1" }, /1 to 80 letters/],
  [
    "aws_sfn_state_machine",
    { type: "STANDARD", definition: WAITING },
    { type: "EXPRESS", definition: WAITING },
    /an express workflow waits for nothing, got .sync"/,
  ],
  [
    "aws_sfn_state_machine",
    { logging_configuration: [{ level: "ALL", log_destination: "arn:aws:logs:eu-west-1:1:log-group:g:*" }] },
    { logging_configuration: [{ level: "ALL", log_destination: "arn:aws:logs:eu-west-1:1:log-group:g" }] },
    /with :\* at its end/,
  ],
  [
    "aws_sfn_state_machine",
    { logging_configuration: [{ level: "FATAL" }] },
    { logging_configuration: [{ level: "INFO" }] },
    /one of ALL, ERROR, FATAL, OFF/,
  ],
];

describe("what Scheduler and Step Functions refuse", () => {
  test.each(CASES)("%s: one passes, one is refused (%#)", (type, right, wrong, words) => {
    expect(findings(type, right)).toEqual([]);
    expect(findings(type, wrong).join("\n")).toMatch(words);
  });
});
