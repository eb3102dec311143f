import type { App } from "cdktf";
import { classify } from "../constructs/governance/classify";
import { LogBucket, type LogBucketKeeping } from "../constructs/governance/log-bucket";
import { type LogSources, writerAccess } from "../constructs/governance/log-writers";
import { EncryptionKey } from "../constructs/identity/encryption-key";
import type { PolicyStatement } from "../constructs/identity/policy-document";
import { withoutAlarms } from "../constructs/observability/no-alarms";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** One kind of log, and how its files are kept. */
export interface LogKind extends LogBucketKeeping {
  /** Globally unique name of its bucket. */
  readonly bucketName: string;
}

/** Values of a {@link LogArchiveStack}. */
export interface LogArchiveStackProps extends PlatformStackProps {
  /** The kinds of logs by name: `{ cloudtrail: … }`. */
  readonly logs: Readonly<Record<string, LogKind>>;
  /** The organization's accounts, which write. */
  readonly sources: LogSources;
  /** Days for which files are kept. */
  readonly retentionDays: number;
  /** Name of the key that encrypts the files, by which other accounts find it: `alias/log-archive`. */
  readonly keyAlias: string;
}

/** What other layers of the account learn of the log archive. */
export interface LogArchiveExports {
  /** Names of the buckets, by kind of log. */
  readonly bucketNames: Readonly<Record<string, string>>;
  /** ARN of the key. */
  readonly keyArn: string;
}

/**
 * The log archive: one bucket for each kind of log of the organization, under one key, from which files disappear by
 * age alone.
 *
 * Outputs: `log_key_arn` and `<kind>_bucket`.
 */
export class LogArchiveStack extends PlatformStack {
  /** What other layers of the account learn of it. */
  public readonly exports: LogArchiveExports;

  /** @throws ProblemsError when a name, a number of days or a lock is not acceptable */
  public constructor(scope: App, props: LogArchiveStackProps) {
    super(scope, "log-archive", props);
    const { environment, logs, sources, retentionDays, keyAlias } = props;
    const { account, region, protection } = environment;

    const writers = [...new Set(Object.values(logs).map(({ writer }) => writer))];
    const key = new EncryptionKey(this, "key", {
      alias: keyAlias,
      description: "Encrypts the organization's logs",
      account,
      region,
      protection,
      statements: [
        ...writers.flatMap((writer) => writerAccess(writer, sources).key),
        foundByAccounts(sources.accounts),
      ],
    });
    const buckets = Object.entries(logs).map(([kind, { bucketName, ...keeping }]) => {
      const logBucket = new LogBucket(this, kind, {
        ...keeping,
        bucketName,
        retentionDays,
        key,
        sources,
        protection,
      });
      classify(logBucket, "confidential", {
        notBackedUpBecause: "its versions outlive whoever deletes them",
      });
      withoutAlarms(logBucket, ["bucket"], {
        noAlarmsBecause: "how much is logged follows from what the accounts do; budgets tell of too much",
      });
      const { bucket } = logBucket;
      this.publish(`${kind}_bucket`, bucket.bucket.id, `Name of the bucket of ${kind} logs`);
      return [kind, bucket.bucket.id] as const;
    });
    this.publish("log_key_arn", key.arn, "ARN of the key of the logs");
    this.exports = { bucketNames: Object.fromEntries(buckets), keyArn: key.arn };
  }
}

/** Terraform of another account looks the key up by its alias, since services want its ARN. */
function foundByAccounts(accounts: readonly string[]): PolicyStatement {
  return {
    sid: "FoundByAccounts",
    principal: { aws: accounts.map((account) => `arn:aws:iam::${account}:root`) },
    actions: ["kms:DescribeKey"],
    resources: ["*"],
  };
}
