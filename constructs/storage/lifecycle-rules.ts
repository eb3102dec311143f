import type {
  S3BucketLifecycleConfigurationRule,
  S3BucketLifecycleConfigurationRuleFilter,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** Cheaper storage to which a lifecycle moves objects. */
export type StorageClass =
  "STANDARD_IA" | "INTELLIGENT_TIERING" | "ONEZONE_IA" | "GLACIER_IR" | "GLACIER" | "DEEP_ARCHIVE";

/** A move to cheaper storage. */
export interface Transition {
  /** Days of age, or of being no longer current, after which it happens: 0 or more, 30 or more for the IA classes. */
  readonly days: number;
  /** Where objects go: S3 knows moves to colder storage only. */
  readonly storageClass: StorageClass;
}

/** One rule of a bucket's lifecycle. */
export interface LifecycleRule {
  /** Name of the rule, 1 to 255 characters, once within the bucket. */
  readonly id: string;
  /**
   * Only objects whose key starts so.
   *
   * @default - every object
   */
  readonly prefix?: string;
  /**
   * Only objects that carry this tag. Unfinished uploads have no tags, so such a rule does not abort them.
   *
   * @default - every object
   */
  readonly tag?: { readonly key: string; readonly value: string };
  /**
   * Moves of current versions to cheaper storage, by age in days.
   *
   * @default - none
   */
  readonly transitions?: readonly Transition[];
  /**
   * Age in days at which the current version expires, after the last move.
   *
   * @default - never
   */
  readonly expirationDays?: number;
  /**
   * Moves of versions to cheaper storage, by days since they are no longer current.
   *
   * @default - none
   */
  readonly noncurrentTransitions?: readonly Transition[];
  /**
   * Days after which a version that is no longer current is deleted for good, after the last move.
   *
   * @default - kept
   */
  readonly noncurrentExpirationDays?: number;
  /**
   * Days after which S3 drops the parts of an upload that nobody finished. A rule for every object that has them
   * stands instead of the one that every bucket has.
   *
   * @default - left to the bucket's own rule
   */
  readonly abortUploadsAfterDays?: number;
}

/** Renders a rule as Terraform takes it. */
export function renderLifecycleRule(rule: LifecycleRule): S3BucketLifecycleConfigurationRule {
  const { id, transitions = [], expirationDays } = rule;
  const { noncurrentTransitions = [], noncurrentExpirationDays, abortUploadsAfterDays } = rule;
  return {
    id,
    status: "Enabled",
    filter: [renderFilter(rule)],
    ...(transitions.length === 0
      ? {}
      : { transition: transitions.map(({ days, storageClass }) => ({ days, storageClass })) }),
    ...(expirationDays === undefined ? {} : { expiration: [{ days: expirationDays }] }),
    ...(noncurrentTransitions.length === 0
      ? {}
      : {
          noncurrentVersionTransition: noncurrentTransitions.map(({ days, storageClass }) => ({
            noncurrentDays: days,
            storageClass,
          })),
        }),
    ...(noncurrentExpirationDays === undefined
      ? {}
      : { noncurrentVersionExpiration: [{ noncurrentDays: noncurrentExpirationDays }] }),
    ...(abortUploadsAfterDays === undefined
      ? {}
      : { abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortUploadsAfterDays }] }),
  };
}

function renderFilter({ prefix, tag }: LifecycleRule): S3BucketLifecycleConfigurationRuleFilter {
  const inner = prefix === undefined ? {} : { prefix };
  if (tag === undefined) {
    return inner;
  }
  return prefix === undefined ? { tag: [tag] } : { and: [{ prefix, tags: { [tag.key]: tag.value } }] };
}

/** Whether a rule drops the abandoned uploads of every object. */
export function abortsEveryUpload({ prefix, tag, abortUploadsAfterDays }: LifecycleRule): boolean {
  return prefix === undefined && tag === undefined && abortUploadsAfterDays !== undefined;
}
