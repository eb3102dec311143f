import { alarmRule } from "./alarm-rule";

/** `ALM-001`: REST APIs are watched. */
export const restApiHasAlarms = alarmRule({
  kind: "rest-api",
  subject: "A REST API",
  type: "aws_api_gateway_rest_api",
  namespace: "AWS/ApiGateway",
  dimensions: ["ApiName"],
  namedBy: ["name"],
});
