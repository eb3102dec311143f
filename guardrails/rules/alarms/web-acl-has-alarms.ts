import { alarmRule } from "./alarm-rule";

/** `ALM-012`: web ACLs are watched. */
export const webAclHasAlarms = alarmRule({
  kind: "web-acl",
  subject: "A web ACL",
  type: "aws_wafv2_web_acl",
  namespace: "AWS/WAFV2",
  dimensions: ["WebACL"],
  namedBy: ["visibility_config.metric_name"],
});
