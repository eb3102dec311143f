import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import dynalite from "dynalite";
import S3rver from "s3rver";
import { listenOnLoopback } from "../../../operations/embedded/loopback";

const TABLE = "items";
const BUCKET = "images";
const KNOWN = {
  region: "ap-northeast-1",
  // The key that s3rver knows; dynalite takes any.
  credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
};

/** A table and a bucket on this machine, as the content layer makes them, with clients for both. */
export interface EmbeddedContent {
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly where: { readonly itemsTable: string; readonly imageBucket: string };
  readonly putItem: (item: Readonly<Record<string, string>>) => Promise<void>;
  readonly putImage: (key: string, contentType: string, body: Buffer) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts DynamoDB and S3 with an empty table, whose key is `id`, and an empty bucket. */
export async function startEmbeddedContent(): Promise<EmbeddedContent> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "strata-images-"));
  const store = new S3rver({ directory, silent: true, vhostBuckets: false });
  const objects = await listenOnLoopback(http.createServer(store.callback()));
  const tables = await listenOnLoopback(dynalite({ createTableMs: 0, deleteTableMs: 0 }));
  const dynamodb = new DynamoDBClient({ ...KNOWN, endpoint: tables.url });
  const s3 = new S3Client({
    ...KNOWN,
    endpoint: objects.url,
    forcePathStyle: true,
    // s3rver does not decode the checksums that the client would send after the body.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });

  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    }),
  );
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    dynamodb,
    s3,
    where: { itemsTable: TABLE, imageBucket: BUCKET },
    putItem: async (item) => {
      const attributes = Object.entries(item).map(([name, S]) => [name, { S }]);
      await dynamodb.send(
        new PutItemCommand({
          TableName: TABLE,
          Item: Object.fromEntries(attributes) as Record<string, { S: string }>,
        }),
      );
    },
    putImage: async (Key, ContentType, Body) => {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, ContentType, Body }));
    },
    close: async () => {
      dynamodb.destroy();
      s3.destroy();
      await tables.close();
      await objects.close();
      store.logger.close();
      fs.rmSync(directory, { recursive: true, force: true });
    },
  };
}
