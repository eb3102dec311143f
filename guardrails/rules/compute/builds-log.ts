import { type GuardRail, notCompliant } from "../../guard-rail";
import { valueAt } from "../../workspace";

/** `CMP-010`: builds log. */
export const buildsLog: GuardRail = {
  id: "CMP-010",
  title: "A build keeps its logs",
  why: "nobody can say afterwards what was built from what",
  fix: "give it a log group or a bucket in logs_config",
  controls: { fsbp: ["CodeBuild.4"], checkov: ["CKV_AWS_314"] },
  types: ["aws_codebuild_project"],
  check: ({ attributes }) =>
    ["cloudwatch_logs", "s3_logs"].some(
      (kind) => valueAt(attributes, `logs_config.${kind}.status`) === "ENABLED",
    )
      ? []
      : [notCompliant("no logs_config that is enabled")],
};
