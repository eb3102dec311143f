import { throwProblems } from "../core/errors";
import type { Protection } from "../core/environment";
import type { DynamodbTableProps } from "../database/dynamodb-table";
import type { QueueProps } from "../messaging/queue";
import type { LifecycleRule } from "../storage/lifecycle-rules";
import type { PrivateBucketProps } from "../storage/private-bucket";
import { type StorageChoice, storageLifecycle, storageProblems } from "../storage/storage-choice";
import { type DataClass, handlingOf } from "./classification";

/** Days after which an object is gone once its tag says that its purpose is fulfilled: S3 counts in whole days. */
const ERASED_AFTER_DAYS = 1;
const PURPOSE_FULFILLED = { key: "Purpose", value: "fulfilled" } as const;
/** Days for which what was overwritten can be brought back. */
const OLD_VERSION_DAYS = 30;

/** What is known of a bucket beside its class. */
export interface ClassifiedBucketValues {
  /** ARN of the key of the class; not needed where AWS's key serves. */
  readonly keyArn: string | undefined;
  /** Whether the objects may be deleted with the bucket. */
  readonly protection: Protection;
  /**
   * Which storage the objects lie in.
   *
   * @default "intelligent-tiering"
   */
  readonly storage?: StorageChoice;
  /**
   * Age in days at which objects are deleted, where the class does not say.
   *
   * @default - kept
   */
  readonly expirationDays?: number;
  /**
   * Whether the industry demands two layers of encryption.
   *
   * @default "one"
   */
  readonly encryptionLayers?: "one" | "two";
}

/** The values of a bucket that follow from the class of its data. */
export type ClassifiedBucket = Pick<
  PrivateBucketProps,
  "kmsKeyArn" | "encryptionLayers" | "versioned" | "lifecycle" | "removal"
>;

/**
 * What a bucket is like whose data is of a class: `new PrivateBucket(scope, id, { bucketName, ...classifiedBucket(…) })`,
 * and `classify()` for its tags.
 *
 * @param path - where the values stand, for the errors
 * @throws ProblemsError when the class needs a key and has none, or the storage does not fit
 */
export function classifiedBucket(
  dataClass: DataClass,
  values: ClassifiedBucketValues,
  path: string,
): ClassifiedBucket {
  const { deletion } = handlingOf(dataClass);
  const { protection, encryptionLayers, storage = defaultStorage(dataClass) } = values;
  const expirationDays = typeof deletion === "object" ? deletion.atAgeDays : values.expirationDays;
  throwProblems(storageProblems(storage, expirationDays, `${path}.storage`));
  const kmsKeyArn = keyOf(dataClass, values.keyArn, path);
  return {
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    ...(kmsKeyArn === undefined || encryptionLayers === undefined ? {} : { encryptionLayers }),
    versioned: deletion === "kept" || deletion === "when-purpose-is-fulfilled",
    lifecycle: lifecycleOf(deletion, storage, expirationDays),
    removal: protection === "protected" ? "retain" : "empty-and-delete",
  };
}

/** The values of a table that follow from the class of its data. */
export function classifiedTable(
  dataClass: DataClass,
  { keyArn, protection }: { readonly keyArn: string | undefined; readonly protection: Protection },
  path: string,
): Pick<DynamodbTableProps, "encryption" | "protection"> {
  const kmsKeyArn = keyOf(dataClass, keyArn, path);
  return { protection, encryption: kmsKeyArn === undefined ? "dynamodb" : { kmsKeyArn } };
}

/** The values of a queue that follow from the class of what is sent. */
export function classifiedQueue(
  dataClass: DataClass,
  {
    keyArn,
    dataKeyReuseSeconds,
  }: { readonly keyArn: string | undefined; readonly dataKeyReuseSeconds: number },
  path: string,
): Pick<QueueProps, "encryption"> {
  const kmsKeyId = keyOf(dataClass, keyArn, path);
  return kmsKeyId === undefined ? {} : { encryption: { kmsKeyId, dataKeyReuseSeconds } };
}

/** The values of a database that follow from the class of its data; rotation concerns its master password. */
export function classifiedDatabase(
  dataClass: DataClass,
  { keyArn }: { readonly keyArn: string | undefined },
  path: string,
): { readonly kmsKeyArn?: string; readonly rotatesMasterPassword: boolean } {
  const kmsKeyArn = keyOf(dataClass, keyArn, path);
  return {
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    rotatesMasterPassword: handlingOf(dataClass).rotatesMachineSecrets,
  };
}

function defaultStorage(dataClass: DataClass): StorageChoice {
  // What is gone in days is never moved.
  return typeof handlingOf(dataClass).deletion === "object" ? "standard" : "intelligent-tiering";
}

function lifecycleOf(
  deletion: ReturnType<typeof handlingOf>["deletion"],
  storage: StorageChoice,
  expirationDays: number | undefined,
): readonly LifecycleRule[] {
  const old = { noncurrentExpirationDays: OLD_VERSION_DAYS };
  return [
    ...storageLifecycle(storage),
    ...(expirationDays === undefined
      ? [{ id: "old-versions", ...old }]
      : [
          {
            id: "expire",
            expirationDays,
            ...(typeof deletion === "object" ? {} : old),
          },
        ]),
    ...(deletion === "when-purpose-is-fulfilled"
      ? [
          {
            id: "purpose-fulfilled",
            tag: PURPOSE_FULFILLED,
            expirationDays: ERASED_AFTER_DAYS,
            noncurrentExpirationDays: ERASED_AFTER_DAYS,
          },
        ]
      : []),
  ];
}

/** The key that a class is encrypted with: its own where it has one, and none where AWS's serves. */
function keyOf(dataClass: DataClass, keyArn: string | undefined, path: string): string | undefined {
  if (handlingOf(dataClass).encryption === "aws-key") {
    return undefined;
  }
  throwProblems(
    keyArn === undefined
      ? [
          {
            path: `${path}.keyArn`,
            rule: `data of the class ${dataClass} is encrypted with the key of its class`,
            got: undefined,
            fix: "pass the key that the account has for the class",
          },
        ]
      : [],
  );
  return keyArn;
}
