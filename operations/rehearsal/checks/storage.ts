import type { Check, Checks } from "./check";
import { providerDocs } from "./check";
import { blocksOf, isSet } from "./paths";
import { policyFault } from "./policies";
import { between, conflicts, count, json, known, length, oneOf, rule, shaped } from "./rules";

const NAMES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";
const LIFECYCLE = providerDocs("aws_s3_bucket_lifecycle_configuration");
const TIERING = providerDocs("aws_s3_bucket_intelligent_tiering_configuration");
const CLASSES = ["GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE", "GLACIER_IR"];

const BUCKET_NAME: readonly Check[] = [
  length("bucket", 3, 63, NAMES),
  shaped(
    "bucket",
    /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    "must be lower-case letters, digits, dots and hyphens, ending in a letter or digit",
    NAMES,
  ),
  shaped(
    "bucket",
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(\.\.|-s3alias$|--ol-s3$|--x-s3$|--table-s3$|\.mrap$))(?!\d+\.\d+\.\d+\.\d+$)/,
    "must not have a reserved beginning or ending, two dots in a row or the form of an address",
    NAMES,
  ),
];

function expiresAfterMoves(transition: string, expiration: string, days: string): Check {
  return rule(
    `${expiration} must come after every ${transition}`,
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
    (lifecycle) => {
      const [end] = blocksOf(lifecycle, expiration).map((item) => known(item, days));
      const late = blocksOf(lifecycle, transition)
        .map((item) => known(item, days))
        .find((move) => move !== undefined && end !== undefined && Number(move) >= Number(end));
      return late === undefined ? undefined : `${late} and ${String(end)} days`;
    },
    "rule",
  );
}

/** Buckets, file systems and backups. */
export const STORAGE: Checks = {
  aws_s3_bucket: [
    ...BUCKET_NAME,
    length("bucket_prefix", 1, 37, providerDocs("aws_s3_bucket")),
    conflicts(["bucket", "bucket_prefix"], providerDocs("aws_s3_bucket")),
  ],
  aws_s3_bucket_policy: [
    json("policy", providerDocs("aws_s3_bucket_policy"), (parsed) => policyFault(parsed, "resource")),
  ],
  aws_s3_bucket_versioning: [
    oneOf(
      "versioning_configuration.status",
      ["Enabled", "Suspended", "Disabled"],
      providerDocs("aws_s3_bucket_versioning"),
    ),
    oneOf(
      "versioning_configuration.mfa_delete",
      ["Enabled", "Disabled"],
      providerDocs("aws_s3_bucket_versioning"),
    ),
  ],
  aws_s3_bucket_server_side_encryption_configuration: [
    oneOf(
      "rule.apply_server_side_encryption_by_default.sse_algorithm",
      ["AES256", "aws:kms", "aws:kms:dsse"],
      providerDocs("aws_s3_bucket_server_side_encryption_configuration"),
    ),
    rule(
      "kms_master_key_id only goes with a KMS algorithm",
      providerDocs("aws_s3_bucket_server_side_encryption_configuration"),
      (encryption) =>
        isSet(encryption["kms_master_key_id"]) && known(encryption, "sse_algorithm") === "AES256"
          ? "AES256 with a key"
          : undefined,
      "rule.apply_server_side_encryption_by_default",
    ),
  ],
  aws_s3_bucket_ownership_controls: [
    oneOf(
      "rule.object_ownership",
      ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"],
      providerDocs("aws_s3_bucket_ownership_controls"),
    ),
  ],
  aws_s3_bucket_intelligent_tiering_configuration: [
    count("tiering", 1, 2, TIERING),
    oneOf("tiering.access_tier", ["ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"], TIERING),
    rule(
      "archive access begins after 90 to 730 days, deep archive access after 180 to 730",
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html",
      (tiering) => {
        const days = Number(known(tiering, "days") ?? 180);
        const least = tiering["access_tier"] === "DEEP_ARCHIVE_ACCESS" ? 180 : 90;
        return days < least || days > 730 ? String(days) : undefined;
      },
      "tiering",
    ),
  ],
  aws_s3_bucket_lifecycle_configuration: [
    oneOf("rule.status", ["Enabled", "Disabled"], LIFECYCLE),
    length("rule.id", 1, 255, LIFECYCLE),
    oneOf("rule.transition.storage_class", CLASSES, LIFECYCLE),
    oneOf("rule.noncurrent_version_transition.storage_class", CLASSES, LIFECYCLE),
    rule(
      "STANDARD_IA and ONEZONE_IA take objects after 30 days at the earliest",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
      (transition) => {
        const days = known(transition, "days");
        const storage = known(transition, "storage_class");
        return days !== undefined &&
          Number(days) < 30 &&
          (storage === "STANDARD_IA" || storage === "ONEZONE_IA")
          ? `${storage} after ${days}`
          : undefined;
      },
      "rule.transition",
    ),
    rule(
      "STANDARD_IA and ONEZONE_IA take versions that have not been current for 30 days at the earliest",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
      (transition) => {
        const days = known(transition, "noncurrent_days");
        const storage = known(transition, "storage_class");
        return days !== undefined &&
          Number(days) < 30 &&
          (storage === "STANDARD_IA" || storage === "ONEZONE_IA")
          ? `${storage} after ${days}`
          : undefined;
      },
      "rule.noncurrent_version_transition",
    ),
    expiresAfterMoves("transition", "expiration", "days"),
    expiresAfterMoves("noncurrent_version_transition", "noncurrent_version_expiration", "noncurrent_days"),
    rule(
      "rules must have ids of their own",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
      (config) => {
        const ids = blocksOf(config, "rule").map((item) => known(item, "id"));
        const twice = ids.find((id, index) => id !== undefined && ids.indexOf(id) !== index);
        return twice;
      },
    ),
    rule(
      "a rule needs an action",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
      (lifecycle) => {
        const actions = [
          "abort_incomplete_multipart_upload",
          "expiration",
          "noncurrent_version_expiration",
          "noncurrent_version_transition",
          "transition",
        ];
        return actions.some((action) => isSet(lifecycle[action]))
          ? undefined
          : `none in ${known(lifecycle, "id") ?? "a rule"}`;
      },
      "rule",
    ),
  ],
  aws_s3_bucket_cors_configuration: [
    oneOf(
      "cors_rule.allowed_methods",
      ["GET", "PUT", "POST", "DELETE", "HEAD"],
      providerDocs("aws_s3_bucket_cors_configuration"),
    ),
    ...["cors_rule.allowed_origins", "cors_rule.allowed_headers"].map((path) =>
      shaped(
        path,
        /^[^*]*\*?[^*]*$/,
        "must have at most one star each",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
      ),
    ),
    count("cors_rule", 1, 100, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html"),
  ],
  aws_efs_file_system: [
    oneOf("performance_mode", ["generalPurpose", "maxIO"], providerDocs("aws_efs_file_system")),
    oneOf("throughput_mode", ["bursting", "provisioned", "elastic"], providerDocs("aws_efs_file_system")),
    oneOf(
      "lifecycle_policy.transition_to_ia",
      [
        "AFTER_1_DAY",
        "AFTER_7_DAYS",
        "AFTER_14_DAYS",
        "AFTER_30_DAYS",
        "AFTER_60_DAYS",
        "AFTER_90_DAYS",
        "AFTER_180_DAYS",
        "AFTER_270_DAYS",
        "AFTER_365_DAYS",
      ],
      providerDocs("aws_efs_file_system"),
    ),
  ],
  aws_efs_backup_policy: [
    oneOf("backup_policy.status", ["ENABLED", "DISABLED"], providerDocs("aws_efs_backup_policy")),
  ],
  aws_backup_vault: [
    shaped(
      "name",
      /^[A-Za-z0-9_-]{2,50}$/,
      "must be 2 to 50 letters, digits, hyphens and underscores",
      providerDocs("aws_backup_vault"),
    ),
  ],
  aws_backup_plan: [
    between(
      "rule.start_window",
      60,
      52_560_000,
      "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html",
    ),
  ],
};
