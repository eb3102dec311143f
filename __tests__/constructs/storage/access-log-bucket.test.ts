import { LoadBalancer } from "../../../constructs/edge/load-balancer";
import { AccessLogBucket, type AccessLogBucketProps } from "../../../constructs/storage/access-log-bucket";
import { statements } from "../../support/policies";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: AccessLogBucketProps = {
  bucketName: "openwan-alb-logs",
  account: "111111111111",
  retentionDays: 90,
  protection: "protected",
};

const synthesize = (change: Partial<AccessLogBucketProps> = {}) =>
  synthesizeStack((stack) => {
    const logs = new AccessLogBucket(stack, "access-logs", { ...MINIMAL, ...change });
    new LoadBalancer(stack, "alb", {
      name: "openwan-alb",
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroups: [{ securityGroupId: "sg-1", name: "alb" }],
      protection: "protected",
      accessLogs: logs.destination,
    });
  });

describe("a bucket for access logs", () => {
  const workspace = synthesize();

  test("OW-282: loses its files after the stated days", () => {
    expect(
      workspace.one("aws_s3_bucket_lifecycle_configuration", "access-logs_logs_lifecycle")["rule"],
    ).toContainEqual({ id: "expire", status: "Enabled", filter: [{}], expiration: [{ days: 90 }] });
  });

  test("OW-282: is written by Elastic Load Balancing alone, under the account's own keys", () => {
    const { policy } = workspace.one("aws_s3_bucket_policy", "access-logs_logs_policy");

    expect(statements(policy).filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "AllowLoadBalancerLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: ["${aws_s3_bucket.access-logs_logs_bucket.arn}/alb/AWSLogs/111111111111/*"],
      },
    ]);
  });

  test("OW-D31: is encrypted with S3's own key, which alone Elastic Load Balancing supports", () => {
    expect(
      workspace.one("aws_s3_bucket_server_side_encryption_configuration", "access-logs_logs_encryption"),
    ).toMatchObject({ rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] });
  });

  test("OW-282: a load balancer logs there once the policy stands", () => {
    expect(workspace.one("aws_lb", "alb_lb")["access_logs"]).toEqual({
      enabled: true,
      bucket: "${aws_s3_bucket_policy.access-logs_logs_policy.bucket}",
      prefix: "alb",
    });
  });

  test("goes with its files in a disposable environment alone", () => {
    const forceDestroy = (protection: AccessLogBucketProps["protection"]) =>
      synthesize({ protection }).one("aws_s3_bucket", "access-logs_logs_bucket")["force_destroy"];

    expect(forceDestroy("disposable")).toBe(true);
    expect(forceDestroy("protected")).toBeUndefined();
  });

  test("takes a prefix of several levels", () => {
    const { policy } = synthesize({ prefix: "logs/edge" }).one(
      "aws_s3_bucket_policy",
      "access-logs_logs_policy",
    );

    expect(policy).toContain("/logs/edge/AWSLogs/111111111111/*");
  });

  test.each([
    ["a slash at the end", { prefix: "alb/" }, "prefix: is made of letters, digits, _ and -, in levels"],
    ["Elastic Load Balancing's own part", { prefix: "AWSLogs" }, "without AWSLogs, got AWSLogs"],
    ["no days", { retentionDays: 0 }, "retentionDays: is a whole number of days from 1, got 0"],
    ["half a day", { retentionDays: 0.5 }, "retentionDays: is a whole number of days from 1, got 0.5"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
