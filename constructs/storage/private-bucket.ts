import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { type Problem, refuse, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { PolicyStatement } from "../identity/policy-document";
import type { BucketRef } from "./bucket-policy";
import { BucketStatements, type PlainHttp, type ReadableBucket } from "./bucket-statements";
import { corsProblems, type CorsRule, renderCorsRule } from "./cors-rules";
import { lifecycleProblems } from "./lifecycle-problems";
import { abortsEveryUpload, type LifecycleRule, renderLifecycleRule } from "./lifecycle-rules";

/** Days after which S3 drops the parts of an upload that nobody finished. */
const ABANDONED_UPLOAD_DAYS = 7;
const MOST_LOCKED_DAYS = 36_500;
const ABANDONED_UPLOADS: LifecycleRule = {
  id: "abandoned-uploads",
  abortUploadsAfterDays: ABANDONED_UPLOAD_DAYS,
};

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
   * Whether objects are encrypted once or, where an industry demands it, in two layers (DSSE-KMS). Two layers need a
   * key, and every object asks KMS for its own.
   *
   * @default "one"
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
   */
  readonly encryptionLayers?: "one" | "two";
  /**
   * Whether overwritten and deleted objects stay as versions.
   *
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * Days for which nobody overwrites or deletes a version, whatever the lifecycle says; whoever may bypass governance
   * still could. Once on, S3 keeps the lock on the bucket for good. Needs versions.
   *
   * @default - versions are not locked
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly lockedDays?: number;
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
   * Which pages of other origins may use the bucket in a browser.
   *
   * @default - none
   */
  readonly cors?: readonly CorsRule[];
  /**
   * Where the bucket's one policy stands: beside the bucket, or in a later layer as a `BucketPolicy` that can name
   * readers which the bucket must not wait for.
   *
   * @default "this-layer"
   */
  readonly policyIn?: "this-layer" | "a-later-layer";
  /**
   * What may be done over plain HTTP. Only a website endpoint, which has no TLS, needs `"to-read"`.
   *
   * @default "refused"
   */
  readonly plainHttp?: PlainHttp;
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
export class PrivateBucket extends Construct implements ReadableBucket {
  /** The bucket itself. */
  public readonly bucket: S3Bucket;
  /** Host name of the bucket in its Region. */
  public readonly regionalDomainName: string;

  private readonly statements: BucketStatements;
  private readonly ownPolicy: S3BucketPolicy | undefined;

  /** @throws ProblemsError with everything about name, lifecycle and origins that S3 would refuse */
  public constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { versioned = true, lifecycle = [], cors = [], removal = "delete-when-empty" } = props;
    const { statements = () => [], policyIn = "this-layer", plainHttp = "refused" } = props;
    const rules = [...(lifecycle.some(abortsEveryUpload) ? [] : [ABANDONED_UPLOADS]), ...lifecycle];
    throwProblems([
      ...layerProblems(props, this.node.path),
      ...lockProblems(props.lockedDays, versioned, `${this.node.path}.lockedDays`),
      ...lifecycleProblems(rules, `${this.node.path}.lifecycle`),
      ...corsProblems(cors, `${this.node.path}.cors`),
    ]);

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
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: versioned ? "Enabled" : "Suspended" },
    });
    if (props.lockedDays !== undefined) {
      new S3BucketObjectLockConfigurationA(this, "lock", {
        bucket,
        rule: { defaultRetention: { mode: "GOVERNANCE", days: props.lockedDays } },
        dependsOn: [versioning],
      });
    }
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [renderEncryption(props)],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: rules.map(renderLifecycleRule),
    });
    if (cors.length > 0) {
      new S3BucketCorsConfiguration(this, "cors", { bucket, corsRule: cors.map(renderCorsRule) });
    }
    this.regionalDomainName = this.bucket.bucketRegionalDomainName;
    this.statements = new BucketStatements(this.bucket.arn, plainHttp);
    this.ownPolicy =
      policyIn === "this-layer"
        ? new S3BucketPolicy(this, "policy", {
            bucket,
            policy: this.statements.document,
            // S3 answers "conflicting conditional operation" when both are changed at once.
            dependsOn: [publicAccess],
          })
        : undefined;
    if (!this.ownPolicy) {
      acknowledge(this.bucket, "S3-003", {
        reason: "its policy, which refuses plain HTTP, stands in the layer of its reader",
      });
    }
    statements(this.bucket.arn).forEach((statement) => {
      this.allow(() => statement);
    });
  }

  /** The bucket's policy; whoever writes to the bucket by that policy depends on it. */
  public get policy(): S3BucketPolicy {
    return this.ownPolicy ?? this.refuseStatements();
  }

  /** The bucket as other stacks see it. */
  public get ref(): BucketRef {
    return { name: this.bucket.id, arn: this.bucket.arn, regionalDomainName: this.regionalDomainName };
  }

  /**
   * Adds a statement to the bucket's policy: for readers that come to be after the bucket, such as a distribution.
   *
   * @param statement - the statement, given the bucket's ARN
   */
  public allow(statement: (bucketArn: string) => PolicyStatement): void {
    if (!this.ownPolicy) {
      this.refuseStatements();
    }
    this.statements.allow(statement);
  }

  private refuseStatements(): never {
    return refuse({
      path: `${this.node.path}.policyIn`,
      rule: "a bucket whose policy is asked for has it in its own layer",
      got: "a-later-layer",
      fix: "write the statement into the BucketPolicy of the later layer",
    });
  }
}

/** What S3 would refuse in a lock: days that are none, up to a hundred years, and a bucket without versions. */
function lockProblems(days: number | undefined, versioned: boolean, path: string): readonly Problem[] {
  if (days === undefined) {
    return [];
  }
  return [
    ...(Number.isInteger(days) && days >= 1 && days <= MOST_LOCKED_DAYS
      ? []
      : [
          {
            path,
            rule: `is a whole number of days from 1 to ${MOST_LOCKED_DAYS}`,
            got: days,
            fix: "choose such a number",
          },
        ]),
    ...(versioned
      ? []
      : [{ path, rule: "locks versions", got: "a bucket without them", fix: "leave versioned on" }]),
  ];
}

function renderEncryption({ kmsKeyArn, encryptionLayers = "one" }: PrivateBucketProps) {
  if (!kmsKeyArn) {
    return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  }
  return encryptionLayers === "two"
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: kmsKeyArn } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        bucketKeyEnabled: true,
      };
}

function layerProblems(
  { kmsKeyArn, encryptionLayers }: PrivateBucketProps,
  path: string,
): readonly Problem[] {
  return encryptionLayers === "two" && !kmsKeyArn
    ? [
        {
          path: `${path}.encryptionLayers`,
          rule: "two layers need a key of KMS",
          got: "two",
          fix: "give kmsKeyArn, or leave encryptionLayers out",
        },
      ]
    : [];
}
