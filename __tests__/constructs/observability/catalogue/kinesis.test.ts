import { stream, type StreamResource } from "../../../../constructs/observability/catalogue/kinesis";
import { CALLS, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";
import { refusalOf } from "../../../support/synthesis";

const STREAM: StreamResource = { streamName: "orders", retentionHours: 24, capacity: "provisioned" };
const ITERATOR_AGE = {
  namespace: "AWS/Kinesis",
  metric_name: "GetRecords.IteratorAgeMilliseconds",
  statistic: "Maximum",
  dimensions: { StreamName: "orders" },
};

describe("the catalogue on Kinesis data streams", () => {
  test("EN-272: warns over 50 % of the retention", () => {
    expect(synthesizeMonitoring(stream(STREAM))["iterator-age-warn"]).toMatchObject({
      ...WARNS,
      ...USUALLY,
      ...ITERATOR_AGE,
      comparison_operator: "GreaterThanThreshold",
      threshold: 43_200_000,
    });
  });

  test("EN-273: calls from 80 % of the retention on", () => {
    expect(synthesizeMonitoring(stream(STREAM))["iterator-age-error"]).toMatchObject({
      ...CALLS,
      ...USUALLY,
      ...ITERATOR_AGE,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 69_120_000,
    });
  });

  test("C-19: follows the stream's own retention, up to a year", () => {
    const alarms = synthesizeMonitoring(stream({ ...STREAM, retentionHours: 8760 }));

    expect(alarms["iterator-age-warn"]?.["threshold"]).toBe(15_768_000_000);
    expect(alarms["iterator-age-error"]?.["threshold"]).toBe(25_228_800_000);
  });

  test.each([
    ["EN-274", "read-throttled", "ReadProvisionedThroughputExceeded"],
    ["EN-275", "write-throttled", "WriteProvisionedThroughputExceeded"],
  ])("%s: warns of %s calls", (_row, id, metric) => {
    expect(synthesizeMonitoring(stream(STREAM))[id]).toMatchObject({
      ...WARNS,
      ...USUALLY,
      namespace: "AWS/Kinesis",
      metric_name: metric,
      statistic: "Average",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 0.8,
      dimensions: { StreamName: "orders" },
    });
    expect(synthesizeMonitoring(stream(STREAM, { throttledFrom: 0.5 }))[id]?.["threshold"]).toBe(0.5);
  });

  test("C-20: says add shards where shards are provisioned, and a higher limit where they are not", () => {
    const said = (capacity: StreamResource["capacity"]) =>
      synthesizeMonitoring(stream({ ...STREAM, capacity }))["read-throttled"]?.["alarm_description"];

    expect(said("provisioned")).toContain("add shards");
    expect(said("on-demand")).toContain("have the account's limit raised");
  });

  test("EN-276, EN-277: makes four alarms on the stream as a whole, and says why of the other 23 metrics", () => {
    const { alarms, unwatched } = stream(STREAM);

    expect(Object.keys(alarms)).toEqual([
      "iterator-age-warn",
      "iterator-age-error",
      "read-throttled",
      "write-throttled",
    ]);
    expect(Object.keys(unwatched)).toHaveLength(23);
  });

  test.each([23, 8761, NaN])("refuses a retention of %d hours", (retentionHours) => {
    expect(refusalOf(() => stream({ ...STREAM, retentionHours }))).toContain(
      "stream.retentionHours: lies between 24 and 8760",
    );
  });
});
