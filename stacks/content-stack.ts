import type { App } from "cdktf";
import {
  DynamodbTable,
  type TableKey,
  type TableRecovery,
  type TableRef,
} from "../constructs/database/dynamodb-table";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Days for which an image that was overwritten or deleted can be brought back. */
const OLD_IMAGE_DAYS = 30;

/** Values of a {@link ContentStack}. */
export interface ContentStackProps extends PlatformStackProps {
  /** The attribute by which items are found. A change replaces the table. */
  readonly itemKey: TableKey;
  /** How far back every moment of the items can be restored. */
  readonly recovery: TableRecovery;
  /**
   * Name of the table of items. A change replaces it.
   *
   * @default - `<system>-<environment>-items`
   */
  readonly tableName?: string | undefined;
  /**
   * Name of the bucket of images. A change replaces it.
   *
   * @default - `<system>-<environment>-images-<account>`
   */
  readonly imageBucketName?: string | undefined;
}

/** What other layers learn of the content. */
export interface ContentExports {
  /** The table of items. */
  readonly items: TableRef;
  /** The bucket of images. */
  readonly images: { readonly name: string; readonly arn: string };
}

/**
 * The content layer: a table of items and a bucket of images, which nothing reaches but a service with permission.
 *
 * Outputs: `items_table`, `image_bucket`.
 */
export class ContentStack extends PlatformStack {
  /** What other layers learn of the content. */
  public readonly exports: ContentExports;

  public constructor(scope: App, props: ContentStackProps) {
    super(scope, "content", props);
    const { environment, itemKey, recovery } = props;
    const { system, name, account, protection } = environment;
    const { tableName = `${system}-${name}-items` } = props;
    const { imageBucketName = `${system}-${name}-images-${account}` } = props;

    const items = new DynamodbTable(this, "items", {
      tableName,
      partitionKey: itemKey,
      recovery,
      protection,
    });
    const { bucket: images } = new PrivateBucket(this, "images", {
      bucketName: imageBucketName,
      removal: protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
      lifecycle: [{ id: "old-images", noncurrentExpirationDays: OLD_IMAGE_DAYS }],
    });

    this.exports = { items: items.ref, images: { name: images.id, arn: images.arn } };
    this.publish("items_table", items.name, "Name of the table that the items lie in");
    this.publish("image_bucket", images.id, "Name of the bucket that images are uploaded to");
  }
}
