import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/**
 * `EDG-013`: methods of APIs authorize, but for preflights, which carry nothing to do so by. An API key is no
 * authorization: pages carry it in the open.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export const apiTellsItsCallersApart: GuardRail = {
  id: "EDG-013",
  title: "A method of an API authorizes its callers",
  why: "anyone who finds the address may call it",
  fix: "give it an authorizer; one that the application guards itself acknowledges it",
  controls: { fsbp: ["APIGateway.8"], checkov: ["CKV_AWS_59", "CKV_AWS_309"] },
  types: ["aws_api_gateway_method", "aws_apigatewayv2_route"],
  check: ({ type, attributes }) =>
    attributes["http_method"] === "OPTIONS" || String(attributes["route_key"]).startsWith("OPTIONS ")
      ? []
      : mustBe(attributes, type === "aws_api_gateway_method" ? "authorization" : "authorization_type", [
          "AWS_IAM",
          "COGNITO_USER_POOLS",
          "CUSTOM",
          "JWT",
        ]),
};
