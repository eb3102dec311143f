import { GuarddutyMalwareProtectionPlan } from "@cdktf/provider-aws/lib/guardduty-malware-protection-plan";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { ServiceRole } from "../identity/service-role";
import type { BucketRef } from "../storage/bucket-policy";

const PRINCIPAL = "malware-protection-plan.guardduty.amazonaws.com";
/** The rule by which EventBridge tells GuardDuty of new objects; GuardDuty makes and keeps it itself. */
const MANAGED_RULE = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3";
/** The object that GuardDuty writes to see whether its role works. */
const TRIAL_OBJECT = "malware-protection-resource-validation-object";
const MOST_PREFIXES = 5;

/** Values of an {@link UploadScan}. */
export interface UploadScanProps {
  /** What the role is called by, `<name>-scan`: `enterprise-prod-uploads`. */
  readonly name: string;
  /** The 12 digits of the bucket's account. */
  readonly account: string;
  /** AWS Region code of the bucket. */
  readonly region: string;
  /** The bucket that takes uploads. Nothing else may set its notifications: GuardDuty turns EventBridge on in it. */
  readonly bucket: Pick<BucketRef, "name" | "arn">;
  /**
   * ARN of the key that encrypts its objects.
   *
   * @default - S3's own key, which needs no permission
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Beginnings of the objects' names that are scanned, at most 5: `["incoming/"]`.
   *
   * @default - every object
   */
  readonly prefixes?: readonly string[] | undefined;
}

/**
 * Has GuardDuty scan each object that somebody uploads to a bucket for malware, and tag it with what was found:
 * `GuardDutyMalwareScanStatus` is `NO_THREATS_FOUND` when it is clean. Whatever works with uploads waits for that tag.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/gdu-malware-protection-s3.html
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html
 */
export class UploadScan extends Construct {
  /** @throws ProblemsError when the role's name is not acceptable or the prefixes are too many */
  public constructor(scope: Construct, id: string, props: UploadScanProps) {
    super(scope, id);
    const { name, account, bucket, prefixes = [] } = props;
    throwProblems(prefixProblems(prefixes, `${this.node.path}.prefixes`));

    const role = new ServiceRole(this, "role", {
      name: `${name}-scan`,
      description: "Scans uploads for malware and tags them with the result",
      service: PRINCIPAL,
      source: { account },
    });
    this.grantScan(role, props);
    new GuarddutyMalwareProtectionPlan(this, "plan", {
      role: role.arn,
      protectedResource: [
        {
          s3Bucket: [
            {
              bucketName: bucket.name,
              ...(prefixes.length === 0 ? {} : { objectPrefixes: [...prefixes] }),
            },
          ],
        },
      ],
      actions: [{ tagging: [{ status: "ENABLED" }] }],
      // GuardDuty tries the role when it gets it.
      dependsOn: [...role.granted],
    });
  }

  private grantScan(role: ServiceRole, { account, region, bucket, kmsKeyArn }: UploadScanProps): void {
    const rule = `arn:aws:events:${region}:${account}:rule/${MANAGED_RULE}*`;
    const objects = `${bucket.arn}/*`;
    role.grant(
      this,
      "scan",
      {
        sid: "KeepItsRule",
        actions: ["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
        resources: [rule],
        conditions: { StringEquals: { "events:ManagedBy": PRINCIPAL } },
      },
      {
        sid: "SeeItsRule",
        actions: ["events:DescribeRule", "events:ListTargetsByRule"],
        resources: [rule],
      },
      {
        sid: "HearOfUploads",
        actions: ["s3:GetBucketNotification", "s3:PutBucketNotification"],
        resources: [bucket.arn],
      },
      { sid: "SeeWhoseBucketItIs", actions: ["s3:ListBucket"], resources: [bucket.arn] },
      { sid: "TryWriting", actions: ["s3:PutObject"], resources: [`${bucket.arn}/${TRIAL_OBJECT}`] },
      { sid: "ReadUploads", actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [objects] },
      {
        sid: "TagUploads",
        actions: [
          "s3:GetObjectTagging",
          "s3:GetObjectVersionTagging",
          "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging",
        ],
        resources: [objects],
      },
      ...(kmsKeyArn === undefined
        ? []
        : [
            {
              sid: "DecryptUploads",
              actions: ["kms:Decrypt", "kms:GenerateDataKey"],
              resources: [kmsKeyArn],
              conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
            },
          ]),
    );
  }
}

function prefixProblems(prefixes: readonly string[], path: string): readonly Problem[] {
  return prefixes.length <= MOST_PREFIXES
    ? []
    : [
        {
          path,
          rule: `are at most ${MOST_PREFIXES}`,
          got: prefixes.length,
          fix: "name fewer, or none to scan every object",
        },
      ];
}
