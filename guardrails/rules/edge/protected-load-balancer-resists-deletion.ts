import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `EDG-008`: protected load balancers resist deletion. */
export const protectedLoadBalancerResistsDeletion: GuardRail = {
  id: "EDG-008",
  title: "A load balancer of a protected environment resists deletion",
  why: "its name is what clients and records point to",
  fix: "set the environment's protection on it",
  controls: { fsbp: ["ELB.6"], checkov: ["CKV_AWS_150"] },
  types: ["aws_lb"],
  check: ({ attributes }, { environment }) =>
    environment.protection === "disposable" ? [] : mustBe(attributes, "enable_deletion_protection", [true]),
};
