import { stateMachine } from "../../../../constructs/observability/catalogue/step-functions";
import { synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const STATE_MACHINE = { stateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:nightly" };

describe("the catalogue on state machines", () => {
  test("EN-282: warns of throttled executions", () => {
    expect(synthesizeMonitoring(stateMachine(STATE_MACHINE))).toMatchObject({
      throttled: {
        ...WARNS,
        ...USUALLY,
        namespace: "AWS/States",
        metric_name: "ExecutionThrottled",
        statistic: "Sum",
        comparison_operator: "GreaterThanThreshold",
        threshold: 0,
        dimensions: { StateMachineArn: STATE_MACHINE.stateMachineArn },
      },
    });
  });

  test("EN-283: watches nothing else, and says why of each of the other six metrics", () => {
    const { alarms, unwatched } = stateMachine(STATE_MACHINE);

    expect(Object.keys(alarms)).toEqual(["throttled"]);
    expect(Object.keys(unwatched).sort()).toEqual([
      "ExecutionTime",
      "ExecutionsAborted",
      "ExecutionsFailed",
      "ExecutionsStarted",
      "ExecutionsSucceeded",
      "ExecutionsTimedOut",
    ]);
  });
});
