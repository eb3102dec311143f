import { BucketPolicy } from "../../../constructs/storage/bucket-policy";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import type { PolicyStatement } from "../../../constructs/identity/policy-document";
import { statements } from "../../support/policies";
import { BareStack, refusalOf, synthesizeApp, synthesizeStack } from "../../support/synthesis";

const read = (arn: string): PolicyStatement => ({
  sid: "Read",
  principal: { service: "cloudfront.amazonaws.com" },
  actions: ["s3:GetObject"],
  resources: [`${arn}/*`],
});

describe("the policy of a bucket of another layer", () => {
  const workspaces = synthesizeApp((app) => {
    const { ref } = new PrivateBucket(new BareStack(app, "storage"), "media", {
      bucketName: "openwan-media",
      policyIn: "a-later-layer",
    });
    new BucketPolicy(new BareStack(app, "edge"), "media-policy", { bucket: ref }).allow(read);
  });

  test("OW-139: stands beside the reader alone, for S3 keeps one", () => {
    expect(workspaces["storage-test"]?.all("aws_s3_bucket_policy")).toEqual({});
    expect(workspaces["edge-test"]?.ids("aws_s3_bucket_policy")).toEqual(["media-policy_policy"]);
  });

  test("OW-139: refuses plain HTTP and lets the reader in", () => {
    const policy = workspaces["edge-test"]?.one("aws_s3_bucket_policy", "media-policy_policy")["policy"];
    const arn =
      "${data.terraform_remote_state.cross-stack-reference-input-storage-test.outputs.to-other-stacks-aws_s3_bucket-media_bucket-arn}";

    expect(statements(policy).map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["DenyPlainHttp", [arn, `${arn}/*`]],
      ["Read", [`${arn}/*`]],
    ]);
  });

  test("OW-336: a bucket keeps all public access blocked without a policy of its own", () => {
    expect(
      workspaces["storage-test"]?.one("aws_s3_bucket_public_access_block", "media_public-access"),
    ).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test.each<[string, (bucket: PrivateBucket) => unknown]>([
    [
      "a statement",
      (bucket) => {
        bucket.allow(read);
      },
    ],
    ["its policy", (bucket) => bucket.policy],
  ])("is not asked of the bucket: %s", (_case, ask) => {
    expect(
      refusalOf(() =>
        synthesizeStack((stack) =>
          ask(new PrivateBucket(stack, "media", { bucketName: "openwan-media", policyIn: "a-later-layer" })),
        ),
      ),
    ).toBe(
      "unit-test/media.policyIn: a bucket whose policy is asked for has it in its own layer, got a-later-layer; write the statement into the BucketPolicy of the later layer",
    );
  });
});
