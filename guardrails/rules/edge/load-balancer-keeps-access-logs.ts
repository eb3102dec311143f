import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `EDG-009`: load balancers keep access logs. */
export const loadBalancerKeepsAccessLogs: GuardRail = {
  id: "EDG-009",
  title: "A load balancer of a protected environment keeps access logs",
  why: "without them nobody can say afterwards who asked for what",
  fix: "give it accessLogs",
  controls: { fsbp: ["ELB.5"], checkov: ["CKV_AWS_91"] },
  types: ["aws_lb"],
  check: ({ attributes }, { environment }) =>
    environment.protection === "disposable" ? [] : mustBe(attributes, "access_logs.enabled", [true]),
};
