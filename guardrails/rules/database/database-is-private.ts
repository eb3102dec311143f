import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `DB-002`: databases are private. */
export const databaseIsPrivate: GuardRail = {
  id: "DB-002",
  title: "A database has no public address",
  why: "its password would be all that stands between it and the internet",
  fix: "leave publicly_accessible off",
  controls: { fsbp: ["RDS.2"], cis: ["2.3.3"], checkov: ["CKV_AWS_17"] },
  types: ["aws_db_instance", "aws_rds_cluster_instance"],
  check: ({ attributes }) => mustBe(attributes, "publicly_accessible", [false]),
};
