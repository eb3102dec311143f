import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";

const FEDERATED_LIMITS = [":aud", ":sub"];

/** Whether a value limits nothing: `*`, `repo:*`. */
function isAnything(value: string): boolean {
  return /^(\w+:)?\*$/.test(value);
}

/** `IAM-003`: trust policies name their principals. */
export const trustNamesItsPrincipals: GuardRail = {
  id: "IAM-003",
  title: "A trust policy names who may assume the role",
  why: "whoever is admitted acts with all of the role's permissions",
  fix: "name the service or the account; limit a federated one by audience and subject",
  controls: { checkov: ["CKV_AWS_60", "CKV_AWS_61"] },
  types: ["aws_iam_role"],
  check: ({ attributes }) =>
    eachStatement(attributes["assume_role_policy"], ({ effect, principals, conditions }) => {
      if (effect !== "Allow") {
        return undefined;
      }
      if (principals.some(({ kind, name }) => name === "*" && (kind === "*" || kind === "AWS"))) {
        return "everyone may assume it";
      }
      if (!principals.some(({ kind }) => kind === "Federated")) {
        return undefined;
      }
      const limits = FEDERATED_LIMITS.map((limit) => conditions.find(({ key }) => key.endsWith(limit)));
      return limits.some((limit) => limit === undefined || limit.values.some(isAnything))
        ? "a federated principal without audience and subject"
        : undefined;
    }),
};
