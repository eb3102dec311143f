import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `EDG-007`: bad headers are dropped. */
export const loadBalancerDropsBadHeaders: GuardRail = {
  id: "EDG-007",
  title: "A load balancer drops headers that are not valid",
  why: "they are how one request is smuggled inside another",
  fix: "set drop_invalid_header_fields",
  controls: { fsbp: ["ELB.4"], checkov: ["CKV_AWS_131"] },
  types: ["aws_lb"],
  check: ({ attributes }) =>
    attributes["load_balancer_type"] === "application" || attributes["load_balancer_type"] === undefined
      ? mustBe(attributes, "drop_invalid_header_fields", [true])
      : [],
};
