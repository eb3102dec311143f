import { NOT_NEGATIVE } from "../metric";
import { because, type Monitoring, monitoring, USUAL } from "./monitoring";

/** A state machine as its metrics know it. */
export interface StateMachineResource {
  /** ARN of the state machine. */
  readonly stateMachineArn: string;
}

const REASONS = {
  ...because(
    "what fails in a task is told by the application's log, with the cause beside it",
    "ExecutionsFailed",
    "ExecutionsAborted",
  ),
  ...because("the application sets the limits of time and tells when they pass", "ExecutionsTimedOut"),
  ...because(
    "every state machine has a time of its own: the application checks its deadline",
    "ExecutionTime",
  ),
  ...because("a figure of use", "ExecutionsStarted", "ExecutionsSucceeded"),
};

/**
 * What is watched of a state machine: throttled transitions, the first sign of the account's limit.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export function stateMachine({ stateMachineArn }: StateMachineResource): Monitoring {
  return monitoring(
    {
      throttled: {
        ...USUAL,
        level: "WARN",
        nameEnding: "executions-throttled",
        describe: (subject) =>
          `Executions of ${subject} are throttled: look whether so many are meant, then have the quota raised`,
        metric: {
          namespace: "AWS/States",
          name: "ExecutionThrottled",
          dimensions: { StateMachineArn: stateMachineArn },
          statistic: "Sum",
          range: NOT_NEGATIVE,
        },
        comparison: ">",
        threshold: 0,
      },
    },
    REASONS,
  );
}
