import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { synthesizeStack } from "../../support/synthesis";

test("SW-005: a private bucket's policy takes readers that come to be after it", () => {
  const workspace = synthesizeStack((stack) => {
    const bucket = new PrivateBucket(stack, "site", { bucketName: "example-site" });
    bucket.allow((arn) => ({
      sid: "Late",
      principal: { service: "cloudfront.amazonaws.com" },
      actions: ["s3:GetObject"],
      resources: [`${arn}/*`],
    }));
  });
  const { policy } = workspace.one("aws_s3_bucket_policy", "site_policy");
  const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string }[] };

  expect(Statement.map(({ Sid }) => Sid)).toEqual(["DenyPlainHttp", "Late"]);
});
