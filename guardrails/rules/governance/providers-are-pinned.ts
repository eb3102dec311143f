import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";

const EXACT = /^=?\s*\d+\.\d+\.\d+$/;

/** `GOV-002`: exact versions of providers. */
export const providersArePinned: GuardRail = {
  id: "GOV-002",
  title: "A provider is required in an exact version",
  why: "a plan that was reviewed with one version would be applied with another",
  fix: "use the prebuilt bindings, which require the version that they were made from",
  controls: {},
  types: ["required_providers"],
  check: ({ attributes: { version } }) =>
    typeof version === "string" && EXACT.test(version) ? [] : [notCompliant(`version = ${shown(version)}`)],
};
