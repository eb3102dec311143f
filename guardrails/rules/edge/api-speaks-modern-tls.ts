import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

const MODERN = ["TLS_1_2", "SecurityPolicy_TLS13_1_2_2021_06", "SecurityPolicy_TLS13_1_3_2025_09"];

/** `EDG-020`: domains of APIs speak modern TLS. */
export const apiSpeaksModernTls: GuardRail = {
  id: "EDG-020",
  title: "A domain of an API speaks TLS 1.2 or later",
  why: "older versions can be broken",
  fix: "choose the security policy TLS_1_2",
  controls: { checkov: ["CKV_AWS_206"] },
  types: ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"],
  check: ({ type, attributes }) =>
    mustBe(
      attributes,
      type === "aws_api_gateway_domain_name"
        ? "security_policy"
        : "domain_name_configuration.security_policy",
      MODERN,
    ),
};
