import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";

const FEDERATED_LIMITS = [":aud", ":sub"];

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
      const keys = conditions.map(({ key }) => key);
      return principals.some(({ kind }) => kind === "Federated") &&
        !FEDERATED_LIMITS.every((limit) => keys.some((key) => key.endsWith(limit)))
        ? "a federated principal without audience and subject"
        : undefined;
    }),
};
