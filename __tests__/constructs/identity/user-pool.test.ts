import { UserPool, type UserPoolProps } from "../../../constructs/identity/user-pool";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: UserPoolProps = {
  name: "shop-prod",
  domainPrefix: "shop-prod",
  callbackUrls: ["https://api.example.com/oauth2/idpresponse"],
  protection: "protected",
};
const synthesize = (change: Partial<UserPoolProps> = {}) =>
  synthesizeStack((stack) => new UserPool(stack, "users", { ...MINIMAL, ...change }));

describe("a user pool", () => {
  test("EW-081: knows users by mail address, whom administrators make, and refuses deletion", () => {
    expect(synthesize().one("aws_cognito_user_pool", "users_pool")).toEqual({
      name: "shop-prod",
      deletion_protection: "ACTIVE",
      username_attributes: ["email"],
      auto_verified_attributes: ["email"],
      username_configuration: { case_sensitive: false },
      admin_create_user_config: { allow_admin_create_user_only: true },
      password_policy: {
        minimum_length: 12,
        require_lowercase: true,
        require_uppercase: true,
        require_numbers: true,
        require_symbols: true,
        temporary_password_validity_days: 7,
      },
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
      account_recovery_setting: { recovery_mechanism: [{ name: "verified_email", priority: 1 }] },
    });
  });

  test("EW-081: has one client, with a secret and the code flow alone", () => {
    expect(synthesize().one("aws_cognito_user_pool_client", "users_client")).toEqual({
      name: "shop-prod",
      user_pool_id: "${aws_cognito_user_pool.users_pool.id}",
      generate_secret: true,
      allowed_oauth_flows_user_pool_client: true,
      allowed_oauth_flows: ["code"],
      allowed_oauth_scopes: ["openid"],
      supported_identity_providers: ["COGNITO"],
      callback_urls: ["https://api.example.com/oauth2/idpresponse"],
      prevent_user_existence_errors: "ENABLED",
      enable_token_revocation: true,
    });
  });

  test("EN-182: has a client without a secret for pages in a browser, which users come back to when they sign out", () => {
    const client = synthesize({ client: "browser", logoutUrls: ["https://www.example.com/"] }).one(
      "aws_cognito_user_pool_client",
      "users_client",
    );
    expect([client["generate_secret"], client["logout_urls"]]).toEqual([false, ["https://www.example.com/"]]);
  });

  test("hands its secret to no output", () => {
    expect(JSON.stringify(synthesize().json)).not.toContain("client_secret");
  });

  test("lets everyone sign up, with a second factor, where it is told so", () => {
    expect(
      synthesize({ usersMadeBy: "everyone", secondFactor: "required", protection: "disposable" }).one(
        "aws_cognito_user_pool",
        "users_pool",
      ),
    ).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: false },
      mfa_configuration: "ON",
      deletion_protection: "INACTIVE",
    });
  });

  test.each<[string, Partial<UserPoolProps>, string]>([
    ["no way back", { callbackUrls: [] }, "callbackUrls: are at least one, got none"],
    [
      "a way back over HTTP",
      { callbackUrls: ["http://api.example.com"] },
      "callbackUrls: are HTTPS addresses, got http://api.example.com",
    ],
    ["a reserved domain", { domainPrefix: "shop-aws" }, "without the words aws, amazon and cognito"],
    ["a long domain", { domainPrefix: "a".repeat(64) }, "has at most 63 characters"],
    [
      "a long name",
      { name: "a".repeat(129) },
      "the name of an aws_cognito_user_pool has at most 128 characters",
    ],
    ["a name with a slash", { name: "shop/prod" }, "the name of an aws_cognito_user_pool is made of"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
