import {
  type StorageChoice,
  storageLifecycle,
  storageProblems,
} from "../../../constructs/storage/storage-choice";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

type Own = Exclude<StorageChoice, string>;
const own = (storageClass: Own["transitions"][number]["storageClass"], more: Partial<Own> = {}): Own => ({
  transitions: [{ days: 30, storageClass }],
  reason: "read in the first month alone",
  ...more,
});
const rulesBroken = (choice: StorageChoice, expirationDays?: number): readonly string[] =>
  storageProblems(choice, expirationDays, "bucket.storage").map(({ path, rule }) => `${path}: ${rule}`);

describe("the storage of a bucket", () => {
  test("EN-160: Intelligent-Tiering from the first day is the first choice", () => {
    expect(storageLifecycle("intelligent-tiering")).toEqual([
      { id: "storage", transitions: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] },
    ]);
    expect(rulesBroken("intelligent-tiering", 1)).toEqual([]);
  });

  test("EN-162, EN-168: S3 Standard has no moves", () => {
    expect(storageLifecycle("standard")).toEqual([]);
  });

  test("EN-161: moves of one's own have a reason", () => {
    expect(rulesBroken(own("GLACIER", { reason: " " }))).toEqual([
      "bucket.storage.reason: moves of one's own have a reason",
    ]);
    expect(rulesBroken(own("GLACIER"))).toEqual([]);
  });

  test.each([
    ["STANDARD_IA", 60],
    ["GLACIER_IR", 120],
    ["GLACIER", 120],
    ["DEEP_ARCHIVE", 210],
  ] as const)(
    "EN-164: after a move to %s on day 30, deletion comes on day %i at the earliest",
    (storageClass, day) => {
      expect(rulesBroken(own(storageClass), day)).toEqual([]);
      expect(rulesBroken(own(storageClass), day - 1)).toEqual([
        `bucket.storage.transitions.${storageClass}: bills an object for ${day - 30} days at least`,
      ]);
    },
  );

  test("EN-165: one zone keeps what can be made again, and nothing else", () => {
    expect(rulesBroken(own("ONEZONE_IA"))).toEqual([
      "bucket.storage.transitions.ONEZONE_IA: is lost with its zone",
    ]);
    expect(rulesBroken(own("ONEZONE_IA", { recreatable: true }))).toEqual([]);
  });

  test("EN-163: small objects do not go to an archive", () => {
    expect(rulesBroken(own("GLACIER", { smallObjects: true }))).toEqual([
      "bucket.storage.transitions.GLACIER: keeps 40 KB of its own beside each object",
    ]);
    expect(rulesBroken(own("STANDARD_IA", { smallObjects: true }))).toEqual([]);
  });
});

describe("a bucket's encryption in two layers", () => {
  test("EN-135: needs a key of KMS", () => {
    expect(
      refusalOf(() =>
        synthesizeStack((stack) => {
          new PrivateBucket(stack, "data", { bucketName: "example-data", encryptionLayers: "two" });
        }),
      ),
    ).toBe(
      "unit-test/data.encryptionLayers: two layers need a key of KMS, got two; " +
        "give kmsKeyArn, or leave encryptionLayers out",
    );
  });
});

test("a rule of a tag and a prefix names both", () => {
  const workspace = synthesizeStack((stack) => {
    new PrivateBucket(stack, "data", {
      bucketName: "example-data",
      lifecycle: [{ id: "done", prefix: "in/", tag: { key: "Done", value: "yes" }, expirationDays: 1 }],
    });
  });

  expect(workspace.one("aws_s3_bucket_lifecycle_configuration", "data_lifecycle")["rule"]).toContainEqual({
    id: "done",
    status: "Enabled",
    filter: [{ and: [{ prefix: "in/", tags: { Done: "yes" } }] }],
    expiration: [{ days: 1 }],
  });
});
