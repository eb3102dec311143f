import { type GuardRail, notCompliant } from "../../guard-rail";
import { mustBeAbsent } from "../../verdicts";

const PASSWORDS = ["password", "master_password"];

/** `SEC-001`: no secret passes through the state. */
export const noSecretsInState: GuardRail = {
  id: "SEC-001",
  title: "A secret is written without passing through the state",
  why: "everyone who reads the state reads the secret",
  fix: "use write-only arguments: secret_string_wo, password_wo",
  controls: { checkov: [] },
  types: [
    "aws_secretsmanager_secret_version",
    "aws_db_instance",
    "aws_rds_cluster",
    "aws_ssm_parameter",
    "random_password",
    "aws_api_gateway_api_key",
  ],
  check: ({ type, attributes }) => {
    if (type === "random_password") {
      return [notCompliant("its result lies in the state")];
    }
    if (type === "aws_api_gateway_api_key") {
      return [notCompliant("its value lies in the state")];
    }
    if (type === "aws_ssm_parameter") {
      return attributes["type"] === "SecureString" ? mustBeAbsent(attributes, "value") : [];
    }
    return [
      ...mustBeAbsent(attributes, "secret_string"),
      ...PASSWORDS.flatMap((name) => mustBeAbsent(attributes, name)),
    ];
  },
};
