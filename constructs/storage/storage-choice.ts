import type { Problem } from "../core/errors";
import type { LifecycleRule, StorageClass, Transition } from "./lifecycle-rules";

/** Which storage a bucket's objects lie in. */
export type StorageChoice =
  /** S3 moves each object by how often it is read: the first choice. */
  | "intelligent-tiering"
  /** They stay in S3 Standard: web content, and objects below 128 KB, which Intelligent-Tiering never moves. */
  | "standard"
  /** Moves of one's own, for a bucket whose use and retention are strictly defined. */
  | {
      /** The moves, by age in days. */
      readonly transitions: readonly Transition[];
      /** Why the use is known so well. */
      readonly reason: string;
      /**
       * Whether most objects are below 128 KB.
       *
       * @default false
       */
      readonly smallObjects?: boolean;
      /**
       * Whether everything can be made again when a zone is lost.
       *
       * @default false
       */
      readonly recreatable?: boolean;
    };

/**
 * Days for which a class bills an object whether it is still there or not.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
 */
const MINIMUM_DAYS: Readonly<Record<StorageClass, number>> = {
  INTELLIGENT_TIERING: 0,
  STANDARD_IA: 30,
  ONEZONE_IA: 30,
  GLACIER_IR: 90,
  GLACIER: 90,
  DEEP_ARCHIVE: 180,
};
/** Classes that keep 40 KB of their own beside each object. */
const ARCHIVES: readonly StorageClass[] = ["GLACIER", "DEEP_ARCHIVE"];

/** The moves of the objects that a choice leads to. */
export function transitionsOf(storage: StorageChoice): readonly Transition[] {
  if (storage === "standard") {
    return [];
  }
  return storage === "intelligent-tiering"
    ? [{ days: 0, storageClass: "INTELLIGENT_TIERING" }]
    : storage.transitions;
}

/** The lifecycle of the objects that a choice leads to; nothing when they stay in S3 Standard. */
export function storageLifecycle(storage: StorageChoice): readonly LifecycleRule[] {
  const transitions = transitionsOf(storage);
  return transitions.length === 0 ? [] : [{ id: "storage", transitions }];
}

/**
 * What costs more than it saves, or loses data: a move without a reason, an object that is deleted before its class
 * stops billing it, small objects in an archive, and one zone for what cannot be made again.
 *
 * @param expirationDays - age at which objects are deleted; undefined when they are kept
 * @param path - where the choice stands
 */
export function storageProblems(
  storage: StorageChoice,
  expirationDays: number | undefined,
  path: string,
): readonly Problem[] {
  if (typeof storage === "string") {
    return [];
  }
  const { transitions, reason, smallObjects = false, recreatable = false } = storage;
  return [
    ...(/\S/.test(reason)
      ? []
      : [{ path: `${path}.reason`, rule: "moves of one's own have a reason", got: reason, fix: "say it" }]),
    ...transitions.flatMap(({ days, storageClass }) => {
      const place = `${path}.transitions.${storageClass}`;
      const earliest = days + MINIMUM_DAYS[storageClass];
      return [
        ...(expirationDays === undefined || expirationDays >= earliest
          ? []
          : [
              {
                path: place,
                rule: `bills an object for ${MINIMUM_DAYS[storageClass]} days at least`,
                got: `a move after ${days} days and deletion after ${expirationDays}`,
                fix: `delete after ${earliest} days or more, or leave the move out`,
              },
            ]),
        ...(smallObjects && ARCHIVES.includes(storageClass)
          ? [
              {
                path: place,
                rule: "keeps 40 KB of its own beside each object",
                got: "a bucket of small objects",
                fix: "bundle them into one file, or choose another class",
              },
            ]
          : []),
        ...(storageClass === "ONEZONE_IA" && !recreatable
          ? [
              {
                path: place,
                rule: "is lost with its zone",
                got: "data that cannot be made again",
                fix: "say recreatable, or choose STANDARD_IA",
              },
            ]
          : []),
      ];
    }),
  ];
}
