import { checksOf } from "../../../operations/rehearsal/checks/registry";
import type { Value } from "../../../operations/rehearsal/provider/codec";

function findings(type: string, config: Readonly<Record<string, Value>>): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const COGNITO = { user_pool_arn: "arn:pool", user_pool_client_id: "client", user_pool_domain: "shop" };
const listener = (protocol: string, more: Readonly<Record<string, Value>> = {}) => ({
  port: 443,
  protocol,
  ...(protocol === "HTTPS" ? { certificate_arn: "arn:certificate" } : {}),
  default_action: [
    { type: "authenticate-cognito", order: 1, authenticate_cognito: [{ ...COGNITO, ...more }] },
    { type: "forward", order: 2, target_group_arn: "arn:group" },
  ],
});
const client = (url: string) => ({ name: "shop", user_pool_id: "pool", callback_urls: [url] });

test.each<[string, Readonly<Record<string, Value>>]>([
  ["aws_lb_listener", listener("HTTPS", { on_unauthenticated_request: "deny", session_timeout: 604_800 })],
  ["aws_cognito_user_pool_domain", { domain: "shop-prod", user_pool_id: "pool" }],
  ["aws_cognito_user_pool_domain", { domain: "auth.cognito-fans.example.com", user_pool_id: "pool" }],
  ["aws_cognito_user_pool_client", client("https://api.example.com/oauth2/idpresponse")],
  ["aws_cognito_user_pool_client", client("http://localhost:3000")],
  ["aws_cognito_user_pool_client", client("myapp://signed-in")],
])("%s accepts %j", (type, config) => {
  expect(findings(type, config)).toEqual([]);
});

test.each<[string, Readonly<Record<string, Value>>, string]>([
  ["aws_lb_listener", listener("HTTP"), "authenticate-cognito over HTTP"],
  ["aws_lb_listener", listener("HTTPS", { on_unauthenticated_request: "refuse" }), 'got "refuse"'],
  ["aws_lb_listener", listener("HTTPS", { session_timeout: 604_801 }), "got 604801"],
  ["aws_cognito_user_pool_domain", { domain: "my-cognito" }, "must not hold aws, amazon or cognito"],
  ["aws_cognito_user_pool_domain", { domain: "Shop" }, "must be lower-case letters"],
  ["aws_cognito_user_pool_client", client("http://api.example.com"), "must be HTTPS"],
  [
    "aws_dynamodb_table",
    {
      name: "items",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
      point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 36 }],
    },
    "got 36",
  ],
])("%s refuses %j", (type, config, message) => {
  expect(findings(type, config).join("\n")).toContain(message);
});
