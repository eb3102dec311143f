import type { Readable } from "node:stream";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";

const PAGE_SIZE = 50;

/** A thing that the page shows. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** Some of the items. */
export interface ItemPage {
  /** The items. */
  readonly items: readonly Item[];
  /** Id after which the next page begins; absent on the last page. */
  readonly next?: string;
}

/** An image as it is sent on. */
export interface Image {
  /** The bytes. */
  readonly body: Readable;
  /** Media type that it was uploaded with. */
  readonly contentType: string;
  /** Number of bytes, if S3 says. */
  readonly contentLength: number | undefined;
}

/** Reads what the page shows. */
export class Content {
  private readonly documents: DynamoDBDocumentClient;

  public constructor(
    dynamodb: DynamoDBClient,
    private readonly s3: S3Client,
    private readonly where: { readonly itemsTable: string; readonly imageBucket: string },
  ) {
    this.documents = DynamoDBDocumentClient.from(dynamodb);
  }

  /** A page of the items, from the first or after the given id. */
  public async items(after?: string): Promise<ItemPage> {
    const { Items = [], LastEvaluatedKey } = await this.documents.send(
      new ScanCommand({
        TableName: this.where.itemsTable,
        Limit: PAGE_SIZE,
        ...(after === undefined ? {} : { ExclusiveStartKey: { id: after } }),
      }),
    );
    return {
      items: Items as Item[],
      ...(LastEvaluatedKey ? { next: String(LastEvaluatedKey["id"]) } : {}),
    };
  }

  /** The item of an id, if there is one. */
  public async item(id: string): Promise<Item | undefined> {
    const { Item: item } = await this.documents.send(
      new GetCommand({ TableName: this.where.itemsTable, Key: { id } }),
    );
    return item as Item | undefined;
  }

  /** The image of a key, if there is one; anything that is no image counts as absent. */
  public async image(key: string): Promise<Image | undefined> {
    try {
      const { Body, ContentType, ContentLength } = await this.s3.send(
        new GetObjectCommand({ Bucket: this.where.imageBucket, Key: key }),
      );
      const body = Body as Readable;
      if (!ContentType?.startsWith("image/")) {
        body.destroy();
        return undefined;
      }
      return { body, contentType: ContentType, contentLength: ContentLength };
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }
}
