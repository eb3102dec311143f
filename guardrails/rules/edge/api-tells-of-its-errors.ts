import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `EDG-021`: REST APIs tell of their errors, and not of what their callers send. */
export const apiTellsOfItsErrors: GuardRail = {
  id: "EDG-021",
  title: "A REST API logs its own errors, and no bodies",
  why: "a request that fails before the backend leaves no trace, and one whose body is logged leaves too much",
  fix: "set logging_level to ERROR and data_trace_enabled to false",
  controls: { fsbp: ["APIGateway.1"], checkov: ["CKV2_AWS_4", "CKV_AWS_276"] },
  types: ["aws_api_gateway_method_settings"],
  check: ({ attributes }) => [
    ...mustBe(attributes, "settings.logging_level", ["ERROR", "INFO"]),
    ...mustBe(attributes, "settings.data_trace_enabled", [false, undefined]),
  ],
};
