import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `DB-003`: protected databases resist deletion. */
export const protectedDatabaseResistsDeletion: GuardRail = {
  id: "DB-003",
  title: "A database of a protected environment resists deletion",
  why: "one destroy by mistake takes the data along",
  fix: "set the environment's protection on the database",
  controls: { fsbp: ["RDS.7", "RDS.8", "DynamoDB.6"], checkov: ["CKV_AWS_139", "CKV_AWS_293"] },
  types: ["aws_db_instance", "aws_rds_cluster", "aws_dynamodb_table"],
  check: ({ type, attributes }, { environment }) =>
    environment.protection === "disposable" || attributes["replicate_source_db"] !== undefined
      ? []
      : mustBe(
          attributes,
          type === "aws_dynamodb_table" ? "deletion_protection_enabled" : "deletion_protection",
          [true],
        ),
};
