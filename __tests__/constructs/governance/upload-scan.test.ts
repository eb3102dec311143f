import { UploadScan, type UploadScanProps } from "../../../constructs/governance/upload-scan";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const BUCKET = "arn:aws:s3:::shop-uploads";
const RULE =
  "arn:aws:events:ap-northeast-1:111111111111:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*";

const synthesize = (props: Partial<UploadScanProps> = {}): Workspace =>
  synthesizeStack(
    (stack) =>
      new UploadScan(stack, "upload-scan", {
        name: "shop-uploads",
        account: "111111111111",
        region: "ap-northeast-1",
        bucket: { name: "shop-uploads", arn: BUCKET },
        ...props,
      }),
  );

function statements(workspace: Workspace): readonly Record<string, unknown>[] {
  const { policy } = workspace.one("aws_iam_role_policy", "upload-scan_scan");
  return (JSON.parse(policy as string) as { Statement: Record<string, unknown>[] }).Statement;
}

describe("the scan of uploads", () => {
  test("EN-079, M-21: looks at every object and tags it with the result", () => {
    expect(synthesize().one("aws_guardduty_malware_protection_plan", "upload-scan_plan")).toEqual({
      role: "${aws_iam_role.upload-scan_role_role.arn}",
      protected_resource: [{ s3_bucket: [{ bucket_name: "shop-uploads" }] }],
      actions: [{ tagging: [{ status: "ENABLED" }] }],
      depends_on: ["aws_iam_role_policy.upload-scan_scan"],
    });
  });

  test("EN-079: looks at objects under prefixes alone, where they are stated", () => {
    expect(
      synthesize({ prefixes: ["incoming/"] }).one(
        "aws_guardduty_malware_protection_plan",
        "upload-scan_plan",
      ),
    ).toMatchObject({
      protected_resource: [{ s3_bucket: [{ bucket_name: "shop-uploads", object_prefixes: ["incoming/"] }] }],
    });
  });

  test("has a role that GuardDuty assumes for the bucket's account alone", () => {
    const { name, assume_role_policy: trust } = synthesize().one("aws_iam_role", "upload-scan_role_role");

    expect(name).toBe("shop-uploads-scan");
    expect(JSON.parse(trust as string)).toMatchObject({
      Statement: [
        {
          Principal: { Service: "malware-protection-plan.guardduty.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
      ],
    });
  });

  test("EN-125: may do nothing but what a scan needs, in this bucket alone", () => {
    expect(statements(synthesize()).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"], [RULE]],
      [["events:DescribeRule", "events:ListTargetsByRule"], [RULE]],
      [["s3:GetBucketNotification", "s3:PutBucketNotification"], [BUCKET]],
      [["s3:ListBucket"], [BUCKET]],
      [["s3:PutObject"], [`${BUCKET}/malware-protection-resource-validation-object`]],
      [["s3:GetObject", "s3:GetObjectVersion"], [`${BUCKET}/*`]],
      [
        [
          "s3:GetObjectTagging",
          "s3:GetObjectVersionTagging",
          "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging",
        ],
        [`${BUCKET}/*`],
      ],
    ]);
    expect(statements(synthesize())[0]).toMatchObject({
      Condition: { StringEquals: { "events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com" } },
    });
  });

  test("decrypts through S3 alone, where the bucket has a key", () => {
    const kmsKeyArn = "arn:aws:kms:ap-northeast-1:111111111111:key/1";

    expect(statements(synthesize({ kmsKeyArn })).at(-1)).toEqual({
      Sid: "DecryptUploads",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [kmsKeyArn],
      Condition: { StringEquals: { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" } },
    });
  });

  test("refuses more prefixes than GuardDuty takes", () => {
    const prefixes = ["a/", "b/", "c/", "d/", "e/", "f/"];

    expect(refusalOf(() => synthesize({ prefixes }))).toContain("prefixes: are at most 5, got 6");
  });
});
