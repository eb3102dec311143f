import type { App } from "cdktf";
import type { BucketRef } from "../constructs/storage/bucket-policy";
import { PrivateBucket, type PrivateBucketProps } from "../constructs/storage/private-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A bucket of the layer. Whether it may be deleted with its objects follows from the environment's protection. */
export type StoredBucket = Pick<
  PrivateBucketProps,
  "bucketName" | "kmsKeyArn" | "versioned" | "lifecycle" | "cors" | "policyIn"
>;

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

    const refs = Object.entries<StoredBucket>(buckets).map(([key, bucket]) => {
      const { ref } = new PrivateBucket(this, key, { removal, ...bucket });
      this.publish(`${key.replaceAll("-", "_")}_bucket`, ref.name, `Name of the bucket ${key}`);
      return [key, ref] as const;
    });
    this.exports = Object.fromEntries(refs) as StorageExports<Bucket>;
  }
}
