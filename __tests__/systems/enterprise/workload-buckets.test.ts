import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { BucketConfig } from "../../../systems/enterprise/workload/data/config";
import type { Workspace } from "../../support/synthesis";
import { problemsOf, synthesizeAccounts } from "./composed";
import { inData } from "./workload-data";

const ACCOUNTS = ["dev", "stg", "prod"] as const;
const REMOTE = /outputs\.to-other-stacks-([\w-]+)/;

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = synthesizeAccounts(ACCOUNTS);
});
const layer = (name: string, environment: string): Workspace => stacks[`${name}-${environment}`]!;
/** What a reference to another layer leads to. */
const origin = (value: unknown): string | undefined => REMOTE.exec(String(value))?.[1];

describe("the buckets", () => {
  const rulesOf = (environment: string, key: string) =>
    layer("storage", environment).one("aws_s3_bucket_lifecycle_configuration", `${key}_lifecycle`)[
      "rule"
    ] as readonly Readonly<Record<string, unknown>>[];

  test.each([
    ["dev", "documents", "confidential", "daily"],
    ["prod", "documents", "confidential", "daily"],
    ["dev", "uploads", "internal", "daily"],
    ["prod", "uploads", "personal", "daily"],
    ["prod", "transfer", "temporary", "none"],
  ])("EN-115, EN-119: in %s, %s are %s, backed up %s", (environment, key, dataClass, backup) => {
    expect(layer("storage", environment).one("aws_s3_bucket", `${key}_bucket`)["tags"]).toMatchObject({
      DataClass: dataClass,
      Backup: backup,
    });
  });

  test("EN-130, EN-135: objects are encrypted with the key of their class, once", () => {
    const encryption = (key: string) =>
      (
        layer("storage", "prod").one(
          "aws_s3_bucket_server_side_encryption_configuration",
          `${key}_encryption`,
        )["rule"] as readonly { apply_server_side_encryption_by_default: Record<string, string> }[]
      )[0]?.apply_server_side_encryption_by_default;

    expect(encryption("documents")?.["sse_algorithm"]).toBe("aws:kms");
    expect(origin(encryption("documents")?.["kms_master_key_id"])).toBe(
      "aws_kms_key-confidential-key_key-arn",
    );
    expect(origin(encryption("uploads")?.["kms_master_key_id"])).toBe("aws_kms_key-personal-key_key-arn");
    expect(encryption("transfer")).toEqual({ sse_algorithm: "AES256" });
  });

  test("EN-160: objects go to Intelligent-Tiering at once, without its archive tiers", () => {
    expect(rulesOf("prod", "documents").flatMap(({ transition = [] }) => transition)).toEqual([
      { days: 0, storage_class: "INTELLIGENT_TIERING" },
    ]);
    expect(layer("storage", "prod").ids("aws_s3_bucket_intelligent_tiering_configuration")).toEqual([]);
  });

  test("EN-138, EN-139: what is temporary is gone after three days, and old versions after thirty", () => {
    expect(rulesOf("prod", "transfer").flatMap(({ expiration = [] }) => expiration)).toEqual([{ days: 3 }]);
    expect(
      rulesOf("prod", "documents").flatMap(
        ({ noncurrent_version_expiration: expiration = [] }) => expiration,
      ),
    ).toEqual([{ noncurrent_days: 30 }]);
  });

  test("EN-140, M-14: personal uploads are gone a day after their purpose is fulfilled", () => {
    expect(rulesOf("prod", "uploads").find(({ id }) => id === "purpose-fulfilled")).toMatchObject({
      filter: [{ tag: [{ key: "Purpose", value: "fulfilled" }] }],
      expiration: [{ days: 1 }],
      noncurrent_version_expiration: [{ noncurrent_days: 1 }],
    });
    expect(rulesOf("dev", "uploads").map(({ id }) => id)).not.toContain("purpose-fulfilled");
  });

  test.each(ACCOUNTS)("EN-079, M-21: in %s uploads alone are scanned for malware", (environment) => {
    expect(layer("storage", environment).ids("aws_guardduty_malware_protection_plan")).toEqual([
      "uploads_scan_plan",
    ]);
  });

  test("EN-160 to EN-167, M-34, M-35: other storage is a value with a reason", () => {
    const changed = synthesizeAccounts(
      ["dev"],
      ORGANIZATION,
      withBuckets({
        documents: { archiveTiers: { archiveAfterDays: 90, deepArchiveAfterDays: 180 } },
        uploads: { smallObjects: true, expirationDays: 365 },
      }),
    )["storage-dev"]!;

    expect(changed.one("aws_s3_bucket_intelligent_tiering_configuration", "documents_archive_tiers")).toEqual(
      {
        bucket: "${aws_s3_bucket.documents_bucket.id}",
        name: "archive",
        tiering: [
          { access_tier: "ARCHIVE_ACCESS", days: 90 },
          { access_tier: "DEEP_ARCHIVE_ACCESS", days: 180 },
        ],
      },
    );
    expect(
      JSON.stringify(changed.one("aws_s3_bucket_lifecycle_configuration", "uploads_lifecycle")["rule"]),
    ).not.toContain("transition");
  });

  test.each<[string, Partial<BucketConfig>, string]>([
    ["EN-161", moves("STANDARD_IA", 30, { reason: " " }), "reason: moves of one's own have a reason"],
    ["EN-163", moves("GLACIER", 30, { smallObjects: true }), "keeps 40 KB of its own beside each object"],
    ["EN-164", { ...moves("GLACIER_IR", 30), expirationDays: 100 }, "bills an object for 90 days at least"],
    ["EN-165", moves("ONEZONE_IA", 30), "is lost with its zone"],
    [
      "EN-167",
      {
        storage: { transitions: [{ days: 1, storageClass: "REDUCED_REDUNDANCY" as "GLACIER" }], reason: "x" },
      },
      "documents.storage",
    ],
    ["EN-162", { smallObjects: true, storage: "intelligent-tiering" }, "is S3 Standard for small objects"],
    ["M-34", { archiveTiers: { archiveAfterDays: 89 } }, "archiveAfterDays: is 90 to 730 days"],
    ["M-34", { archiveTiers: { deepArchiveAfterDays: 179 } }, "deepArchiveAfterDays: is 180 to 730 days"],
    ["M-34", { archiveTiers: {} }, "archiveTiers: names a tier"],
    [
      "M-34",
      { archiveTiers: { archiveAfterDays: 200, deepArchiveAfterDays: 200 } },
      "comes after the first tier",
    ],
    [
      "M-34",
      { smallObjects: true, archiveTiers: { archiveAfterDays: 90 } },
      "are tiers of Intelligent-Tiering",
    ],
    ["EN-139", { dataClass: "public.temporary", expirationDays: 9 }, "expirationDays: is 3 by the class"],
  ])("%s: a bucket is refused with %j", (_row, change, message) => {
    expect(problemsOf(ORGANIZATION, withBuckets({ documents: change })).join("\n")).toContain(message);
  });

  test.each<[string, Partial<BucketConfig>]>([
    ["EN-161", moves("STANDARD_IA", 30, { reason: "read once a month by the closing of accounts" })],
    ["EN-164", { ...moves("GLACIER_IR", 30), expirationDays: 120 }],
    ["EN-165", moves("ONEZONE_IA", 30, { recreatable: true })],
    ["M-34", { archiveTiers: { archiveAfterDays: 90 } }],
  ])("%s: a bucket takes %j", (_row, change) => {
    expect(problemsOf(ORGANIZATION, withBuckets({ documents: change }))).toEqual([]);
  });
});

function withBuckets(changes: Readonly<Record<string, Partial<BucketConfig>>>) {
  return inData("dev", (data) => ({
    ...data,
    buckets: Object.fromEntries(
      Object.entries(data.buckets).map(([key, bucket]) => [key, { ...bucket, ...changes[key] }]),
    ),
  }));
}

function moves(
  storageClass: "STANDARD_IA" | "ONEZONE_IA" | "GLACIER" | "GLACIER_IR",
  days: number,
  further: { reason?: string; smallObjects?: boolean; recreatable?: boolean } = {},
): Partial<BucketConfig> {
  return { storage: { transitions: [{ days, storageClass }], reason: "known", ...further } };
}
