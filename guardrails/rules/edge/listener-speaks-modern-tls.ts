import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";

const MODERN = /^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2)/;

/** `EDG-001`: load balancers speak modern TLS. */
export const listenerSpeaksModernTls: GuardRail = {
  id: "EDG-001",
  title: "A load balancer speaks TLS 1.2 or later",
  why: "older versions can be broken",
  fix: "choose a policy of ELBSecurityPolicy-TLS13-1-2 or later",
  controls: { fsbp: ["ELB.17"], checkov: ["CKV_AWS_103"] },
  types: ["aws_lb_listener"],
  check: ({ attributes }) => {
    const { protocol, ssl_policy: policy } = attributes;
    if (protocol !== "HTTPS" && protocol !== "TLS") {
      return [];
    }
    return typeof policy === "string" && MODERN.test(policy)
      ? []
      : [notCompliant(`ssl_policy = ${shown(policy)}`)];
  },
};
