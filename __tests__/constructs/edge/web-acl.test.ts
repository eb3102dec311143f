import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { WebAcl, type WebAclProps } from "../../../constructs/edge/web-acl";
import type { WebAclRule } from "../../../constructs/edge/web-acl-rules";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (rules: readonly WebAclRule[], change: Partial<WebAclProps> = {}, region = "us-east-1") =>
  synthesizeStack((stack) => {
    const cloudfront = new AwsProvider(stack, "aws-for-cloudfront", { alias: "cdn", region });
    new WebAcl(stack, "web-acl", { name: "openwan-waf-webacl", scope: { cloudfront }, rules, ...change });
  });

const acl = (rules: readonly WebAclRule[], change: Partial<WebAclProps> = {}) =>
  synthesize(rules, change).one("aws_wafv2_web_acl", "web-acl_web-acl");

const rule = (given: WebAclRule) => (acl([given])["rule"] as Record<string, unknown>[])[0]!;

const managed = (name: string, priority: number): WebAclRule => ({ name, priority, managedGroup: name });

describe("a web ACL", () => {
  test("OW-250 to OW-252: is for CloudFront, in us-east-1, and allows by default", () => {
    expect(acl([])).toEqual({
      name: "openwan-waf-webacl",
      scope: "CLOUDFRONT",
      provider: "aws.cdn",
      default_action: { allow: {} },
      rule: [],
      visibility_config: {
        cloudwatch_metrics_enabled: true,
        metric_name: "openwan-waf-webacl",
        sampled_requests_enabled: true,
      },
    });
  });

  test("OW-253 to OW-258: takes managed groups, a rate and countries, each with its priority", () => {
    const { rule: rules } = acl([
      managed("AWSManagedRulesCommonRuleSet", 1),
      managed("AWSManagedRulesKnownBadInputsRuleSet", 2),
      managed("AWSManagedRulesSQLiRuleSet", 3),
      { name: "RateLimitRule", priority: 10, requestsPerAddress: 2000 },
      { name: "GeoBlockRule", priority: 11, countries: ["US", "CN", "JP", "KR", "SG"], block: "all-others" },
      { name: "IPReputationList", priority: 12, managedGroup: "AWSManagedRulesAmazonIpReputationList" },
    ]);

    expect(
      (rules as { name: string; priority: number }[]).map(({ name, priority }) => [name, priority]),
    ).toEqual([
      ["AWSManagedRulesCommonRuleSet", 1],
      ["AWSManagedRulesKnownBadInputsRuleSet", 2],
      ["AWSManagedRulesSQLiRuleSet", 3],
      ["RateLimitRule", 10],
      ["GeoBlockRule", 11],
      ["IPReputationList", 12],
    ]);
  });

  test("SW-104 to SW-106: renders a managed group", () => {
    expect(rule(managed("AWSManagedRulesSQLiRuleSet", 3))).toEqual({
      name: "AWSManagedRulesSQLiRuleSet",
      priority: 3,
      statement: {
        managed_rule_group_statement: { name: "AWSManagedRulesSQLiRuleSet", vendor_name: "AWS" },
      },
      override_action: { none: {} },
      visibility_config: {
        cloudwatch_metrics_enabled: true,
        metric_name: "AWSManagedRulesSQLiRuleSet",
        sampled_requests_enabled: true,
      },
    });
  });

  test("SW-D42: lets single rules of a group only count", () => {
    expect(
      rule({
        name: "common",
        priority: 1,
        managedGroup: "AWSManagedRulesCommonRuleSet",
        vendor: "AWS",
        version: "Version_1.0",
        countOnly: ["SizeRestrictions_BODY"],
      })["statement"],
    ).toEqual({
      managed_rule_group_statement: {
        name: "AWSManagedRulesCommonRuleSet",
        vendor_name: "AWS",
        version: "Version_1.0",
        rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
      },
    });
  });

  test("OW-256: blocks an address that asks too often", () => {
    const limit = { name: "RateLimitRule", priority: 10, requestsPerAddress: 2000 };

    expect(rule(limit)).toMatchObject({
      statement: {
        rate_based_statement: { limit: 2000, aggregate_key_type: "IP", evaluation_window_sec: 300 },
      },
      action: { block: {} },
    });
    expect(rule({ ...limit, windowSeconds: 60 })).toMatchObject({
      statement: { rate_based_statement: { evaluation_window_sec: 60 } },
    });
  });

  test("OW-257: blocks countries, or all others", () => {
    const match = { geo_match_statement: { country_codes: ["JP"] } };

    expect(rule({ name: "geo", priority: 1, countries: ["JP"], block: "all-others" })).toMatchObject({
      statement: { not_statement: { statement: match } },
      action: { block: {} },
    });
    expect(rule({ name: "geo", priority: 1, countries: ["JP"], block: "these" })["statement"]).toEqual(match);
  });

  test("EN-129: takes any statement and action", () => {
    const statement = { ip_set_reference_statement: { arn: "arn:set" } };

    expect(rule({ name: "admin", priority: 0, statement, action: "captcha" })).toMatchObject({
      statement,
      action: { captcha: {} },
    });
  });

  test("M-46: only counts when told so", () => {
    expect(rule({ ...managed("common", 1), mode: "count" })).toMatchObject({
      override_action: { count: {} },
    });
    expect(rule({ name: "rate", priority: 1, requestsPerAddress: 100, mode: "count" })).toMatchObject({
      action: { count: {} },
    });
  });

  test("EN-207: protects load balancers of the Region", () => {
    const workspace = synthesizeStack((stack) => {
      new WebAcl(stack, "web-acl", {
        name: "api",
        scope: "regional",
        rules: [],
        defaultAction: "block",
      }).protect("alb", "arn:alb");
    });

    expect(workspace.one("aws_wafv2_web_acl", "web-acl_web-acl")).toMatchObject({
      scope: "REGIONAL",
      default_action: { block: {} },
    });
    expect(workspace.all("aws_wafv2_web_acl_association")).toEqual({
      "web-acl_before-alb": {
        resource_arn: "arn:alb",
        web_acl_arn: "${aws_wafv2_web_acl.web-acl_web-acl.arn}",
      },
    });
  });

  test("OW-283: logs in full without what logs must not hold", () => {
    const logDestinationArn = "arn:aws:logs:us-east-1:111111111111:log-group:aws-waf-logs-openwan";

    expect(synthesize([], { logDestinationArn }).all("aws_wafv2_web_acl_logging_configuration")).toEqual({
      "web-acl_logging": {
        resource_arn: "${aws_wafv2_web_acl.web-acl_web-acl.arn}",
        log_destination_configs: [logDestinationArn],
        redacted_fields: [
          { single_header: { name: "authorization" } },
          { single_header: { name: "cookie" } },
        ],
        provider: "aws.cdn",
      },
    });
    expect(synthesize([]).ids("aws_wafv2_web_acl_logging_configuration")).toEqual([]);
  });

  test.each<[string, readonly WebAclRule[], string]>([
    [
      "equal priorities",
      [managed("a", 1), managed("b", 1)],
      "rules.b.priority: differs from that of a, got 1",
    ],
    ["equal names", [managed("a", 1), managed("a", 2)], "letters, digits, - and _, each once, got a"],
    ["a name with a space", [managed("a b", 1)], "letters, digits, - and _, each once, got a b"],
    ["a negative priority", [managed("a", -1)], "rules.a.priority: is a whole number from 0, got -1"],
    [
      "a rate of 9",
      [{ name: "r", priority: 1, requestsPerAddress: 9 }],
      "is a whole number from 10 to 2000000000",
    ],
    [
      "no country",
      [{ name: "g", priority: 1, countries: [], block: "these" }],
      "are 1 to 50 two-letter codes",
    ],
    [
      "a country in words",
      [{ name: "g", priority: 1, countries: ["Japan"], block: "these" }],
      "got Japan; write them",
    ],
  ])("is refused with %s", (_case, rules, refusal) => {
    expect(refusalOf(() => acl(rules))).toContain(refusal);
  });

  test("is refused for CloudFront in another Region", () => {
    expect(refusalOf(() => synthesize([], {}, "ap-northeast-1"))).toBe(
      "unit-test/web-acl: a web ACL for CloudFront lives in us-east-1, got ap-northeast-1; pass a provider of us-east-1",
    );
  });
});
