import { PrivateBucket, type PrivateBucketProps } from "../../../constructs/storage/private-bucket";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (change: Partial<PrivateBucketProps>) =>
  synthesizeStack((stack) => new PrivateBucket(stack, "logs", { bucketName: "example-logs", ...change }));

describe("a bucket whose versions are locked", () => {
  test.each([1, 36_500])("M-10: locks them for %i days, once it has versions", (lockedDays) => {
    expect(synthesize({ lockedDays }).all("aws_s3_bucket_object_lock_configuration")).toEqual({
      logs_lock: {
        bucket: "${aws_s3_bucket.logs_bucket.id}",
        rule: { default_retention: { mode: "GOVERNANCE", days: lockedDays } },
        depends_on: ["aws_s3_bucket_versioning.logs_versioning"],
      },
    });
  });

  test("is one only when asked for", () => {
    expect(synthesize({}).ids("aws_s3_bucket_object_lock_configuration")).toEqual([]);
  });

  test.each([0, 36_501, 1.5])("is refused with %d days", (lockedDays) => {
    expect(refusalOf(() => synthesize({ lockedDays }))).toContain(
      "lockedDays: is a whole number of days from 1 to 36500",
    );
  });

  test("is refused without versions", () => {
    expect(refusalOf(() => synthesize({ lockedDays: 1, versioned: false }))).toBe(
      "unit-test/logs.lockedDays: locks versions, got a bucket without them; leave versioned on",
    );
  });
});
