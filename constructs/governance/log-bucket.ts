import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import type { EncryptionKeyRef } from "../identity/encryption-key";
import type { PolicyStatement } from "../identity/policy-document";
import { PrivateBucket } from "../storage/private-bucket";
import { type LogSources, type LogWriter, writerAccess } from "./log-writers";

/** How the files of one kind of log are kept. */
export interface LogBucketKeeping {
  /** Who writes to it. */
  readonly writer: LogWriter;
  /**
   * Whether nobody can delete or overwrite a file while it is kept. AWS Config does not deliver to a bucket with a lock.
   *
   * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannel.html
   */
  readonly locked: boolean;
  /**
   * Whether most files are smaller than 128 KB. S3 never moves those to cheaper storage, so they stay where they are;
   * others go to Intelligent-Tiering at once.
   */
  readonly smallFiles: boolean;
}

/** Values of a {@link LogBucket}. */
export interface LogBucketProps extends LogBucketKeeping {
  /** Globally unique name, in which the kind of log stands. */
  readonly bucketName: string;
  /** Days for which a file is kept, 1 or more. */
  readonly retentionDays: number;
  /** Key that encrypts the files; Elastic Load Balancing writes without one. */
  readonly key: EncryptionKeyRef;
  /** The organization's accounts. */
  readonly sources: LogSources;
  /** Whether Terraform refuses to destroy it. */
  readonly protection: Protection;
}

/**
 * The bucket of one kind of log, to which the accounts of an organization write and from which nobody deletes: files
 * expire by age alone.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class LogBucket extends Construct {
  /** The bucket. */
  public readonly bucket: PrivateBucket;

  /** @throws ProblemsError when the name, the days or the lock are not acceptable */
  public constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { bucketName, retentionDays, writer, locked, smallFiles, key, sources, protection } = props;
    if (locked && writer === "config") {
      refuse({
        path: `${this.node.path}.locked`,
        rule: "AWS Config does not deliver to a bucket with a lock",
        got: "a locked bucket",
        fix: "leave the lock out; versions and the refusal of deletions stay",
      });
    }

    this.bucket = new PrivateBucket(this, "files", {
      bucketName,
      ...(writer === "load-balancers" ? {} : { kmsKeyArn: key.arn }),
      removal: protection === "protected" ? "retain" : "empty-and-delete",
      ...(locked ? { lockedDays: retentionDays } : {}),
      lifecycle: [
        {
          id: "expire",
          ...(smallFiles ? {} : { transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" as const }] }),
          expirationDays: retentionDays,
          noncurrentExpirationDays: retentionDays,
        },
      ],
      statements: (bucketArn) => [
        denyDeletion(bucketArn),
        ...writerAccess(writer, sources).bucket(bucketArn),
      ],
    });
  }
}

/** Expiry by the lifecycle is S3's own act, which no policy refuses. */
function denyDeletion(bucketArn: string): PolicyStatement {
  return {
    sid: "DenyDeletion",
    effect: "Deny",
    principal: { everyone: true },
    actions: ["s3:BypassGovernanceRetention", "s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    resources: [bucketArn, `${bucketArn}/*`],
  };
}
