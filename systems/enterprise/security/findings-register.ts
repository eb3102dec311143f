import type { FindingsRegister } from "../../../constructs/governance/findings-register";

/**
 * What was decided about findings of Security Hub, for review: a control that does not hold somewhere, a finding that is
 * mended until a day, or one that a measure stands in for. Rules and disabled controls are made of it, and a day that
 * has passed fails the build. How to decide: docs/operations/enterprise-security.md.
 */
export const FINDINGS: FindingsRegister = {
  "lambda-code-scan-while-developing": {
    control: "Inspector.3",
    severity: "HIGH",
    pattern: "B",
    environments: ["dev", "stg"],
    resource: "whole-control",
    reason: "the code of functions is scanned in production alone, which runs the same code",
    owner: "platform-team",
  },
};
