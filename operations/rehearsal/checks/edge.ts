import type { Check, Checks } from "./check";
import { providerDocs } from "./check";
import { blocksOf, isOpen, isSet } from "./paths";
import { between, count, each, exactlyOne, known, length, oneOf, rule, shaped, shown } from "./rules";

const ACL = providerDocs("aws_wafv2_web_acl");
const API = providerDocs("aws_apigatewayv2_api");

const distinctPriorities: Check = rule(
  "rules must have distinct priorities and names",
  "https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html",
  (config) => {
    const rules = blocksOf(config, "rule");
    for (const field of ["priority", "name"]) {
      const values = rules.map((item) => item[field]);
      const twice = values.find((value, index) => values.indexOf(value) !== index);
      if (twice !== undefined && !isOpen(twice)) {
        return `${field} ${shown(twice)} twice`;
      }
    }
    return undefined;
  },
);

const oneStatement: Check = rule(
  "a rule has exactly one kind of statement",
  ACL,
  (statement) => {
    const given = Object.keys(statement).filter((kind) => isSet(statement[kind]));
    return given.length === 1 ? undefined : given.join(", ") || "none";
  },
  "rule.statement",
);

const actionOrOverride: Check = rule(
  "managed and referenced groups take override_action, every other statement action",
  ACL,
  (item) => {
    const statement = (Array.isArray(item["statement"]) ? item["statement"][0] : undefined) as
      Record<string, never> | undefined;
    const isGroup =
      isSet(statement?.["managed_rule_group_statement"]) ||
      isSet(statement?.["rule_group_reference_statement"]);
    const [right, wrong] = isGroup ? ["override_action", "action"] : ["action", "override_action"];
    return statement !== undefined && (!isSet(item[right]) || isSet(item[wrong]))
      ? `${known(item, "name") ?? "a rule"} without ${right} or with ${wrong}`
      : undefined;
  },
  "rule",
);

function visibility(path: string): Check {
  return shaped(
    `${path}metric_name`,
    /^[A-Za-z0-9_-]{1,128}$/,
    "must be 1 to 128 letters, digits, hyphens and underscores",
    ACL,
  );
}

const WAF: readonly Check[] = [
  shaped("name", /^[A-Za-z0-9_-]{1,128}$/, "must be 1 to 128 letters, digits, hyphens and underscores", ACL),
  oneOf("scope", ["CLOUDFRONT", "REGIONAL"], ACL),
  visibility("visibility_config."),
  visibility("rule.visibility_config."),
  distinctPriorities,
  oneStatement,
  between("rule.statement.rate_based_statement.limit", 10, 2_000_000_000, ACL),
  oneOf(
    "rule.statement.rate_based_statement.aggregate_key_type",
    ["CONSTANT", "CUSTOM_KEYS", "FORWARDED_IP", "IP"],
    ACL,
  ),
];

/** Certificates, WAF and API Gateway. */
export const EDGE: Checks = {
  aws_acm_certificate: [
    oneOf("validation_method", ["DNS", "EMAIL", "NONE"], providerDocs("aws_acm_certificate")),
    oneOf(
      "key_algorithm",
      ["EC_prime256v1", "EC_secp384r1", "EC_secp521r1", "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096"],
      providerDocs("aws_acm_certificate"),
    ),
    shaped(
      "domain_name",
      /^(\*\.)?((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+(?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9]$/,
      "must be a domain name, at most its first label a star",
      "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html",
    ),
  ],
  aws_wafv2_web_acl: [
    ...WAF,
    actionOrOverride,
    exactlyOne(["default_action.allow", "default_action.block"], ACL),
  ],
  aws_wafv2_rule_group: WAF,
  aws_wafv2_ip_set: [
    oneOf("ip_address_version", ["IPV4", "IPV6"], providerDocs("aws_wafv2_ip_set")),
    oneOf("scope", ["CLOUDFRONT", "REGIONAL"], providerDocs("aws_wafv2_ip_set")),
    each("addresses", "must be blocks with a prefix", providerDocs("aws_wafv2_ip_set"), (value) => {
      return String(value).includes("/") ? undefined : String(value);
    }),
  ],
  aws_wafv2_web_acl_logging_configuration: [
    count("log_destination_configs", 1, 1, providerDocs("aws_wafv2_web_acl_logging_configuration")),
    each(
      "log_destination_configs",
      "must name destinations that begin with aws-waf-logs-",
      "https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html",
      (value) => {
        return String(value).includes("aws-waf-logs-") ? undefined : String(value);
      },
    ),
  ],
  aws_apigatewayv2_api: [oneOf("protocol_type", ["HTTP", "WEBSOCKET"], API), length("name", 1, 128, API)],
  aws_apigatewayv2_integration: [
    oneOf(
      "integration_type",
      ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
      providerDocs("aws_apigatewayv2_integration"),
    ),
    oneOf("connection_type", ["INTERNET", "VPC_LINK"], providerDocs("aws_apigatewayv2_integration")),
    oneOf("payload_format_version", ["1.0", "2.0"], providerDocs("aws_apigatewayv2_integration")),
    between("timeout_milliseconds", 50, 30000, providerDocs("aws_apigatewayv2_integration")),
  ],
  aws_apigatewayv2_route: [
    shaped(
      "route_key",
      /^(\$default|\$connect|\$disconnect|(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*|[^\s/$][^\s]*)$/,
      "must be $default or METHOD /path",
      providerDocs("aws_apigatewayv2_route"),
    ),
  ],
  aws_apigatewayv2_authorizer: [
    oneOf("authorizer_type", ["JWT", "REQUEST"], providerDocs("aws_apigatewayv2_authorizer")),
  ],
};
