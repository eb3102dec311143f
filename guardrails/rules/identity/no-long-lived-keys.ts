import { type GuardRail, notCompliant } from "../../guard-rail";

/** `IAM-004`: no long-lived keys. */
export const noLongLivedKeys: GuardRail = {
  id: "IAM-004",
  title: "There are no access keys for AWS",
  why: "a key works for whoever finds it until somebody deactivates it, and its secret lies in the state",
  fix: "let people and pipelines assume roles",
  controls: {},
  types: ["aws_iam_access_key", "aws_iam_user_login_profile"],
  check: ({ type }) => [notCompliant(type)],
};
