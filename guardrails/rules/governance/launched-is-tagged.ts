import { type GuardRail, notCompliant } from "../../guard-rail";
import { type Attributes, blocks } from "../../workspace";

const REQUIRED = ["System", "Environment"];
const LAUNCHED = ["instance", "volume"];

/** `GOV-004`: what a launch template starts is tagged, as the provider's default tags do not reach it. */
export const launchedIsTagged: GuardRail = {
  id: "GOV-004",
  title: "A launch template tags its instances and their volumes with system and environment",
  why: "Terraform does not know them, so that the provider's tags never reach them",
  fix: "state tag_specifications for instance and volume",
  controls: {},
  types: ["aws_launch_template"],
  check: ({ attributes }) =>
    LAUNCHED.flatMap((resource) => {
      const specification = blocks(attributes, "tag_specifications").find(
        ({ resource_type: type }) => type === resource,
      );
      const tags = (specification?.["tags"] ?? {}) as Attributes;
      return REQUIRED.filter((tag) => (tags[tag] ?? "") === "").map((tag) =>
        notCompliant(`no tag ${tag} of its ${resource}`),
      );
    }),
};
