import { type GuardRail, notCompliant } from "../../guard-rail";

/** `EDG-011`: web ACLs log. */
export const webAclKeepsLogs: GuardRail = {
  id: "EDG-011",
  title: "A web ACL of a protected environment logs what it blocks",
  why: "a rule that blocks customers is found only there",
  fix: "give it a log group whose name begins with aws-waf-logs-",
  controls: { checkov: ["CKV2_AWS_31"] },
  types: ["aws_wafv2_web_acl"],
  check: (acl, workspace) =>
    workspace.environment.protection === "disposable" ||
    workspace.referringTo(acl, "aws_wafv2_web_acl_logging_configuration", "resource_arn").length > 0
      ? []
      : [notCompliant("no logging configuration")],
};
