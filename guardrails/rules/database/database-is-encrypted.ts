import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `DB-001`: databases encrypt their storage. */
export const databaseIsEncrypted: GuardRail = {
  id: "DB-001",
  title: "A database encrypts its storage",
  why: "it cannot be switched on later without copying the data",
  fix: "set storage_encrypted",
  controls: {
    fsbp: ["RDS.3", "RDS.27", "ElastiCache.4"],
    cis: ["2.3.1"],
    checkov: ["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_29"],
  },
  types: ["aws_db_instance", "aws_rds_cluster", "aws_elasticache_replication_group"],
  check: ({ type, attributes }) => {
    if (type === "aws_elasticache_replication_group") {
      return mustBe(attributes, "at_rest_encryption_enabled", [true]);
    }
    // A replica takes the encryption of its source.
    return attributes["replicate_source_db"] === undefined
      ? mustBe(attributes, "storage_encrypted", [true])
      : [];
  },
};
