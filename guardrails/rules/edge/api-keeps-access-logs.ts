import type { GuardRail } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";

/** `EDG-012`: APIs keep access logs. */
export const apiKeepsAccessLogs: GuardRail = {
  id: "EDG-012",
  title: "A stage of an API keeps access logs",
  why: "without them nobody can say afterwards who asked for what",
  fix: "give it access_log_settings with a log group",
  controls: { fsbp: ["APIGateway.9"], checkov: ["CKV_AWS_76"] },
  types: ["aws_api_gateway_stage", "aws_apigatewayv2_stage"],
  check: ({ attributes }) => mustBeStated(attributes, "access_log_settings.destination_arn"),
};
