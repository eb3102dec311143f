import type { WebAclRule } from "../../../../constructs/edge/web-acl-rules";
import type { EntryConfig } from "./config";

/** What is looked at before anything reaches the application, which checks its input itself. */
export function webAclRules({ mode, requestsPerAddress }: EntryConfig["webAcl"]): readonly WebAclRule[] {
  const groups = {
    common: "AWSManagedRulesCommonRuleSet",
    "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
    "ip-reputation": "AWSManagedRulesAmazonIpReputationList",
  };
  return [
    ...Object.entries(groups).map(([name, managedGroup], index) => ({
      name,
      priority: index + 1,
      managedGroup,
      mode,
    })),
    { name: "rate-limit", priority: Object.keys(groups).length + 1, requestsPerAddress, mode },
  ];
}
