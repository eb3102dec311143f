import { type Checks, providerDocs } from "./check";
import { blocksOf, isSet } from "./paths";
import { between, each, known, length, oneOf, rule, shaped } from "./rules";

const INTEGRATION = providerDocs("aws_api_gateway_integration");
const AUTHORIZER = providerDocs("aws_api_gateway_authorizer");
const SETTINGS = providerDocs("aws_api_gateway_method_settings");
const STAGE = "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html";
const PLAN = providerDocs("aws_api_gateway_usage_plan");
const VPC_ORIGIN = providerDocs("aws_cloudfront_vpc_origin");
const METHODS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** REST APIs and what stands between them and CloudFront. */
export const API: Checks = {
  aws_api_gateway_rest_api: [
    oneOf(
      "endpoint_configuration.types",
      ["EDGE", "PRIVATE", "REGIONAL"],
      providerDocs("aws_api_gateway_rest_api"),
    ),
  ],
  aws_api_gateway_resource: [
    shaped(
      "path_part",
      /^(?:[\w.~:-]+|\{[\w.-]+\+?\})$/,
      "must be one segment of a path, or a parameter in braces",
      "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html",
    ),
  ],
  aws_api_gateway_method: [
    oneOf("http_method", METHODS, providerDocs("aws_api_gateway_method")),
    oneOf(
      "authorization",
      ["AWS_IAM", "COGNITO_USER_POOLS", "CUSTOM", "NONE"],
      providerDocs("aws_api_gateway_method"),
    ),
    rule(
      "CUSTOM and COGNITO_USER_POOLS need an authorizer",
      providerDocs("aws_api_gateway_method"),
      (config) => {
        const authorization = known(config, "authorization");
        return ["CUSTOM", "COGNITO_USER_POOLS"].includes(authorization ?? "") &&
          !isSet(config["authorizer_id"])
          ? authorization
          : undefined;
      },
    ),
  ],
  aws_api_gateway_integration: [
    oneOf("type", ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"], INTEGRATION),
    oneOf("connection_type", ["INTERNET", "VPC_LINK"], INTEGRATION),
    oneOf("passthrough_behavior", ["NEVER", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES"], INTEGRATION),
    between("timeout_milliseconds", 50, 300_000, INTEGRATION),
    rule("all but MOCK need a uri, and an integration_http_method", INTEGRATION, (config) => {
      const type = known(config, "type");
      const missing = ["uri", "integration_http_method"].filter((name) => !isSet(config[name]));
      return type === undefined || type === "MOCK" || missing.length === 0
        ? undefined
        : `${type} without ${missing.join(", ")}`;
    }),
    rule("AWS_PROXY invokes functions by POST", INTEGRATION, (config) => {
      const method = known(config, "integration_http_method");
      return known(config, "type") === "AWS_PROXY" && method !== undefined && method !== "POST"
        ? method
        : undefined;
    }),
    rule("VPC_LINK needs a connection_id", INTEGRATION, (config) =>
      known(config, "connection_type") === "VPC_LINK" && !isSet(config["connection_id"]) ? "none" : undefined,
    ),
    rule("an integration_target is reached by VPC_LINK alone", INTEGRATION, (config) =>
      isSet(config["integration_target"]) && known(config, "connection_type") !== "VPC_LINK"
        ? (known(config, "connection_type") ?? "no connection_type")
        : undefined,
    ),
  ],
  aws_api_gateway_authorizer: [
    oneOf("type", ["COGNITO_USER_POOLS", "REQUEST", "TOKEN"], AUTHORIZER),
    between("authorizer_result_ttl_in_seconds", 0, 3600, AUTHORIZER),
    rule("COGNITO_USER_POOLS needs provider_arns, the others an authorizer_uri", AUTHORIZER, (config) => {
      const needed = known(config, "type") === "COGNITO_USER_POOLS" ? "provider_arns" : "authorizer_uri";
      return isSet(config[needed]) ? undefined : `no ${needed}`;
    }),
  ],
  aws_api_gateway_gateway_response: [
    each(
      "response_type",
      "must be a type of response that API Gateway has",
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html",
      (value) => (/^[A-Z0-9_]+$/.test(String(value)) ? undefined : String(value)),
    ),
  ],
  aws_api_gateway_stage: [
    shaped("stage_name", /^[\w-]{1,128}$/, "must be 1 to 128 letters, digits, _ and -", STAGE),
    oneOf(
      "cache_cluster_size",
      ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"],
      providerDocs("aws_api_gateway_stage"),
    ),
  ],
  aws_api_gateway_method_settings: [
    oneOf("settings.logging_level", ["ERROR", "INFO", "OFF"], SETTINGS),
    between("settings.cache_ttl_in_seconds", 0, 3600, SETTINGS),
    shaped("method_path", /^(?:\*\/\*|[^/].*\/[A-Z*]+)$/, "must be */* or path/METHOD", SETTINGS),
  ],
  aws_api_gateway_usage_plan: [
    oneOf("quota_settings.period", ["DAY", "MONTH", "WEEK"], PLAN),
    rule("an offset counts within the period", PLAN, (config) => {
      const [{ offset, period } = {}] = blocksOf(config, "quota_settings");
      return period === "DAY" && typeof offset === "number" && offset !== 0 ? String(offset) : undefined;
    }),
  ],
  aws_api_gateway_api_key: [length("value", 20, 128, providerDocs("aws_api_gateway_api_key"))],
  aws_api_gateway_usage_plan_key: [
    oneOf("key_type", ["API_KEY"], providerDocs("aws_api_gateway_usage_plan_key")),
  ],
  aws_api_gateway_domain_name: [
    oneOf("endpoint_configuration.types", ["EDGE", "REGIONAL"], providerDocs("aws_api_gateway_domain_name")),
    oneOf("security_policy", ["TLS_1_0", "TLS_1_2"], providerDocs("aws_api_gateway_domain_name")),
  ],
  aws_cloudfront_vpc_origin: [
    oneOf(
      "vpc_origin_endpoint_config.origin_protocol_policy",
      ["http-only", "https-only", "match-viewer"],
      VPC_ORIGIN,
    ),
    between("vpc_origin_endpoint_config.http_port", 1, 65_535, VPC_ORIGIN),
    between("vpc_origin_endpoint_config.https_port", 1, 65_535, VPC_ORIGIN),
  ],
  aws_shield_subscription: [
    oneOf("auto_renew", ["DISABLED", "ENABLED"], providerDocs("aws_shield_subscription")),
  ],
};
