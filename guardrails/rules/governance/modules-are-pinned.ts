import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";

const EXACT = /^=?\s*\d+\.\d+\.\d+$/;
const COMMIT = /[?&]ref=[0-9a-f]{40}(&|$)/;

/** `GOV-003`: exact versions of modules. */
export const modulesArePinned: GuardRail = {
  id: "GOV-003",
  title: "A module is used in an exact version",
  why: "whoever may publish it could change what is deployed",
  fix: "state the version, or the commit in the source: ?ref=<40 digits>",
  controls: { checkov: ["CKV_TF_1", "CKV_TF_2"] },
  types: ["module"],
  check: ({ attributes: { source, version } }) => {
    const isLocal = typeof source === "string" && /^\.{1,2}\//.test(source);
    return isLocal || EXACT.test(shown(version)) || COMMIT.test(shown(source))
      ? []
      : [notCompliant(`source = ${shown(source)}, version = ${shown(version)}`)];
  },
};
