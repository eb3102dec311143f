import fc from "fast-check";
import { checkedName, type NamedType, physicalName } from "../../../constructs/core/naming";

/** Longest names by the AWS API reference, restated here so that a slip in the table shows. */
const LIMITS: readonly (readonly [NamedType, number])[] = [
  ["aws_lb", 32],
  ["aws_lb_target_group", 32],
  ["aws_s3_bucket", 63],
  ["aws_iam_role", 64],
  ["aws_iam_policy", 128],
  ["aws_iam_instance_profile", 128],
  ["aws_dynamodb_table", 255],
  ["aws_security_group", 255],
  ["aws_cloudwatch_log_group", 512],
];

describe("physicalName", () => {
  it("joins its parts with hyphens", () => {
    expect(physicalName("aws_lb", ["serverless-web", "prod"], "p")).toBe("serverless-web-prod");
  });

  it.each(LIMITS)("accepts a name of the full length for %s: %d", (type, limit) => {
    const name = "a".repeat(limit);
    expect(physicalName(type, [name], "p")).toBe(name);
  });

  it.each(LIMITS)("refuses a longer name for %s than %d", (type, limit) => {
    expect(() => physicalName(type, ["a".repeat(limit + 1)], "edge-prod/alb")).toThrow(
      `edge-prod/alb: the name of an ${type} has at most ${limit} characters, got ${"a".repeat(limit + 1)} (${limit + 1}); shorten one of its parts`,
    );
  });

  it("never changes a name to make it fit", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9]{0,13}$/),
        fc.stringMatching(/^[a-z][a-z0-9]{0,13}$/),
        (a, b) => {
          expect(physicalName("aws_lb", [a, b], "p")).toBe(`${a}-${b}`);
        },
      ),
    );
  });
});

describe("checkedName", () => {
  it.each<[NamedType, string]>([
    ["aws_lb", "internal-api"],
    ["aws_lb", "-api"],
    ["aws_lb", "api-"],
    ["aws_lb", "api_v2"],
    ["aws_s3_bucket", "Upper"],
    ["aws_s3_bucket", "ab"],
    ["aws_s3_bucket", "xn--bucket"],
    ["aws_s3_bucket", "dotted.name"],
    ["aws_s3_bucket", "amzn-s3-demo-bucket"],
    ["aws_s3_bucket", "bucket-s3alias"],
    ["aws_s3_bucket", "bucket--ol-s3"],
    ["aws_s3_bucket", "bucket--x-s3"],
    ["aws_s3_bucket", "bucket--table-s3"],
    ["aws_lb_target_group", "-api"],
    ["aws_kms_alias", "strata-state"],
    ["aws_kms_alias", "alias/aws/s3"],
    ["aws_security_group", "sg-web"],
    ["aws_iam_role", "role/path"],
    ["aws_dynamodb_table", "ab"],
    ["aws_cloudwatch_log_group", "log group"],
  ])("refuses as %s the name %s", (type, name) => {
    expect(() => checkedName(type, name, "p")).toThrow(`p: the name of an ${type} is made of`);
  });

  it.each<[NamedType, string]>([
    ["aws_lb", "api-v2"],
    ["aws_lb_target_group", "internal-api"],
    ["aws_s3_bucket", "strata-state-111111111111-ap-northeast-1"],
    ["aws_kms_alias", "alias/strata-state"],
    ["aws_security_group", "NAT (stg)"],
    ["aws_iam_role", "a+b=c,d.e@f-g_h"],
    ["aws_cloudwatch_log_group", "/aws/ecs/backend-service"],
  ])("accepts as %s the name %s", (type, name) => {
    expect(checkedName(type, name, "p")).toBe(name);
  });
});
