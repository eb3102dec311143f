import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `CMP-007`: image tags are immutable. */
export const imageTagsStay: GuardRail = {
  id: "CMP-007",
  title: "A tag of an image stays with its image",
  why: "what was tested and what runs could differ under one name",
  fix: "make tags immutable; where a pipeline moves one, acknowledge it",
  controls: { fsbp: ["ECR.2"], checkov: ["CKV_AWS_51"] },
  types: ["aws_ecr_repository"],
  check: ({ attributes }) =>
    mustBe(attributes, "image_tag_mutability", ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"]),
};
