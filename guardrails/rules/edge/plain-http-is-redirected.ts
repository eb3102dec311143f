import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";
import { valueAt } from "../../workspace";

/** `EDG-002`: plain HTTP is redirected. */
export const plainHttpIsRedirected: GuardRail = {
  id: "EDG-002",
  title: "A listener without TLS only redirects to HTTPS",
  why: "what it forwards can be read and changed on its way",
  fix: "redirect it; a set-up that has no certificate yet acknowledges it",
  controls: { fsbp: ["ELB.1", "ELB.18"], checkov: ["CKV_AWS_2", "CKV2_AWS_20"] },
  types: ["aws_lb_listener"],
  check: ({ attributes }) =>
    attributes["protocol"] === "HTTP" &&
    !(
      valueAt(attributes, "default_action.type") === "redirect" &&
      valueAt(attributes, "default_action.redirect.protocol") === "HTTPS"
    )
      ? [notCompliant(`${shown(valueAt(attributes, "default_action.type"))} over HTTP`)]
      : [],
};
