import type { GuardRail } from "../../guard-rail";
import { valueAt } from "../../workspace";
import { mustBe } from "../../verdicts";

/** `EDG-022`: responses that an API keeps are encrypted. */
export const apiCacheIsEncrypted: GuardRail = {
  id: "EDG-022",
  title: "Responses that a REST API keeps are encrypted",
  why: "they hold what the database holds",
  fix: "set cache_data_encrypted to true",
  controls: { fsbp: ["APIGateway.5"], checkov: ["CKV_AWS_308"] },
  types: ["aws_api_gateway_method_settings"],
  check: ({ attributes }) =>
    valueAt(attributes, "settings.caching_enabled") === true
      ? mustBe(attributes, "settings.cache_data_encrypted", [true])
      : [],
};
