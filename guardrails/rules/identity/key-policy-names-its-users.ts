import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";

/** `KMS-002`: key policies name their users. */
export const keyPolicyNamesItsUsers: GuardRail = {
  id: "KMS-002",
  title: "A key policy names who may use the key",
  why: "a key that everyone may use protects nothing",
  fix: "name the account or the service, or limit the statement by a condition",
  controls: { fsbp: ["KMS.5"], checkov: ["CKV_AWS_33"] },
  types: ["aws_kms_key"],
  check: ({ attributes }) =>
    eachStatement(attributes["policy"], ({ effect, principals, conditions }) =>
      effect === "Allow" && principals.some(({ name }) => name === "*") && conditions.length === 0
        ? "allows everyone"
        : undefined,
    ),
};
