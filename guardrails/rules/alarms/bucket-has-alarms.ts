import { alarmRule } from "./alarm-rule";

/** `ALM-007`: buckets are watched. */
export const bucketHasAlarms = alarmRule({
  kind: "bucket",
  subject: "A bucket",
  type: "aws_s3_bucket",
  namespace: "AWS/S3",
  dimensions: ["BucketName", "SourceBucket"],
  namedBy: ["bucket"],
});
