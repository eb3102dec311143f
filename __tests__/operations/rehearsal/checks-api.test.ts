import { checksOf } from "../../../operations/rehearsal/checks/registry";
import type { Value } from "../../../operations/rehearsal/provider/codec";

type Config = Readonly<Record<string, Value>>;

function findings(type: string, config: Config): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const HTTP_PROXY = {
  type: "HTTP_PROXY",
  integration_http_method: "ANY",
  uri: "http://example.com/{proxy}",
  connection_type: "VPC_LINK",
  connection_id: "link",
  integration_target: "arn:load-balancer",
};

test.each<[string, Config]>([
  ["aws_api_gateway_resource", { path_part: "{proxy+}" }],
  ["aws_api_gateway_resource", { path_part: "orders" }],
  ["aws_api_gateway_method", { http_method: "OPTIONS", authorization: "NONE" }],
  [
    "aws_api_gateway_method",
    { http_method: "ANY", authorization: "COGNITO_USER_POOLS", authorizer_id: "abc" },
  ],
  ["aws_api_gateway_integration", HTTP_PROXY],
  ["aws_api_gateway_integration", { type: "MOCK" }],
  [
    "aws_api_gateway_integration",
    { type: "AWS_PROXY", integration_http_method: "POST", uri: "arn:function" },
  ],
  ["aws_api_gateway_authorizer", { type: "COGNITO_USER_POOLS", provider_arns: ["arn:pool"] }],
  ["aws_api_gateway_authorizer", { type: "TOKEN", authorizer_uri: "arn:function" }],
  ["aws_api_gateway_method_settings", { method_path: "*/*", settings: [{ logging_level: "ERROR" }] }],
  ["aws_api_gateway_usage_plan", { quota_settings: [{ limit: 1, period: "DAY", offset: 0 }] }],
  ["aws_api_gateway_domain_name", { security_policy: "TLS_1_2" }],
])("%s accepts %j", (type, config) => {
  expect(findings(type, config)).toEqual([]);
});

test.each<[string, Config, string]>([
  ["aws_api_gateway_resource", { path_part: "/orders" }, "must be one segment of a path"],
  ["aws_api_gateway_method", { http_method: "ALL", authorization: "NONE" }, 'got "ALL"'],
  [
    "aws_api_gateway_method",
    { http_method: "ANY", authorization: "COGNITO_USER_POOLS" },
    "need an authorizer",
  ],
  [
    "aws_api_gateway_integration",
    { ...HTTP_PROXY, connection_type: "INTERNET" },
    "reached by VPC_LINK alone",
  ],
  ["aws_api_gateway_integration", { type: "HTTP_PROXY" }, "HTTP_PROXY without uri, integration_http_method"],
  [
    "aws_api_gateway_integration",
    { type: "HTTP_PROXY", integration_http_method: "ANY", uri: "http://a", connection_type: "VPC_LINK" },
    "VPC_LINK needs a connection_id",
  ],
  [
    "aws_api_gateway_integration",
    { type: "AWS_PROXY", integration_http_method: "GET", uri: "arn:function" },
    "invokes functions by POST",
  ],
  ["aws_api_gateway_integration", { ...HTTP_PROXY, timeout_milliseconds: 20 }, "got 20"],
  ["aws_api_gateway_authorizer", { type: "COGNITO_USER_POOLS" }, "no provider_arns"],
  ["aws_api_gateway_authorizer", { type: "TOKEN" }, "no authorizer_uri"],
  ["aws_api_gateway_gateway_response", { response_type: "default_4xx" }, "default_4xx"],
  ["aws_api_gateway_stage", { stage_name: "prod.1" }, "letters, digits, _ and -"],
  ["aws_api_gateway_stage", { stage_name: "prod", cache_cluster_size: "1" }, 'got "1"'],
  [
    "aws_api_gateway_method_settings",
    { method_path: "*/*", settings: [{ logging_level: "DEBUG" }] },
    'got "DEBUG"',
  ],
  ["aws_api_gateway_method_settings", { method_path: "/orders/GET" }, "path/METHOD"],
  ["aws_api_gateway_usage_plan", { quota_settings: [{ period: "HOUR" }] }, 'got "HOUR"'],
  [
    "aws_api_gateway_usage_plan",
    { quota_settings: [{ limit: 1, period: "DAY", offset: 1 }] },
    "within the period",
  ],
  ["aws_api_gateway_domain_name", { security_policy: "TLS_1_3" }, 'got "TLS_1_3"'],
  ["aws_api_gateway_api_key", { value: "short" }, "value"],
  ["aws_shield_subscription", { auto_renew: "YES" }, 'got "YES"'],
  [
    "aws_cloudfront_vpc_origin",
    { vpc_origin_endpoint_config: [{ http_port: 0, origin_protocol_policy: "http-only" }] },
    "got 0",
  ],
])("%s refuses %j", (type, config, message) => {
  expect(findings(type, config).join("\n")).toContain(message);
});
