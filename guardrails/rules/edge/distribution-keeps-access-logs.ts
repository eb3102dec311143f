import { type GuardRail, notCompliant } from "../../guard-rail";
import { blocks } from "../../workspace";

/** `EDG-010`: distributions keep access logs. */
export const distributionKeepsAccessLogs: GuardRail = {
  id: "EDG-010",
  title: "A distribution of a protected environment keeps access logs",
  why: "without them nobody can say afterwards who asked for what",
  fix: "log to a bucket, or deliver its logs by aws_cloudwatch_log_delivery",
  controls: { fsbp: ["CloudFront.5"], checkov: ["CKV_AWS_86"] },
  types: ["aws_cloudfront_distribution"],
  check: (distribution, workspace) =>
    workspace.environment.protection === "disposable" ||
    blocks(distribution.attributes, "logging_config").length > 0 ||
    workspace.referringTo(distribution, "aws_cloudwatch_log_delivery_source", "resource_arn").length > 0
      ? []
      : [notCompliant("no access logs")],
};
