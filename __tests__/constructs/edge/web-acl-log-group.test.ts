import { WebAclLogGroup, type WebAclLogGroupProps } from "../../../constructs/edge/web-acl-log-group";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: WebAclLogGroupProps = {
  logGroupName: "aws-waf-logs-openwan",
  retentionDays: 90,
  scope: "cloudfront",
};

const group = (change: Partial<WebAclLogGroupProps> = {}) =>
  synthesizeStack((stack) => new WebAclLogGroup(stack, "log", { ...MINIMAL, ...change })).one(
    "aws_cloudwatch_log_group",
    "log_events_group",
  );

describe("the log group of a web ACL", () => {
  test("OW-283: stands where CloudFront's web ACLs do", () => {
    expect(group()).toEqual({ name: "aws-waf-logs-openwan", retention_in_days: 90, region: "us-east-1" });
  });

  test("stands in the stack's Region with a regional one, under a key of one's own", () => {
    const key = "arn:aws:kms:ap-northeast-1:111111111111:key/1";

    expect(group({ scope: "regional", kmsKeyArn: key })).toEqual({
      name: "aws-waf-logs-openwan",
      retention_in_days: 90,
      kms_key_id: key,
    });
  });

  test("OW-D31: is refused under a name that WAF does not log to", () => {
    expect(refusalOf(() => group({ logGroupName: "/aws/waf/openwan" }))).toBe(
      "unit-test/log.logGroupName: begins with aws-waf-logs-, or WAF does not log there, got /aws/waf/openwan; call it aws-waf-logs-<what the web ACL protects>",
    );
  });
});
