import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";

const WIDE = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"];

/** `IAM-005`: no administrators. */
export const noAdministrators: GuardRail = {
  id: "IAM-005",
  title: "No role or group is an administrator",
  why: "whoever takes it over owns the account",
  fix: "attach the permissions that its work needs, or acknowledge why it must be all",
  controls: { fsbp: ["IAM.1"], cis: ["1.16"], checkov: ["CKV_AWS_274"] },
  types: [
    "aws_iam_role_policy_attachment",
    "aws_iam_group_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_policy_attachment",
    "aws_ssoadmin_managed_policy_attachment",
  ],
  check: ({ attributes }) => {
    const arn = shown(attributes["policy_arn"] ?? attributes["managed_policy_arn"]);
    return WIDE.some((name) => arn.endsWith(`:policy/${name}`)) ? [notCompliant(arn)] : [];
  },
};
