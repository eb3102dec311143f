import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `CMP-009`: builds are unprivileged. */
export const buildsAreUnprivileged: GuardRail = {
  id: "CMP-009",
  title: "A build has no privileges on its host",
  why: "what is built decides what the build does, and would own the machine under it",
  fix: "leave privileged_mode off; what must run a Docker daemon acknowledges it",
  controls: { fsbp: ["CodeBuild.5"], checkov: ["CKV_AWS_316"] },
  types: ["aws_codebuild_project"],
  check: ({ attributes }) => mustBe(attributes, "environment.privileged_mode", [false, undefined]),
};
