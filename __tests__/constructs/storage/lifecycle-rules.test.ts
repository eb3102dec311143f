import type { LifecycleRule } from "../../../constructs/storage/lifecycle-rules";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (...lifecycle: readonly LifecycleRule[]) =>
  synthesizeStack(
    (stack) => new PrivateBucket(stack, "media", { bucketName: "openwan-media", lifecycle }),
  ).one("aws_s3_bucket_lifecycle_configuration", "media_lifecycle")["rule"];

const OWN_RULE = {
  id: "abandoned-uploads",
  status: "Enabled",
  filter: [{}],
  abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
};

describe("a bucket's lifecycle", () => {
  test("OW-129, OW-130: moves and deletes versions that are no longer current", () => {
    expect(
      synthesize({
        id: "TransitionOldVersions",
        noncurrentTransitions: [{ days: 30, storageClass: "GLACIER" }],
        noncurrentExpirationDays: 90,
      }),
    ).toEqual([
      OWN_RULE,
      {
        id: "TransitionOldVersions",
        status: "Enabled",
        filter: [{}],
        noncurrent_version_transition: [{ noncurrent_days: 30, storage_class: "GLACIER" }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      },
    ]);
  });

  test("OW-131: takes a rule of its own for abandoned uploads instead of every bucket's", () => {
    expect(synthesize({ id: "DeleteIncompleteUploads", abortUploadsAfterDays: 7 })).toEqual([
      { ...OWN_RULE, id: "DeleteIncompleteUploads" },
    ]);
  });

  test("keeps every bucket's rule beside one for the uploads under a prefix", () => {
    expect(synthesize({ id: "drafts", prefix: "drafts/", abortUploadsAfterDays: 1 })).toEqual([
      OWN_RULE,
      {
        id: "drafts",
        status: "Enabled",
        filter: [{ prefix: "drafts/" }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
    ]);
  });

  test("OW-132: moves current objects under a prefix by age", () => {
    expect(
      synthesize({
        id: "TransitionPreviewToIA",
        prefix: "preview/",
        transitions: [{ days: 90, storageClass: "STANDARD_IA" }],
      }),
    ).toEqual([
      OWN_RULE,
      {
        id: "TransitionPreviewToIA",
        status: "Enabled",
        filter: [{ prefix: "preview/" }],
        transition: [{ days: 90, storage_class: "STANDARD_IA" }],
      },
    ]);
  });

  test.each<[string, readonly LifecycleRule[]]>([
    [
      "from warm to cold, a month apart, then deletes",
      [
        {
          id: "cool",
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 60, storageClass: "GLACIER" },
          ],
          expirationDays: 61,
        },
      ],
    ],
    ["to Glacier on the first day", [{ id: "cool", transitions: [{ days: 0, storageClass: "GLACIER" }] }]],
    [
      "under a prefix before another rule deletes everything",
      [
        { id: "cool", prefix: "a/", transitions: [{ days: 30, storageClass: "GLACIER" }] },
        { id: "delete", expirationDays: 31 },
      ],
    ],
    [
      "late where another prefix is deleted early",
      [
        { id: "cool", prefix: "a/", transitions: [{ days: 30, storageClass: "GLACIER" }] },
        { id: "delete", prefix: "b/", expirationDays: 1 },
      ],
    ],
  ])("moves %s", (_case, rules) => {
    expect(() => synthesize(...rules)).not.toThrow();
  });

  test.each<[string, readonly LifecycleRule[], string]>([
    [
      "expires before it moves",
      [{ id: "cool", transitions: [{ days: 90, storageClass: "GLACIER" }], expirationDays: 90 }],
      "lifecycle.cool.transitions.GLACIER: moves before what it moves is deleted, after 90 days, got 90; delete after 91 days",
    ],
    [
      "deletes old versions before it moves them",
      [
        {
          id: "cool",
          noncurrentTransitions: [{ days: 30, storageClass: "GLACIER" }],
          noncurrentExpirationDays: 7,
        },
      ],
      "lifecycle.cool.noncurrentTransitions.GLACIER: moves before what it moves is deleted, after 7 days, got 30",
    ],
    [
      "has another rule that deletes the objects before they move",
      [
        { id: "cool", prefix: "a/", transitions: [{ days: 90, storageClass: "GLACIER" }] },
        { id: "delete", expirationDays: 30 },
      ],
      "lifecycle.cool.GLACIER: moves before delete deletes the same objects, after 30 days, got 90",
    ],
    [
      "moves to infrequent access within a month",
      [{ id: "cool", transitions: [{ days: 29, storageClass: "STANDARD_IA" }] }],
      "transitions.STANDARD_IA: is a whole number of days from 30, got 29",
    ],
    [
      "moves old versions to infrequent access within a month",
      [{ id: "cool", noncurrentTransitions: [{ days: 29, storageClass: "ONEZONE_IA" }] }],
      "noncurrentTransitions.ONEZONE_IA: is a whole number of days from 30, got 29",
    ],
    [
      "leaves infrequent access within a month",
      [
        {
          id: "cool",
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 59, storageClass: "GLACIER" },
          ],
        },
      ],
      "comes at least 30 days after the move to STANDARD_IA, got 59; choose 60 or more",
    ],
    [
      "moves from cold to warm",
      [
        {
          id: "cool",
          transitions: [
            { days: 0, storageClass: "GLACIER" },
            { days: 90, storageClass: "STANDARD_IA" },
          ],
        },
      ],
      "GLACIER leads to DEEP_ARCHIVE, got STANDARD_IA; order the moves from warm to cold",
    ],
    [
      "has two rules of one name",
      [
        { id: "old", expirationDays: 1 },
        { id: "old", prefix: "a/", expirationDays: 2 },
      ],
      "the id of a rule has 1 to 255 characters, each id once, got old; rename the rule",
    ],
    [
      "has a rule named like every bucket's",
      [{ id: "abandoned-uploads", expirationDays: 1 }],
      "each id once, got abandoned-uploads",
    ],
    ["has a rule without an action", [{ id: "idle" }], "lifecycle.idle: does something, got no action"],
    [
      "expires after no days",
      [{ id: "now", expirationDays: 0 }],
      "lifecycle.now.expirationDays: is a whole number of days from 1, got 0",
    ],
  ])("is refused when it %s", (_case, rules, refusal) => {
    expect(refusalOf(() => synthesize(...rules))).toContain(refusal);
  });
});
