import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `DB-006`: protected tables can be restored. */
export const protectedTableRestoresAnyMoment: GuardRail = {
  id: "DB-006",
  title: "A table of a protected environment can be restored to any moment",
  why: "DynamoDB has no other backup of its own",
  fix: "switch point-in-time recovery on",
  controls: { fsbp: ["DynamoDB.2"], checkov: ["CKV_AWS_28"] },
  types: ["aws_dynamodb_table"],
  check: ({ attributes }, { environment }) =>
    environment.protection === "disposable"
      ? []
      : mustBe(attributes, "point_in_time_recovery.enabled", [true]),
};
