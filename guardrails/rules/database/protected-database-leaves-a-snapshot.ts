import { type GuardRail } from "../../guard-rail";
import { mustBe, mustBeStated } from "../../verdicts";

/** `DB-005`: protected databases leave a snapshot. */
export const protectedDatabaseLeavesASnapshot: GuardRail = {
  id: "DB-005",
  title: "A database of a protected environment leaves a snapshot when it goes",
  why: "after a deletion the snapshot is all that is left",
  fix: "set skip_final_snapshot to false, with a final_snapshot_identifier",
  controls: {},
  types: ["aws_db_instance", "aws_rds_cluster"],
  check: ({ attributes }, { environment }) =>
    environment.protection === "disposable" || attributes["replicate_source_db"] !== undefined
      ? []
      : [
          ...mustBe(attributes, "skip_final_snapshot", [false, undefined]),
          ...mustBeStated(attributes, "final_snapshot_identifier"),
        ],
};
