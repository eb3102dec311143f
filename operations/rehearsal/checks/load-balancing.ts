import type { Check, Checks } from "./check";
import { providerDocs } from "./check";
import { blocksOf, isSet } from "./paths";
import { between, conflicts, known, length, oneOf, rule, shaped } from "./rules";

const LB = providerDocs("aws_lb");
const GROUP = providerDocs("aws_lb_target_group");
const LISTENER = providerDocs("aws_lb_listener");
const RULE = providerDocs("aws_lb_listener_rule");

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const LB_NAME = /^(?!internal-)/;

// Each kind of action carries its details in a block or argument of its own.
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  forward: ["target_group_arn", "forward"],
  redirect: ["redirect"],
  "fixed-response": ["fixed_response"],
  "authenticate-cognito": ["authenticate_cognito"],
  "authenticate-oidc": ["authenticate_oidc"],
  "jwt-validation": ["jwt_validation"],
};

function actions(path: string, source: string): readonly Check[] {
  return [
    oneOf(`${path}.type`, Object.keys(DETAILS), source),
    oneOf(
      `${path}.fixed_response.content_type`,
      ["text/plain", "text/css", "text/html", "application/javascript", "application/json"],
      source,
    ),
    oneOf(`${path}.redirect.status_code`, ["HTTP_301", "HTTP_302"], source),
    shaped(
      `${path}.fixed_response.status_code`,
      /^[245]\d\d$/,
      "must be a status of 2xx, 4xx or 5xx",
      source,
    ),
    length(`${path}.fixed_response.message_body`, 0, 1024, source),
    between(`${path}.forward.target_group.weight`, 0, 999, source),
    oneOf(
      `${path}.authenticate_cognito.on_unauthenticated_request`,
      ["deny", "allow", "authenticate"],
      source,
    ),
    between(`${path}.authenticate_cognito.session_timeout`, 1, 604_800, source),
    // Of the details of other types the provider only warns.
    rule(
      "an action needs the details of its type",
      source,
      (action) => {
        const type = known(action, "type") ?? "";
        const wanted = DETAILS[type];
        return wanted !== undefined && !wanted.some((name) => isSet(action[name]))
          ? `${type} without ${wanted.join(" or ")}`
          : undefined;
      },
      path,
    ),
  ];
}

/** Application and network load balancers. */
export const LOAD_BALANCING: Checks = {
  aws_lb: [
    length("name", 1, 32, LB),
    shaped("name", NAME, "must only have letters, digits and inner hyphens", LB),
    shaped("name", LB_NAME, "must not begin with internal-", LB),
    length("name_prefix", 1, 6, LB),
    conflicts(["name", "name_prefix"], LB),
    oneOf("load_balancer_type", ["application", "network", "gateway"], LB),
    oneOf("ip_address_type", ["ipv4", "dualstack", "dualstack-without-public-ipv4"], LB),
    oneOf("desync_mitigation_mode", ["monitor", "defensive", "strictest"], LB),
    between(
      "idle_timeout",
      1,
      4000,
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    ),
    conflicts(["subnets", "subnet_mapping"], LB),
    rule(
      "an application load balancer outside Outposts and Local Zones needs subnets in at least two zones",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
      (config) => {
        const subnets = config["subnets"];
        return (known(config, "load_balancer_type") ?? "application") === "application" &&
          Array.isArray(subnets) &&
          subnets.length === 1 &&
          !isSet(config["customer_owned_ipv4_pool"])
          ? "one subnet"
          : undefined;
      },
    ),
  ],
  aws_lb_target_group: [
    length("name", 1, 32, GROUP),
    shaped("name", NAME, "must only have letters, digits and inner hyphens", GROUP),
    length("name_prefix", 1, 6, GROUP),
    conflicts(["name", "name_prefix"], GROUP),
    oneOf("target_type", ["instance", "ip", "lambda", "alb"], GROUP),
    oneOf("protocol", ["GENEVE", "HTTP", "HTTPS", "TCP", "TCP_UDP", "TLS", "UDP", "QUIC", "TCP_QUIC"], GROUP),
    oneOf("protocol_version", ["HTTP1", "HTTP2", "GRPC"], GROUP),
    between("port", 1, 65535, GROUP),
    between("deregistration_delay", 0, 3600, GROUP),
    between("slow_start", 0, 900, GROUP),
    between("health_check.interval", 5, 300, GROUP),
    between("health_check.timeout", 2, 120, GROUP),
    between("health_check.healthy_threshold", 2, 10, GROUP),
    between("health_check.unhealthy_threshold", 2, 10, GROUP),
    rule(
      "a health check's timeout must be below its interval, or equal to it without HTTP",
      GROUP,
      (config) => {
        const isHttp = /^HTTPS?$/.test(known(config, "protocol") ?? "");
        const wrong = blocksOf(config, "health_check")
          .map((check) => [known(check, "timeout"), known(check, "interval")] as const)
          .find(([timeout, interval]) => {
            const room = Number(interval) - Number(timeout);
            return isHttp ? room <= 0 : room < 0;
          });
        return wrong === undefined ? undefined : wrong.join(" of ");
      },
    ),
    rule("port, protocol and vpc_id are needed unless the targets are functions", GROUP, (config) => {
      const missing = ["port", "protocol", "vpc_id"].filter((argument) => !isSet(config[argument]));
      return known(config, "target_type") !== "lambda" && missing.length > 0
        ? `no ${missing.join(", ")}`
        : undefined;
    }),
    oneOf(
      "stickiness.type",
      ["lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"],
      GROUP,
    ),
  ],
  aws_lb_listener: [
    oneOf("protocol", ["HTTP", "HTTPS", "TCP", "TCP_UDP", "TLS", "UDP", "QUIC", "TCP_QUIC"], LISTENER),
    between("port", 1, 65535, LISTENER),
    ...actions("default_action", LISTENER),
    rule(
      "an HTTPS or TLS listener needs a certificate, and only such a listener takes one",
      LISTENER,
      (config) => {
        const protocol = known(config, "protocol");
        const isTls = protocol === "HTTPS" || protocol === "TLS";
        const has = isSet(config["certificate_arn"]);
        return protocol !== undefined && isTls !== has
          ? `${protocol} ${has ? "with" : "without"} certificate_arn`
          : undefined;
      },
    ),
    rule(
      "users sign in over HTTPS alone",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html",
      (config) => {
        const protocol = known(config, "protocol");
        const signIn = blocksOf(config, "default_action")
          .map((action) => known(action, "type"))
          .find((type) => type?.startsWith("authenticate-"));
        return protocol !== undefined && protocol !== "HTTPS" && signIn !== undefined
          ? `${signIn} over ${protocol}`
          : undefined;
      },
    ),
  ],
  aws_lb_listener_rule: [
    between("priority", 1, 50000, RULE),
    ...actions("action", RULE),
    rule(
      "a condition has exactly one of host_header, http_header, http_request_method, path_pattern, query_string, source_ip",
      RULE,
      (condition) => {
        const given = [
          "host_header",
          "http_header",
          "http_request_method",
          "path_pattern",
          "query_string",
          "source_ip",
        ].filter((name) => isSet(condition[name]));
        return given.length === 1 ? undefined : given.join(", ") || "none";
      },
      "condition",
    ),
  ],
  aws_lb_target_group_attachment: [between("port", 1, 65535, providerDocs("aws_lb_target_group_attachment"))],
};
