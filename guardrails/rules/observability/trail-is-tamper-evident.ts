import { type GuardRail } from "../../guard-rail";
import { mustBe, mustBeStated } from "../../verdicts";

/** `LOG-004`: trails are tamper-evident. */
export const trailIsTamperEvident: GuardRail = {
  id: "LOG-004",
  title: "A trail covers all Regions, validates its files and encrypts them",
  why: "whoever works elsewhere or changes the files would not be noticed",
  fix: "set is_multi_region_trail, enable_log_file_validation and kms_key_id",
  controls: {
    fsbp: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.4"],
    cis: ["3.1", "3.2", "3.5"],
    checkov: ["CKV_AWS_35", "CKV_AWS_36", "CKV_AWS_67"],
  },
  types: ["aws_cloudtrail"],
  check: ({ attributes }) => [
    ...mustBe(attributes, "is_multi_region_trail", [true]),
    ...mustBe(attributes, "enable_log_file_validation", [true]),
    ...mustBeStated(attributes, "kms_key_id"),
  ],
};
