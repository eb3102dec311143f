import type { GuardRail } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";

/** `CMP-013`: the log group of a function is stated. */
export const functionsLogToTheirOwnGroup: GuardRail = {
  id: "CMP-013",
  title: "A function states the log group that it writes to",
  why: "Lambda would make one that keeps everything without end",
  fix: "make the group and name it in logging_config",
  controls: {},
  types: ["aws_lambda_function"],
  check: ({ attributes }) => mustBeStated(attributes, "logging_config.log_group"),
};
