import { type GuardRail, notCompliant } from "../../guard-rail";
import { blocks } from "../../workspace";

/** `DB-008`: databases export their logs. */
export const databaseKeepsItsLogs: GuardRail = {
  id: "DB-008",
  title: "A database sends its logs to CloudWatch",
  why: "its own log files rotate away within days, and nobody is called when they fill",
  fix: "name the logs that it exports",
  controls: { fsbp: ["RDS.9", "RDS.34", "RDS.36", "RDS.37"], checkov: ["CKV_AWS_129", "CKV_AWS_324"] },
  types: ["aws_db_instance", "aws_rds_cluster"],
  check: ({ attributes }) =>
    attributes["replicate_source_db"] !== undefined ||
    blocks(attributes, "enabled_cloudwatch_logs_exports").length > 0
      ? []
      : [notCompliant("no exported log")],
};
