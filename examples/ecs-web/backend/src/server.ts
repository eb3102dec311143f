import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { createApp } from "./app";
import { Content } from "./content";
import { readSettings } from "./settings";

const { port, allowedOrigin, ...where } = readSettings(process.env);
const server = createApp({
  content: new Content(new DynamoDBClient(), new S3Client(), where),
  allowedOrigin,
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
server.listen(port);

// ECS asks with SIGTERM and kills half a minute later; requests under way are answered in between.
process.once("SIGTERM", () => {
  server.close();
  server.closeIdleConnections();
});
