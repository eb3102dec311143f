import { queue, type QueueResource } from "../../../../constructs/observability/catalogue/sqs";
import { CALLS, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";
import { refusalOf } from "../../../support/synthesis";

const QUEUE: QueueResource = {
  queueName: "jobs",
  retentionSeconds: 345_600,
  deadLetterQueueName: "jobs-dead",
};

describe("the catalogue on queues", () => {
  test.each([
    ["EN-278", "four days", 345_600, 241_920, 311_040],
    ["EN-278", "fourteen days", 1_209_600, 846_720, 1_088_640],
  ])("%s, M-54: holds the oldest message against %s", (_row, _time, retentionSeconds, warn, error) => {
    const alarms = synthesizeMonitoring(queue({ ...QUEUE, retentionSeconds }));
    const age = {
      ...USUALLY,
      namespace: "AWS/SQS",
      metric_name: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      comparison_operator: "GreaterThanThreshold",
      dimensions: { QueueName: "jobs" },
    };

    expect(alarms["age-warn"]).toMatchObject({ ...WARNS, ...age, threshold: warn });
    expect(alarms["age-error"]).toMatchObject({ ...CALLS, ...age, threshold: error });
  });

  test("EN-279, M-55: calls at the first message in the dead-letter queue", () => {
    expect(synthesizeMonitoring(queue(QUEUE))["dead-letter"]).toMatchObject({
      ...CALLS,
      alarm_name: "shop-dead-letters",
      metric_name: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluation_periods: 1,
      dimensions: { QueueName: "jobs-dead" },
    });
  });

  test("EN-280: watches the backlog where a number says it", () => {
    expect(synthesizeMonitoring(queue(QUEUE, { backlogAbove: 100 }))["backlog"]).toMatchObject({
      ...WARNS,
      metric_name: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      period: 300,
      evaluation_periods: 1,
      threshold: 100,
      comparison_operator: "GreaterThanThreshold",
      dimensions: { QueueName: "jobs" },
    });
  });

  test("EN-281: makes no other alarm, and says why of each of the other ten metrics", () => {
    const { alarms, unwatched } = queue(QUEUE);

    expect(Object.keys(alarms)).toEqual(["age-warn", "age-error", "dead-letter"]);
    expect(Object.keys(unwatched).sort()).toEqual([
      "ApproximateNumberOfGroupsWithInflightMessages",
      "ApproximateNumberOfMessagesDelayed",
      "ApproximateNumberOfMessagesNotVisible",
      "ApproximateNumberOfMessagesVisible",
      "NumberOfDeduplicatedSentMessages",
      "NumberOfEmptyReceives",
      "NumberOfMessagesDeleted",
      "NumberOfMessagesReceived",
      "NumberOfMessagesSent",
      "SentMessageSize",
    ]);
    expect(unwatched["NumberOfMessagesDeleted"]).toContain("cannot be calculated");
    expect(queue(QUEUE, { backlogAbove: 1 }).unwatched).not.toHaveProperty(
      "ApproximateNumberOfMessagesVisible",
    );
  });

  test("has no alarm on a dead-letter queue that does not exist", () => {
    expect(Object.keys(queue({ queueName: "jobs", retentionSeconds: 60 }).alarms)).toEqual([
      "age-warn",
      "age-error",
    ]);
  });

  test.each([59, 1_209_601, NaN])("refuses a retention of %d seconds", (retentionSeconds) => {
    expect(refusalOf(() => queue({ ...QUEUE, retentionSeconds }))).toContain(
      "queue.retentionSeconds: lies between 60 and 1209600",
    );
  });
});
