import type { NameRule } from "./name-rule";

/** API Gateway states a length for its second version alone; what belongs to REST APIs keeps to the same. */
const API_GATEWAY_NAME = {
  maxLength: 128,
  pattern: /^[\w .-]+$/,
  alphabet: "letters, digits, spaces and _.-",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html",
} as const satisfies NameRule;

/** What resources between clients and services may be called. */
export const EDGE_NAME_RULES = {
  aws_api_gateway_api_key: API_GATEWAY_NAME,
  aws_api_gateway_authorizer: API_GATEWAY_NAME,
  aws_api_gateway_rest_api: API_GATEWAY_NAME,
  aws_api_gateway_stage: {
    maxLength: 128,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html",
  },
  aws_api_gateway_usage_plan: API_GATEWAY_NAME,
  aws_apigatewayv2_api: API_GATEWAY_NAME,
  aws_apigatewayv2_vpc_link: API_GATEWAY_NAME,
  aws_cloudfront_vpc_origin: {
    maxLength: 64,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginEndpointConfig.html",
  },
  aws_shield_protection: {
    maxLength: 128,
    pattern: /^[\w .-]+$/,
    alphabet: "letters, digits, spaces and _.-",
    source: "https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html",
  },
  aws_wafv2_ip_set: {
    maxLength: 128,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html",
  },
} as const satisfies Record<string, NameRule>;
