import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `CMP-006`: images are scanned. */
export const imagesAreScanned: GuardRail = {
  id: "CMP-006",
  title: "A repository scans its images when they arrive",
  why: "known holes would be deployed unseen",
  fix: "set scan_on_push",
  controls: { fsbp: ["ECR.1"], checkov: ["CKV_AWS_163"] },
  types: ["aws_ecr_repository"],
  check: ({ attributes }) => mustBe(attributes, "image_scanning_configuration.scan_on_push", [true]),
};
