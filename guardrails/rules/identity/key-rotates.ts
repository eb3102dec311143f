import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `KMS-001`: keys rotate. */
export const keyRotates: GuardRail = {
  id: "KMS-001",
  title: "A key rotates every year",
  why: "the older a key, the more it has encrypted",
  fix: "set enable_key_rotation",
  controls: { cis: ["3.6"], checkov: ["CKV_AWS_7"] },
  types: ["aws_kms_key"],
  check: ({ attributes }) => mustBe(attributes, "enable_key_rotation", [true]),
};
