import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `CMP-005`: volumes are encrypted. */
export const volumesAreEncrypted: GuardRail = {
  id: "CMP-005",
  title: "The volumes of an instance are encrypted",
  why: "a snapshot of them can be read by whoever gets it",
  fix: "set encrypted on its block devices",
  controls: {
    fsbp: ["EC2.3", "EC2.7", "EC2.181"],
    cis: ["2.2.1"],
    checkov: ["CKV_AWS_3", "CKV_AWS_8", "CKV_AWS_106"],
  },
  types: ["aws_instance", "aws_launch_template", "aws_ebs_volume", "aws_ebs_encryption_by_default"],
  check: ({ type, attributes }) => {
    if (type === "aws_ebs_volume") {
      return mustBe(attributes, "encrypted", [true]);
    }
    if (type === "aws_ebs_encryption_by_default") {
      return mustBe(attributes, "enabled", [true, undefined]);
    }
    if (type === "aws_instance") {
      return mustBe(attributes, "root_block_device.encrypted", [true]);
    }
    return mustBe(attributes, "block_device_mappings.ebs.encrypted", [true]);
  },
};
