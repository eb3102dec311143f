import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";

/** `IAM-001`: no wildcard among allowed actions. */
export const noWildcardActions: GuardRail = {
  id: "IAM-001",
  title: "A policy allows actions by name",
  why: "a wildcard grants what the service will offer next year",
  fix: "name the actions; where a service has no narrower way, acknowledge it with the reason",
  controls: {
    fsbp: ["IAM.1", "IAM.21"],
    cis: ["1.16"],
    checkov: ["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_289"],
  },
  types: ["aws_iam_role_policy", "aws_iam_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
  check: ({ attributes }) =>
    eachStatement(attributes["policy"], ({ effect, actions, notActions }) => {
      const wide = actions.filter((action) => action.includes("*"));
      if (effect !== "Allow") {
        return undefined;
      }
      return notActions.length > 0
        ? "allows all but some"
        : wide.length > 0
          ? `allows ${wide.join(", ")}`
          : undefined;
    }),
};
