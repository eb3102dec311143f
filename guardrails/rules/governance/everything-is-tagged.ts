import { type GuardRail, notCompliant } from "../../guard-rail";
import { type Attributes, valueAt } from "../../workspace";

const REQUIRED = ["System", "Environment", "Layer", "ManagedBy"];

/** `GOV-001`: the provider tags everything with where it belongs. */
export const everythingIsTagged: GuardRail = {
  id: "GOV-001",
  title: "The AWS provider tags everything with its system, environment and layer",
  why: "nobody knows whom to ask about a resource, or what to charge it to",
  fix: "extend PlatformStack, which states default_tags",
  controls: {},
  types: ["provider"],
  check: ({ name, attributes }) => {
    if (name !== "aws" && !name.startsWith("aws.")) {
      return [];
    }
    const tags = (valueAt(attributes, "default_tags.tags") ?? {}) as Attributes;
    return REQUIRED.filter((tag) => (tags[tag] ?? "") === "").map((tag) => notCompliant(`no tag ${tag}`));
  },
};
