import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { statements } from "../../support/policies";
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

test("plain HTTP may read objects of a bucket with a website endpoint, and nothing else", () => {
  const workspace = synthesizeStack(
    (stack) => new PrivateBucket(stack, "site", { bucketName: "example-site", plainHttp: "to-read" }),
  );
  const denied = statements(workspace.one("aws_s3_bucket_policy", "site_policy")["policy"]);

  expect(denied).toEqual([
    expect.objectContaining({
      Sid: "DenyPlainHttp",
      Effect: "Deny",
      Action: [
        "s3:Abort*",
        "s3:BypassGovernanceRetention",
        "s3:Delete*",
        "s3:List*",
        "s3:Put*",
        "s3:Replicate*",
        "s3:Restore*",
      ],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  ]);
});
