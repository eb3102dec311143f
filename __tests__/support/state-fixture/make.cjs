// What the fixture's state stack runs to make a part of the remote state in the embedded servers, as the provider
// would in AWS: `node make.cjs bucket|table <name>`. What exists is refused in AWS's words.
// With HOLD=bucket it stops after the bucket is made and before Terraform hears of it.
"use strict";
const { writeFileSync } = require("node:fs");

const [, , kind, name] = process.argv;
const headers = {
  authorization: "AWS4-HMAC-SHA256 Credential=S3RVER/0/0/x/aws4_request, SignedHeaders=host, Signature=0",
  "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d+/g, ""),
  "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
};
const dynamodb = (operation, input) =>
  fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
    },
    body: JSON.stringify({ TableName: name, ...input }),
  });
const s3 = (method) => fetch(`${process.env.AWS_ENDPOINT_URL}/${name}`, { method, headers });

const MAKERS = {
  bucket: async () =>
    (await s3("GET")).ok ? refuse("BucketAlreadyOwnedByYou: the bucket exists") : (await s3("PUT")).ok,
  table: async () =>
    (await dynamodb("DescribeTable", {})).ok
      ? refuse(`ResourceInUseException: Table already exists: ${name}`)
      : (
          await dynamodb("CreateTable", {
            AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
            KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
            BillingMode: "PAY_PER_REQUEST",
          })
        ).ok,
};

function refuse(message) {
  console.error(message);
  return false;
}

MAKERS[kind]().then((made) => {
  if (made && process.env.HOLD === kind) {
    writeFileSync(process.env.HELD, "");
    setTimeout(() => undefined, 60_000);
  } else {
    process.exitCode = made ? 0 : 1;
  }
});
