import { type GuardRail, notCompliant } from "../../guard-rail";

/** `CMP-008`: images are tidied. */
export const imagesAreTidied: GuardRail = {
  id: "CMP-008",
  title: "A repository tidies its images",
  why: "storage grows with every delivery",
  fix: "give it a lifecycle policy",
  controls: { fsbp: ["ECR.3"], checkov: [] },
  types: ["aws_ecr_repository"],
  check: (repository, workspace) =>
    workspace.referringTo(repository, "aws_ecr_lifecycle_policy", "repository").length > 0
      ? []
      : [notCompliant("no lifecycle policy")],
};
