import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import type { Construct } from "constructs";
import { withoutAlarms } from "../../constructs/observability/no-alarms";
import { collectingEvaluations, evaluatingEnvironment, problemsOfAll } from "../../guardrails/attach";
import { BareStack, synthesizeApp, type Workspace } from "../support/synthesis";

/** A stream in one layer, and what stands in another. */
function layers(
  alarms: (stack: Construct, stream: KinesisStream) => void,
  beside: (stream: KinesisStream) => void = () => undefined,
): Readonly<Record<string, Workspace>> {
  return synthesizeApp((app) => {
    const stream = new KinesisStream(new BareStack(app, "data"), "events", {
      name: "events",
      encryptionType: "KMS",
    });
    beside(stream);
    alarms(new BareStack(app, "observability"), stream);
  });
}

const problems = (...parts: Parameters<typeof layers>) =>
  problemsOfAll(evaluatingEnvironment(() => layers(...parts))).map(
    ({ path, got }) => `${path}: ${String(got)}`,
  );

const alarmOn = (stack: Construct, stream: KinesisStream) =>
  new CloudwatchMetricAlarm(stack, "late", {
    alarmName: "late",
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    namespace: "AWS/Kinesis",
    dimensions: { StreamName: stream.name },
    alarmActions: ["arn:aws:sns:ap-northeast-1:111111111111:calls"],
  });
const nothing = () => undefined;
const reason = { noAlarmsBecause: "the producer notices first" };

describe("guard rails on a whole environment", () => {
  it("find in one stack what another stack does not give it", () => {
    expect(problems(nothing)).toEqual(["ALM-004 at data-test/events: no alarm in its environment"]);
  });

  it("find nothing where another stack gives it", () => {
    expect(problems(alarmOn)).toEqual([]);
  });

  it("accept the reason that stands beside the construct, and show it in the workspace", () => {
    let written: Readonly<Record<string, Workspace>> = {};
    const evaluations = evaluatingEnvironment(() => {
      written = layers(nothing, (stream) => {
        withoutAlarms(stream, ["stream"], reason);
      });
    });
    expect(problemsOfAll(evaluations)).toEqual([]);
    expect(written["data-test"]?.json["//"]).toMatchObject({
      acknowledgements: [{ id: "ALM-004", path: "data-test/events", reason: reason.noAlarmsBecause }],
    });
  });

  it("refuse a reason for no alarms where there is one", () => {
    expect(
      problems(alarmOn, (stream) => {
        withoutAlarms(stream, ["stream"], reason);
      }),
    ).toEqual([`acknowledgement of ALM-004 at data-test/events: ${reason.noAlarmsBecause}`]);
  });

  it("count what they looked at once for each stack", () => {
    const evaluations = evaluatingEnvironment(() => layers(alarmOn));
    expect(evaluations.map(({ stackId, checked }) => [stackId, checked["ALM-004"]])).toEqual([
      ["data-test", 1],
      ["observability-test", 0],
    ]);
  });

  it("say nothing of a stack that is synthesized alone", () => {
    const evaluations = collectingEvaluations(() => {
      layers(nothing, (stream) => {
        withoutAlarms(stream, ["stream"], reason);
      });
    });
    expect(problemsOfAll(evaluations)).toEqual([]);
  });

  it("tell an outer collection what they found", () => {
    const outer = collectingEvaluations(() => {
      evaluatingEnvironment(() => layers(nothing));
    });
    expect(problemsOfAll(outer).map(({ path }) => path)).toEqual(["ALM-004 at data-test/events"]);
  });
});
