import { type GuardRail } from "../../guard-rail";
import { mustBeAtLeast } from "../../verdicts";

/** `SEC-003`: protected secrets can be restored. */
export const secretsCanBeRestored: GuardRail = {
  id: "SEC-003",
  title: "A secret of a protected environment can be restored for a week",
  why: "one deletion by mistake locks every client out",
  fix: "set recovery_window_in_days to 7 or more",
  controls: {},
  types: ["aws_secretsmanager_secret"],
  check: ({ attributes }, { environment }) =>
    environment.protection === "disposable" || attributes["recovery_window_in_days"] === undefined
      ? []
      : mustBeAtLeast(attributes, "recovery_window_in_days", 7),
};
