import { Aspects } from "cdktf";
import { Construct } from "constructs";
import { DynamodbTable } from "../../../constructs/database/dynamodb-table";
import {
  classifiedBucket,
  classifiedDatabase,
  classifiedQueue,
  classifiedTable,
} from "../../../constructs/governance/classified-storage";
import type { DataClass } from "../../../constructs/governance/classification";
import { classify } from "../../../constructs/governance/classify";
import { DataNamesItsClass } from "../../../constructs/governance/data-names-its-class";
import { Queue } from "../../../constructs/messaging/queue";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/internal";

const bucketOf = (
  dataClass: DataClass,
  values: Partial<Parameters<typeof classifiedBucket>[1]> = {},
): Workspace =>
  synthesizeStack((stack) => {
    const bucket = new PrivateBucket(stack, "data", {
      bucketName: "example-data",
      ...classifiedBucket(dataClass, { keyArn: KEY, protection: "protected", ...values }, "data"),
    });
    classify(bucket, dataClass);
  });

const rulesOf = (workspace: Workspace): readonly unknown[] =>
  workspace.one("aws_s3_bucket_lifecycle_configuration", "data_lifecycle")["rule"] as readonly unknown[];

const UPLOADS = {
  id: "abandoned-uploads",
  status: "Enabled",
  filter: [{}],
  abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
};
const TIERING = {
  id: "storage",
  status: "Enabled",
  filter: [{}],
  transition: [{ days: 0, storage_class: "INTELLIGENT_TIERING" }],
};
const OLD_VERSIONS = {
  id: "old-versions",
  status: "Enabled",
  filter: [{}],
  noncurrent_version_expiration: [{ noncurrent_days: 30 }],
};

describe("a bucket of a class", () => {
  test("EN-115, EN-130, EN-135, EN-138, EN-160: internal data has tags, a key, tiers and a lifecycle", () => {
    const workspace = bucketOf("internal");

    expect(workspace.one("aws_s3_bucket", "data_bucket")).toEqual({
      bucket: "example-data",
      lifecycle: { prevent_destroy: true },
      tags: { Confidentiality: "internal", DataClass: "internal", Backup: "daily" },
    });
    expect(
      workspace.one("aws_s3_bucket_server_side_encryption_configuration", "data_encryption")["rule"],
    ).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ]);
    expect(rulesOf(workspace)).toEqual([UPLOADS, TIERING, OLD_VERSIONS]);
  });

  test("C-08: public data is encrypted with S3's own key, whichever key is at hand", () => {
    const workspace = bucketOf("public");

    expect(
      workspace.one("aws_s3_bucket_server_side_encryption_configuration", "data_encryption")["rule"],
    ).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  });

  test("EN-119, EN-139: temporary data is gone after three days, without versions and without backups", () => {
    const workspace = bucketOf("public.temporary");

    expect(rulesOf(workspace)).toEqual([
      UPLOADS,
      { id: "expire", status: "Enabled", filter: [{}], expiration: [{ days: 3 }] },
    ]);
    expect(workspace.one("aws_s3_bucket_versioning", "data_versioning")["versioning_configuration"]).toEqual({
      status: "Suspended",
    });
    expect(workspace.one("aws_s3_bucket", "data_bucket")["tags"]).toEqual({
      Confidentiality: "public",
      DataClass: "temporary",
      Backup: "none",
    });
  });

  test("EN-140, M-14: personal data is erased the day after its tag says that the purpose is fulfilled", () => {
    expect(rulesOf(bucketOf("personal"))).toEqual([
      UPLOADS,
      TIERING,
      OLD_VERSIONS,
      {
        id: "purpose-fulfilled",
        status: "Enabled",
        filter: [{ tag: [{ key: "Purpose", value: "fulfilled" }] }],
        expiration: [{ days: 1 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      },
    ]);
  });

  test("EN-135: two layers of encryption where the industry demands them", () => {
    const workspace = bucketOf("confidential", { encryptionLayers: "two" });

    expect(
      workspace.one("aws_s3_bucket_server_side_encryption_configuration", "data_encryption")["rule"],
    ).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms:dsse", kms_master_key_id: KEY } },
    ]);
  });

  test("EN-162, EN-168: small objects and web content stay in S3 Standard", () => {
    expect(rulesOf(bucketOf("internal", { storage: "standard" }))).toEqual([UPLOADS, OLD_VERSIONS]);
  });

  test("EN-130: a class with a key is refused without it, and public data is not", () => {
    expect(
      refusalOf(() => classifiedBucket("personal", { keyArn: undefined, protection: "protected" }, "data")),
    ).toBe(
      "data.keyArn: data of the class personal is encrypted with the key of its class, got nothing; " +
        "pass the key that the account has for the class",
    );
    expect(
      classifiedBucket("public", { keyArn: undefined, protection: "protected" }, "data").kmsKeyArn,
    ).toBeUndefined();
  });
});

describe("other holders of data", () => {
  test("EN-130, EN-136: tables, queues and databases take the key of the class", () => {
    expect(classifiedTable("personal", { keyArn: KEY, protection: "protected" }, "t")).toEqual({
      protection: "protected",
      encryption: { kmsKeyArn: KEY },
    });
    expect(classifiedQueue("internal", { keyArn: KEY, dataKeyReuseSeconds: 300 }, "q")).toEqual({
      encryption: { kmsKeyId: KEY, dataKeyReuseSeconds: 300 },
    });
    expect(classifiedDatabase("personal", { keyArn: KEY }, "d")).toEqual({
      kmsKeyArn: KEY,
      rotatesMasterPassword: true,
    });
  });

  test("C-08, C-11: public data takes AWS's own keys and rotates nothing", () => {
    expect(classifiedTable("public", { keyArn: KEY, protection: "disposable" }, "t")).toEqual({
      protection: "disposable",
      encryption: "dynamodb",
    });
    expect(classifiedQueue("public", { keyArn: KEY, dataKeyReuseSeconds: 300 }, "q")).toEqual({});
    expect(classifiedDatabase("public", { keyArn: KEY }, "d")).toEqual({ rotatesMasterPassword: false });
  });

  test("EN-115: everything below a construct that holds data gets the tags", () => {
    const workspace = synthesizeStack((stack) => {
      const part = new Construct(stack, "part");
      new DynamodbTable(part, "customers", {
        tableName: "customers",
        partitionKey: { name: "id", type: "string" },
        ...classifiedTable("personal", { keyArn: KEY, protection: "protected" }, "customers"),
      });
      new Queue(part, "jobs", {
        queueName: "jobs",
        visibilityTimeoutSeconds: 30,
        deadLetters: { queueName: "jobs-dead", maxReceives: 3 },
      });
      classify(part, "personal");
    });
    const tags = { Confidentiality: "personal", DataClass: "personal", Backup: "daily" };

    for (const type of ["aws_dynamodb_table", "aws_sqs_queue"]) {
      const all = Object.values(workspace.all(type));
      expect(all.length).toBeGreaterThan(0);
      expect(all.map((resource) => resource["tags"])).toEqual(all.map(() => tags));
    }
  });

  test("EN-115: an unknown class, a second class and a construct without data are refused", () => {
    synthesizeStack((stack) => {
      const bucket = new PrivateBucket(stack, "data", { bucketName: "example-data" });
      expect(
        refusalOf(() => {
          classify(bucket, "secret" as DataClass);
        }),
      ).toContain("must be a class of data");
      classify(bucket, "internal");
      expect(
        refusalOf(() => {
          classify(bucket, "public");
        }),
      ).toBe("unit-test/data/bucket: is of the class internal already, got public; classify it once");
      expect(
        refusalOf(() => {
          classify(new Construct(stack, "empty"), "public");
        }),
      ).toContain("unit-test/empty: holds no data to classify");
    });
  });
});

describe("EN-115: data of no class", () => {
  const synthesize = (classified: boolean): Workspace =>
    synthesizeStack((stack) => {
      const bucket = new PrivateBucket(stack, "data", { bucketName: "example-data" });
      if (classified) {
        classify(bucket, "internal", { notBackedUpBecause: "it can be made again" });
      }
      Aspects.of(stack).add(new DataNamesItsClass());
    });

  test("fails the synthesis of a stack that is held to it", () => {
    expect(refusalOf(() => synthesize(false))).toBe(
      "unit-test/data/bucket: names the class of its data, got nothing; classify() the construct that makes it",
    );
  });

  test("EN-119: is let through once it has one; what is kept otherwise is not backed up, for a reason", () => {
    expect(synthesize(true).one("aws_s3_bucket", "data_bucket")["tags"]).toEqual({
      Confidentiality: "internal",
      DataClass: "internal",
      Backup: "none",
    });
    synthesizeStack((stack) => {
      const bucket = new PrivateBucket(stack, "data", { bucketName: "example-data" });
      expect(
        refusalOf(() => {
          classify(bucket, "internal", { notBackedUpBecause: " " });
        }),
      ).toContain("data that is not backed up has a reason");
    });
  });
});
