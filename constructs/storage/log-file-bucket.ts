import type { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import { withoutAlarms } from "../observability/no-alarms";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

/** Values of a {@link logFileBucket}. */
export interface LogFileBucketProps {
  /** Globally unique name: 3 to 63 lower-case letters, digits and hyphens. */
  readonly bucketName: string;
  /** Days after which a log file is deleted, 1 or more. */
  readonly retentionDays: number;
  /** Whether the bucket may be deleted with its files. */
  readonly protection: Protection;
  /** What the bucket's policy says of who writes the files, given the bucket's ARN. */
  readonly statements: NonNullable<PrivateBucketProps["statements"]>;
}

/**
 * Makes the bucket `logs` of a construct, for files that a service of AWS writes once and that expire. Unversioned: each
 * file is written under a name of its own, and a version would outlive the retention.
 *
 * @throws ProblemsError when S3 would refuse the name, or no day would be kept
 */
export function logFileBucket(scope: Construct, props: LogFileBucketProps): PrivateBucket {
  const { bucketName, retentionDays, protection, statements } = props;
  if (!Number.isInteger(retentionDays) || retentionDays < 1) {
    refuse({
      path: `${scope.node.path}.retentionDays`,
      rule: "is a whole number of days from 1",
      got: retentionDays,
      fix: "choose such a number, 90 for three months",
    });
  }
  const bucket = new PrivateBucket(scope, "logs", {
    bucketName,
    versioned: false,
    removal: protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
    lifecycle: [{ id: "expire", expirationDays: retentionDays }],
    statements,
  });
  if (protection === "protected") {
    acknowledge(bucket, "S3-004", { reason: "nobody overwrites a log file, and all of them expire" });
  }
  withoutAlarms(bucket, ["bucket"], {
    noAlarmsBecause: "log files, all of which expire: nothing is expected of their size, and the bill tells",
  });
  return bucket;
}
