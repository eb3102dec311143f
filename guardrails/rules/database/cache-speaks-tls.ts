import { type GuardRail } from "../../guard-rail";
import { mustBe, mustBeStated } from "../../verdicts";

/** `DB-007`: caches speak TLS. */
export const cacheSpeaksTls: GuardRail = {
  id: "DB-007",
  title: "A cache speaks TLS and asks for a password",
  why: "everyone in its network could read and write it",
  fix: "set transit encryption and an auth token",
  controls: { fsbp: ["ElastiCache.5", "ElastiCache.6"], checkov: ["CKV_AWS_30", "CKV_AWS_31"] },
  types: ["aws_elasticache_replication_group"],
  check: ({ attributes }) => [
    ...mustBe(attributes, "transit_encryption_enabled", [true]),
    ...(attributes["user_group_ids"] === undefined ? mustBeStated(attributes, "auth_token") : []),
  ],
};
