import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `EFS-001`: file systems are encrypted. */
export const fileSystemIsEncrypted: GuardRail = {
  id: "EFS-001",
  title: "A file system encrypts its files",
  why: "it cannot be switched on later without copying them",
  fix: "set encrypted",
  controls: { fsbp: ["EFS.1", "EFS.8"], cis: ["2.4.1"], checkov: ["CKV_AWS_42"] },
  types: ["aws_efs_file_system"],
  check: ({ attributes }) => mustBe(attributes, "encrypted", [true]),
};
