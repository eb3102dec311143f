import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `IAM-006`: protected user pools resist deletion. */
export const protectedUsersResistDeletion: GuardRail = {
  id: "IAM-006",
  title: "A user pool of a protected environment resists deletion",
  why: "its users and their passwords can be restored from nowhere",
  fix: "set deletion_protection to ACTIVE",
  controls: {},
  types: ["aws_cognito_user_pool"],
  check: ({ attributes }, { environment }) =>
    environment.protection === "disposable" ? [] : mustBe(attributes, "deletion_protection", ["ACTIVE"]),
};
