import { alarmRule } from "./alarm-rule";

/** `ALM-004`: streams are watched. */
export const streamHasAlarms = alarmRule({
  kind: "stream",
  subject: "A data stream",
  type: "aws_kinesis_stream",
  namespace: "AWS/Kinesis",
  dimensions: ["StreamName"],
  namedBy: ["name"],
});
