import type { App } from "cdktf";
import { acknowledge } from "../constructs/core/acknowledgement";
import type { DataClass } from "../constructs/governance/classification";
import { classify, type Classifying } from "../constructs/governance/classify";
import { UploadScan } from "../constructs/governance/upload-scan";
import { ArchiveTiers, type ArchiveTiersConfig } from "../constructs/storage/archive-tiers";
import type { BucketRef } from "../constructs/storage/bucket-policy";
import { PrivateBucket, type PrivateBucketProps } from "../constructs/storage/private-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A bucket of the layer. Whether it may be deleted with its objects follows from the environment's protection. */
export interface StoredBucket
  extends
    Pick<
      PrivateBucketProps,
      "bucketName" | "kmsKeyArn" | "encryptionLayers" | "versioned" | "lifecycle" | "cors" | "policyIn"
    >,
    Classifying {
  /**
   * Class of the objects, whose tags the bucket carries.
   *
   * @default - none is named
   */
  readonly dataClass?: DataClass;
  /**
   * When objects in Intelligent-Tiering that nobody reads go to its archive tiers.
   *
   * @default - never
   */
  readonly archiveTiers?: ArchiveTiersConfig;
  /**
   * Whether GuardDuty scans what is uploaded for malware.
   *
   * @default "unscanned"
   */
  readonly uploads?: "scanned" | "unscanned";
}

/** Values of a {@link StorageStack}. */
export interface StorageStackProps<Bucket extends string> extends PlatformStackProps {
  /** The buckets. The key is part of addresses and of the names of outputs: keep it. */
  readonly buckets: Readonly<Record<Bucket, StoredBucket>>;
}

/** What other layers learn of the buckets, by key. */
export type StorageExports<Bucket extends string> = Readonly<Record<Bucket, BucketRef>>;

/**
 * The storage layer: buckets for what a system's users keep. Nobody plans them when a reader changes; of a bucket that
 * a distribution reads, the policy stands in the distribution's layer (docs/adr/053-bucket-policy-beside-its-reader.md).
 *
 * Where the environment is protected, Terraform refuses to destroy the buckets.
 *
 * Outputs: `<key>_bucket`.
 */
export class StorageStack<Bucket extends string = string> extends PlatformStack {
  /** What other layers learn of the buckets, by key. */
  public readonly exports: StorageExports<Bucket>;

  /** @throws ProblemsError with what S3 would refuse about a bucket */
  public constructor(scope: App, props: StorageStackProps<Bucket>) {
    super(scope, "storage", props);
    const { environment, buckets } = props;
    const removal = environment.protection === "protected" ? "retain" : "empty-and-delete";

    const refs = Object.entries<StoredBucket>(buckets).map(([key, stored]) => {
      const { dataClass, notBackedUpBecause, archiveTiers, uploads = "unscanned", ...bucket } = stored;
      const made = new PrivateBucket(this, key, { removal, ...bucket });
      const { ref } = made;
      if (dataClass !== undefined) {
        classify(made, dataClass, notBackedUpBecause === undefined ? {} : { notBackedUpBecause });
      }
      if (bucket.versioned === false && environment.protection === "protected") {
        acknowledge(made, "S3-004", {
          reason: "what it holds is gone within days, and is somewhere else too",
        });
      }
      if (archiveTiers) {
        new ArchiveTiers(made, "archive", { ...archiveTiers, bucketName: ref.name });
      }
      if (uploads === "scanned") {
        new UploadScan(made, "scan", {
          name: bucket.bucketName,
          account: environment.account,
          region: environment.region,
          bucket: ref,
          kmsKeyArn: bucket.kmsKeyArn,
        });
      }
      this.publish(`${key.replaceAll("-", "_")}_bucket`, ref.name, `Name of the bucket ${key}`);
      return [key, ref] as const;
    });
    this.exports = Object.fromEntries(refs) as StorageExports<Bucket>;
  }
}
