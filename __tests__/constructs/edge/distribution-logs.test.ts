import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DistributionLogs, type DistributionLogsProps } from "../../../constructs/edge/distribution-logs";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL = {
  name: "example",
  distributionArn: "arn:aws:cloudfront::111111111111:distribution/E1",
  bucketName: "example-cdn-logs",
  retentionDays: 90,
  account: "111111111111",
  protection: "disposable",
} as const;

const synthesize = (props: Partial<DistributionLogsProps> = {}) =>
  synthesizeStack((stack) => {
    const northVirginia = new AwsProvider(stack, "north-virginia", {
      alias: "us-east-1",
      region: "us-east-1",
    });
    new DistributionLogs(stack, "logs", { ...MINIMAL, ...props, northVirginia });
  });

describe("the logs of a distribution", () => {
  it("are delivered from us-east-1 to a bucket of their own", () => {
    const workspace = synthesize();
    expect(workspace.one("aws_cloudwatch_log_delivery_source", "logs_source")).toEqual({
      provider: "aws.us-east-1",
      name: "example",
      log_type: "ACCESS_LOGS",
      resource_arn: MINIMAL.distributionArn,
    });
    expect(workspace.one("aws_cloudwatch_log_delivery_destination", "logs_destination")).toEqual({
      provider: "aws.us-east-1",
      name: "example",
      output_format: "w3c",
      delivery_destination_configuration: [
        { destination_resource_arn: "${aws_s3_bucket.logs_logs_bucket.arn}" },
      ],
      depends_on: ["aws_s3_bucket_policy.logs_logs_policy"],
    });
    expect(workspace.one("aws_cloudwatch_log_delivery", "logs_delivery")).toEqual({
      provider: "aws.us-east-1",
      delivery_source_name: "${aws_cloudwatch_log_delivery_source.logs_source.name}",
      delivery_destination_arn: "${aws_cloudwatch_log_delivery_destination.logs_destination.arn}",
    });
  });

  it("may be written by this account's deliveries only", () => {
    const { policy } = synthesize().one("aws_s3_bucket_policy", "logs_logs_policy") as { policy: string };
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string }[] };
    expect(Statement.find(({ Sid }) => Sid === "AllowLogDelivery")).toEqual({
      Sid: "AllowLogDelivery",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: ["${aws_s3_bucket.logs_logs_bucket.arn}/*"],
      Condition: {
        StringEquals: {
          "s3:x-amz-acl": "bucket-owner-full-control",
          "aws:SourceAccount": "111111111111",
        },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111111111111:delivery-source:*" },
      },
    });
  });

  it("expire", () => {
    expect(
      synthesize({ retentionDays: 7 }).one("aws_s3_bucket_lifecycle_configuration", "logs_logs_lifecycle")[
        "rule"
      ],
    ).toContainEqual(expect.objectContaining({ id: "expire", expiration: [{ days: 7 }] }));
  });

  it.each([0, 1.5, -1])("are not kept for %s days", (retentionDays) => {
    expect(refusalOf(() => synthesize({ retentionDays }))).toBe(
      `unit-test/logs.retentionDays: is a whole number of days from 1, got ${retentionDays}; ` +
        "choose such a number, 90 for three months",
    );
  });

  it("go with a disposable environment, and keep the bucket of a protected one", () => {
    expect(synthesize().one("aws_s3_bucket", "logs_logs_bucket")).toMatchObject({ force_destroy: true });
    expect(
      synthesize({ protection: "protected" }).one("aws_s3_bucket", "logs_logs_bucket"),
    ).not.toHaveProperty("force_destroy");
  });
});
