import { alarmRule } from "./alarm-rule";

/** `ALM-010`: database instances are watched, replicas too. */
export const databaseInstanceHasAlarms = alarmRule({
  kind: "database-instance",
  subject: "A database instance",
  type: "aws_db_instance",
  namespace: "AWS/RDS",
  dimensions: ["DBInstanceIdentifier"],
  namedBy: ["identifier"],
});
