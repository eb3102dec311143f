import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { policyDocument, type PolicyStatement } from "../identity/policy-document";

/** Days after which S3 drops the parts of an upload that nobody finished. */
const ABANDONED_UPLOAD_DAYS = 7;

/** One rule of a bucket's lifecycle. */
export interface LifecycleRule {
  /** Name of the rule within the bucket. */
  readonly id: string;
  /**
   * Only objects whose key starts so.
   *
   * @default - every object
   */
  readonly prefix?: string;
  /**
   * Moves to cheaper storage, by age in days.
   *
   * @default - none
   */
  readonly transitions?: readonly { readonly days: number; readonly storageClass: string }[];
  /**
   * Age in days at which the current version expires.
   *
   * @default - never
   */
  readonly expirationDays?: number;
  /**
   * Days after which a version that is no longer current is deleted for good.
   *
   * @default - kept
   */
  readonly noncurrentExpirationDays?: number;
}

/** Values of a {@link PrivateBucket}. */
export interface PrivateBucketProps {
  /** Globally unique name: 3 to 63 lower-case letters, digits and hyphens. */
  readonly bucketName: string;
  /**
   * ARN of the KMS key that encrypts new objects.
   *
   * @default - S3's own key (SSE-S3)
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether overwritten and deleted objects stay as versions.
   *
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * What happens to objects with age, beside the clean-up of abandoned uploads that every bucket has.
   *
   * @default - nothing
   */
  readonly lifecycle?: readonly LifecycleRule[];
  /**
   * Statements of the bucket policy beside the refusal of plain HTTP, given the bucket's ARN.
   *
   * @default - none
   */
  readonly statements?: (bucketArn: string) => readonly PolicyStatement[];
  /**
   * What may happen to the bucket: `"retain"` makes Terraform refuse to destroy it, `"empty-and-delete"` lets it
   * delete the objects too.
   *
   * @default "delete-when-empty"
   */
  readonly removal?: "retain" | "delete-when-empty" | "empty-and-delete";
}

/**
 * An S3 bucket that nobody reaches from outside: all public access blocked, no ACLs, encrypted, TLS only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class PrivateBucket extends Construct {
  /** The bucket itself. */
  public readonly bucket: S3Bucket;
  /** The bucket's policy; whoever writes to the bucket by that policy depends on it. */
  public readonly policy: S3BucketPolicy;

  private readonly statements: PolicyStatement[];

  /** @throws ProblemsError when the name is not one that S3 accepts */
  public constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { versioned = true, lifecycle = [], statements = () => [], removal = "delete-when-empty" } = props;

    this.bucket = new S3Bucket(this, "bucket", {
      bucket: checkedName("aws_s3_bucket", props.bucketName, this.node.path),
      ...(removal === "empty-and-delete" ? { forceDestroy: true } : {}),
      ...(removal === "retain" ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const bucket = this.bucket.id;

    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: versioned ? "Enabled" : "Suspended" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        props.kmsKeyArn
          ? {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: props.kmsKeyArn,
              },
              bucketKeyEnabled: true,
            }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
      ],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "abandoned-uploads",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
        ...lifecycle.map(renderRule),
      ],
    });
    this.statements = [
      {
        sid: "DenyPlainHttp",
        effect: "Deny",
        principal: { everyone: true },
        actions: ["s3:*"],
        resources: [this.bucket.arn, `${this.bucket.arn}/*`],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
      ...statements(this.bucket.arn),
    ];
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: Lazy.stringValue({ produce: () => policyDocument(...this.statements) }),
      // S3 answers "conflicting conditional operation" when both are changed at once.
      dependsOn: [publicAccess],
    });
  }

  /**
   * Adds a statement to the bucket's policy: for readers that come to be after the bucket, such as a distribution.
   *
   * @param statement - the statement, given the bucket's ARN
   */
  public allow(statement: (bucketArn: string) => PolicyStatement): void {
    this.statements.push(statement(this.bucket.arn));
  }
}

function renderRule({
  id,
  prefix,
  transitions = [],
  expirationDays,
  noncurrentExpirationDays,
}: LifecycleRule) {
  return {
    id,
    status: "Enabled",
    filter: [prefix === undefined ? {} : { prefix }],
    ...(transitions.length === 0
      ? {}
      : { transition: transitions.map(({ days, storageClass }) => ({ days, storageClass })) }),
    ...(expirationDays === undefined ? {} : { expiration: [{ days: expirationDays }] }),
    ...(noncurrentExpirationDays === undefined
      ? {}
      : { noncurrentVersionExpiration: [{ noncurrentDays: noncurrentExpirationDays }] }),
  };
}
