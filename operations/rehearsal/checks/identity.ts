import type { Check, Checks } from "./check";
import { providerDocs } from "./check";
import { policyFault } from "./policies";
import type { PolicyKind } from "./policies";
import {
  amongst,
  between,
  conflicts,
  each,
  exactlyOne,
  json,
  known,
  length,
  oneOf,
  rule,
  shaped,
} from "./rules";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const SECRET = providerDocs("aws_secretsmanager_secret");
const PARAMETER = providerDocs("aws_ssm_parameter");
const POOL = providerDocs("aws_cognito_user_pool");
const CLIENT = providerDocs("aws_cognito_user_pool_client");
const IAM_NAME = /^[\w+=,.@-]+$/;

function policy(path: string, kind: PolicyKind, type: string): Check {
  return json(path, providerDocs(type), (parsed) => policyFault(parsed, kind));
}

// IAM counts characters without white space.
function policySize(path: string, most: number): Check {
  return each(path, `must not have more than ${most} characters besides white space`, QUOTAS, (value) => {
    const size = String(value).replaceAll(/\s/g, "").length;
    return size > most ? String(size) : undefined;
  });
}

function named(path: string, most: number): readonly Check[] {
  return [
    length(path, 1, most, QUOTAS),
    shaped(path, IAM_NAME, "must only have letters, digits and +=,.@_-", QUOTAS),
  ];
}

/** IAM, KMS, secrets, parameters and Cognito. */
export const IDENTITY: Checks = {
  aws_iam_role: [
    ...named("name", 64),
    length("name_prefix", 1, 38, providerDocs("aws_iam_role")),
    conflicts(["name", "name_prefix"], providerDocs("aws_iam_role")),
    policy("assume_role_policy", "trust", "aws_iam_role"),
    policySize("assume_role_policy", 2048),
    between("max_session_duration", 3600, 43200, providerDocs("aws_iam_role")),
    length("description", 0, 1000, providerDocs("aws_iam_role")),
    shaped("path", /^\/([\u0021-\u007e]+\/)?$/, "must begin and end with a slash", QUOTAS),
  ],
  aws_iam_policy: [
    ...named("name", 128),
    policy("policy", "identity", "aws_iam_policy"),
    policySize("policy", 6144),
    conflicts(["name", "name_prefix"], providerDocs("aws_iam_policy")),
  ],
  aws_iam_role_policy: [
    ...named("name", 128),
    policy("policy", "identity", "aws_iam_role_policy"),
    policySize("policy", 10240),
  ],
  aws_iam_instance_profile: named("name", 128),
  aws_iam_role_policy_attachment: [
    shaped("policy_arn", /^arn:/, "must be an ARN", providerDocs("aws_iam_role_policy_attachment")),
  ],
  aws_iam_openid_connect_provider: [
    shaped("url", /^https:\/\//, "must begin with https://", providerDocs("aws_iam_openid_connect_provider")),
  ],
  aws_kms_key: [
    between("deletion_window_in_days", 7, 30, providerDocs("aws_kms_key")),
    between("rotation_period_in_days", 90, 2560, providerDocs("aws_kms_key")),
    policy("policy", "resource", "aws_kms_key"),
    oneOf(
      "key_usage",
      ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
      providerDocs("aws_kms_key"),
    ),
    length("description", 0, 8192, providerDocs("aws_kms_key")),
  ],
  aws_kms_alias: [
    shaped(
      "name",
      /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/,
      "must be alias/ and letters, digits, slashes, underscores and hyphens",
      providerDocs("aws_kms_alias"),
    ),
  ],
  aws_secretsmanager_secret: [
    shaped("name", /^[A-Za-z0-9/_+=.@-]{1,512}$/, "must be 1 to 512 letters, digits and /_+=.@-", SECRET),
    conflicts(["name", "name_prefix"], SECRET),
    policy("policy", "resource", "aws_secretsmanager_secret"),
    amongst(
      "recovery_window_in_days",
      [0, ...Array.from({ length: 24 }, (_item, index) => index + 7)],
      SECRET,
    ),
  ],
  aws_secretsmanager_secret_version: [
    conflicts(
      ["secret_string", "secret_binary", "secret_string_wo"],
      providerDocs("aws_secretsmanager_secret_version"),
    ),
    rule(
      "secret_string_wo and secret_string_wo_version go together",
      providerDocs("aws_secretsmanager_secret_version"),
      (config) =>
        (config["secret_string_wo"] ?? null) !== null && (config["secret_string_wo_version"] ?? null) === null
          ? "no version"
          : undefined,
    ),
  ],
  aws_ssm_document: [
    shaped(
      "name",
      /^(?!aws|amazon|amzn)[\w.-]{3,128}$/i,
      "must be 3 to 128 letters, digits and _-., not beginning with aws, amazon or amzn",
      "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html",
    ),
    oneOf(
      "document_type",
      ["Automation", "Command", "Package", "Policy", "Session", "ChangeCalendar"],
      providerDocs("aws_ssm_document"),
    ),
    oneOf("document_format", ["JSON", "TEXT", "YAML"], providerDocs("aws_ssm_document")),
    rule(
      "a Session document has schemaVersion 1.0 and a sessionType",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html",
      (config) => {
        const content = known(config, "content");
        if (config["document_type"] !== "Session" || content === undefined) {
          return undefined;
        }
        return /"schemaVersion":\s*"1\.0"/.test(content) && /"sessionType":\s*"\w+"/.test(content)
          ? undefined
          : content.slice(0, 80);
      },
    ),
  ],
  aws_ssm_parameter: [
    oneOf("type", ["String", "StringList", "SecureString"], PARAMETER),
    oneOf("tier", ["Standard", "Advanced", "Intelligent-Tiering"], PARAMETER),
    oneOf("data_type", ["text", "aws:ssm:integration", "aws:ec2:image"], PARAMETER),
    exactlyOne(["value", "insecure_value", "value_wo"], PARAMETER),
    shaped(
      "name",
      /^(?!\/?(aws|ssm))[A-Za-z0-9_.\-/]{1,2048}$/i,
      "must be letters, digits and _.-/ and not begin with aws or ssm",
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html",
    ),
  ],
  aws_cognito_user_pool: [
    shaped("name", /^[\w\s+=,.@-]{1,128}$/, "must be 1 to 128 letters, digits, spaces and +=,.@_-", POOL),
    oneOf("mfa_configuration", ["OFF", "ON", "OPTIONAL"], POOL),
    oneOf("auto_verified_attributes", ["email", "phone_number"], POOL),
    oneOf("username_attributes", ["email", "phone_number"], POOL),
    conflicts(["alias_attributes", "username_attributes"], POOL),
    between("password_policy.minimum_length", 6, 99, POOL),
    oneOf("deletion_protection", ["ACTIVE", "INACTIVE"], POOL),
    oneOf("user_pool_tier", ["LITE", "ESSENTIALS", "PLUS"], POOL),
  ],
  aws_cognito_user_pool_client: [
    oneOf("allowed_oauth_flows", ["code", "implicit", "client_credentials"], CLIENT),
    oneOf(
      "explicit_auth_flows",
      [
        "ADMIN_NO_SRP_AUTH",
        "CUSTOM_AUTH_FLOW_ONLY",
        "USER_PASSWORD_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_AUTH",
      ],
      CLIENT,
    ),
    oneOf("prevent_user_existence_errors", ["ENABLED", "LEGACY"], CLIENT),
    oneOf("token_validity_units.access_token", ["seconds", "minutes", "hours", "days"], CLIENT),
    shaped(
      "callback_urls",
      /^(https:\/\/|http:\/\/localhost\b|(?!http:)[a-z][a-z0-9+.-]*:)/,
      "must be HTTPS, of this machine, or of an app's own scheme",
      "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html",
    ),
  ],
  aws_cognito_user_pool_domain: [
    shaped(
      "domain",
      /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$|\./,
      "must be lower-case letters, digits and inner hyphens, or a whole domain",
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html",
    ),
    shaped(
      "domain",
      /^(?!.*(aws|amazon|cognito))|\./,
      "must not hold aws, amazon or cognito",
      "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html",
    ),
  ],
};
