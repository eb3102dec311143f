import { alarmRule } from "./alarm-rule";

/** `ALM-008`: tables are watched. */
export const tableHasAlarms = alarmRule({
  kind: "table",
  subject: "A table",
  type: "aws_dynamodb_table",
  namespace: "AWS/DynamoDB",
  dimensions: ["TableName"],
  namedBy: ["name"],
});
