import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";
import { knowsNoResources } from "./actions-without-resources";

/** `IAM-002`: no wildcard among allowed resources. */
export const noWildcardResources: GuardRail = {
  id: "IAM-002",
  title: "A policy allows resources by name",
  why: "a permission on everything reaches what it was not made for",
  fix: "name the ARNs; where an action knows no resources, acknowledge it with the reason",
  controls: { fsbp: ["KMS.1", "KMS.2"], checkov: ["CKV_AWS_290", "CKV_AWS_355"] },
  types: ["aws_iam_role_policy", "aws_iam_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
  check: ({ attributes }) =>
    eachStatement(attributes["policy"], ({ effect, actions, resources, conditions }) =>
      effect === "Allow" &&
      resources.includes("*") &&
      conditions.length === 0 &&
      !actions.every(knowsNoResources)
        ? `allows ${actions.filter((action) => !knowsNoResources(action)).join(", ")} on everything`
        : undefined,
    ),
};
