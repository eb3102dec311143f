import { type Decision, decideAll } from "../../../decisions";
import type { StorageChoice } from "../../../../constructs/storage/storage-choice";

/** How objects of a bucket are used, as far as the guideline decides by it. */
export type StorageAccess =
  /** Nobody knows, or it changes. */
  | "unknown"
  /** Pages, pictures and scripts that a CDN delivers. */
  | "web-content"
  /** Most objects are below 128 KB. */
  | "small-objects"
  /** Each is read twice a month or more often. */
  | "often"
  /** About once a month. */
  | "monthly"
  /** About once a month, and made again when a zone is lost. */
  | "monthly-recreatable"
  /** About once in three months, at once. */
  | "quarterly"
  /** About once a year, within minutes or hours. */
  | "yearly"
  /** Hardly ever, within hours. */
  | "hardly-ever"
  /** In single milliseconds, from one zone. */
  | "single-zone-latency";

/** Traits of a bucket. */
export interface StorageTraits {
  /** How its objects are used. */
  readonly access: StorageAccess;
}

const rule = (
  access: StorageAccess,
  situation: string,
  use: string,
  because: string,
): Decision<StorageTraits>["rules"][number] => ({
  situation,
  applies: (traits) => traits.access === access,
  use,
  because,
});

/** Which class objects lie in. */
export const STORAGE: Decision<StorageTraits> = {
  key: "storage",
  question: "Which storage class objects lie in",
  place: "S3 storage classes",
  layer: "storage",
  rules: [
    rule("web-content", "a CDN delivers them", "standard", "they are read often until the CDN has them"),
    rule("small-objects", "most are below 128 KB", "standard", "Intelligent-Tiering never moves them"),
    rule("often", "each is read twice a month or more often", "standard", "reading is free of a fee"),
    rule("monthly", "each is read about once a month", "standard-ia", "keeping costs less than reading adds"),
    rule(
      "monthly-recreatable",
      "each is read about once a month and can be made again",
      "one-zone-ia",
      "one zone costs less, and its loss is no loss",
    ),
    rule(
      "quarterly",
      "each is read about once in three months, at once",
      "glacier-instant-retrieval",
      "an archive that answers in milliseconds",
    ),
    rule(
      "yearly",
      "each is read about once a year",
      "glacier-flexible-retrieval",
      "restoring may take hours",
    ),
    rule("hardly-ever", "they are hardly ever read", "glacier-deep-archive", "nothing costs less to keep"),
    rule(
      "single-zone-latency",
      "they are read in single milliseconds from one zone",
      "express-one-zone",
      "nothing answers sooner",
    ),
    {
      situation: "access is unknown or changes",
      applies: () => true,
      use: "intelligent-tiering",
      because: "S3 moves each object by its use, without rules to keep and without a fee for reading",
    },
  ],
  alternatives: {},
  ruledOut: {},
};

const moved = (
  storageClass: "STANDARD_IA" | "ONEZONE_IA" | "GLACIER_IR" | "GLACIER" | "DEEP_ARCHIVE",
  days: number,
): Omit<Exclude<StorageChoice, string>, "reason"> => ({
  transitions: [{ days, storageClass }],
  ...(storageClass === "ONEZONE_IA" ? { recreatable: true } : {}),
});

/** Days before which S3 moves nothing to the classes for what is read seldom. */
const SELDOM_AFTER_DAYS = 30;

const MOVES: Readonly<Record<string, Omit<Exclude<StorageChoice, string>, "reason">>> = {
  "standard-ia": moved("STANDARD_IA", SELDOM_AFTER_DAYS),
  "one-zone-ia": moved("ONEZONE_IA", SELDOM_AFTER_DAYS),
  "glacier-instant-retrieval": moved("GLACIER_IR", 0),
  "glacier-flexible-retrieval": moved("GLACIER", 0),
  "glacier-deep-archive": moved("DEEP_ARCHIVE", 0),
};

/**
 * The storage that the guideline recommends for the way in which objects are used; undefined for Express One Zone, which
 * is a bucket of another kind that no layer makes.
 */
export function storageFor(access: StorageAccess): StorageChoice | undefined {
  const [decided] = decideAll([STORAGE], { access }, {});
  const { use = "", situation = "" } = decided ?? {};
  if (use === "intelligent-tiering" || use === "standard") {
    return use;
  }
  const moves = MOVES[use];
  return moves ? { ...moves, reason: situation } : undefined;
}
