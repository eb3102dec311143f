import { noSecretsInEnvironments } from "../../../guardrails/rules/secrets/no-secrets-in-environments";
import { noSecretsInValues } from "../../../guardrails/rules/secrets/no-secrets-in-values";
import { findings } from "../findings";

describe("guard rails of secret values", () => {
  const value = (text: string) =>
    findings(noSecretsInValues, { aws_instance: { i: { user_data: `#!/bin/sh\necho "${text}"\n` } } });

  it.each([
    ["an access key of AWS", `AKIA${"A1B2".repeat(4)}`],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a private key", "-----BEGIN PRIVATE KEY-----"],
    ["a token of GitHub", `ghp_${"a1".repeat(18)}`],
    ["a token of GitHub", `github_pat_${"a1".repeat(11)}`],
    ["a token of Slack", "xoxb-1234567890-abcdef"],
    ["a web hook of Slack", "https://hooks.slack.com/services/T0123/B0123/abcdef"],
    ["a password in a URL", "postgres://app:letmein@db.example.org:5432/shop"],
  ])("SEC-005 finds %s", (what, text) => {
    expect(value(text)).toEqual([`aws_instance.i: ${what}`]);
  });

  it.each([
    "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db",
    "AKIA",
    "-----BEGIN CERTIFICATE-----",
    "https://example.org:8443/path@2x.png",
    "postgres://${user}:${password}@db.example.org/shop",
    "xoxb-",
  ])("SEC-005 accepts %s", (text) => {
    expect(value(text)).toEqual([]);
  });

  it("SEC-002 finds a secret among the variables of a function, and accepts where one lies", () => {
    const variables = (names: Readonly<Record<string, string>>) =>
      findings(noSecretsInEnvironments, {
        aws_lambda_function: { f: { environment: { variables: names } } },
      });
    expect(variables({ DB_PASSWORD: "x", TABLE: "orders" })).toEqual([
      "aws_lambda_function.f: DB_PASSWORD in clear text",
    ]);
    expect(variables({ DB_PASSWORD_ARN: "x" })).toEqual([]);
  });

  it("SEC-002 finds a secret among the variables of a build, unless the build asks for it by name", () => {
    const variable = (type?: string) =>
      findings(noSecretsInEnvironments, {
        aws_codebuild_project: {
          p: { environment: [{ environment_variable: [{ name: "NPM_TOKEN", ...(type ? { type } : {}) }] }] },
        },
      });
    expect(variable()).toEqual(["aws_codebuild_project.p: NPM_TOKEN in clear text"]);
    expect(variable("PLAINTEXT")).toEqual(["aws_codebuild_project.p: NPM_TOKEN in clear text"]);
    expect(variable("SECRETS_MANAGER")).toEqual([]);
  });
});
