import type { Environment } from "../core/environment";
import type { GithubConfig } from "./github-config";
import type { PolicyStatement } from "./policy-document";

/** Characters that Secrets Manager adds to the name of a secret in its ARN. */
const ARN_SUFFIX = "-??????";

/** ARNs of the secrets whose values Terraform reads while it plans. */
export function secretsReadAtPlan(
  { secretsReadAtPlan: byLayer = {} }: GithubConfig,
  { region, account }: Environment,
): readonly string[] {
  const names = [...new Set(Object.values(byLayer).flat())].sort();
  return names.map((name) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}${ARN_SUFFIX}`);
}

/** Allows reading the values of these secrets; nothing when there are none. */
export function allowSecretValues(secretArns: readonly string[]): readonly PolicyStatement[] {
  return secretArns.length === 0
    ? []
    : [
        {
          sid: "ReadSecretsOfThePlan",
          actions: ["secretsmanager:GetSecretValue"],
          resources: secretArns,
        },
      ];
}
