import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/codepipeline and codebuild_project; CodeCommit renames a repository in place */
export const DELIVERY: Overlays = {
  aws_codebuild_project: { replaces: ["name"] },
  aws_codecommit_repository: {},
  aws_codepipeline: { replaces: ["name"] },
};
