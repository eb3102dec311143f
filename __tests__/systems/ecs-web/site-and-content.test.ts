import { permissionsOf, statements } from "../../support/policies";
import { backendContainer, type Layers, only, output, synthesizeLayers, variablesOf } from "./composed";

const OPERATOR = "203.0.113.10/32";

describe("ecs-web in dev, the site", () => {
  let dev: Layers;
  beforeAll(async () => {
    dev = (await synthesizeLayers())("dev");
  });

  test("EW-002, EW-D06: S3 hosts the built page, with index.html for a path without an object too", () => {
    expect(only(dev.of("site"), "aws_s3_bucket_website_configuration")).toEqual({
      bucket: "${aws_s3_bucket.site_bucket.id}",
      index_document: { suffix: "index.html" },
      error_document: { key: "index.html" },
    });
  });

  test("EW-003: the browser reaches the page directly at S3", () => {
    expect(output(dev.of("site"), "site_url")).toBe(
      "http://${aws_s3_bucket_website_configuration.hosting_website.website_endpoint}",
    );
    expect(dev.all("aws_cloudfront_distribution")).toEqual([]);
  });

  test("EW-057, EW-083, EW-089, EW-D19: one address may read it, nobody else, and nobody is locked out by address", () => {
    const policy = statements(only(dev.of("site"), "aws_s3_bucket_policy")["policy"]);
    const allowed = policy.filter(({ Effect }) => Effect === "Allow");
    const denied = policy.filter(({ Effect }) => Effect === "Deny");

    expect(allowed).toEqual([
      {
        Sid: "AllowNamedAddresses",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject"],
        Resource: ["${aws_s3_bucket.site_bucket.arn}/*"],
        Condition: { IpAddress: { "aws:SourceIp": [OPERATOR] } },
      },
    ]);
    for (const { Condition } of denied) {
      expect(Condition).toEqual({ Bool: { "aws:SecureTransport": "false" } });
    }
    expect(denied.flatMap(({ Action, Resource }) => [Action, Resource]).flat()).not.toContain("s3:GetObject");
  });

  test("EW-D06: the bucket blocks public access all the same", () => {
    expect(only(dev.of("site"), "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("EW-008: has no container, and shares nothing with the API", () => {
    expect(dev.of("site").ids("aws_ecs_service")).toEqual([]);
    expect(dev.of("site").json["data"]?.["terraform_remote_state"]).toBeUndefined();
    expect(Object.keys(permissionsOf(dev.of("service"), "backend-task_task-role_role"))).not.toContain(
      "s3:PutObject",
    );
  });
});

describe("ecs-web in dev, the content", () => {
  let dev: Layers;
  beforeAll(async () => {
    dev = (await synthesizeLayers())("dev");
  });

  test("EW-009, EW-036, EW-062, EW-D10: items lie in a table that is paid for by request", () => {
    expect(only(dev.of("content"), "aws_dynamodb_table")).toEqual({
      name: "ecs-web-dev-items",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
      deletion_protection_enabled: false,
      point_in_time_recovery: { enabled: false },
    });
  });

  test("EW-010, EW-033, EW-D05: images lie in a bucket of their own", () => {
    expect(only(dev.of("content"), "aws_s3_bucket")["bucket"]).toBe("ecs-web-dev-images-111111111111");
    expect(only(dev.of("site"), "aws_s3_bucket")["bucket"]).toBe("ecs-web-dev-site-example-org");
  });

  test("EW-011, EW-092: browsers reach neither images nor items directly", () => {
    const content = dev.of("content");

    expect(only(content, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(content.ids("aws_s3_bucket_website_configuration")).toEqual([]);
    expect(
      statements(only(content, "aws_s3_bucket_policy")["policy"]).filter(({ Effect }) => Effect === "Allow"),
    ).toEqual([]);
    expect(dev.all("aws_cognito_identity_pool")).toEqual([]);
  });

  test("EW-001, EW-006, EW-007, EW-D18: the API is told of both and may read them", () => {
    const service = dev.of("service");

    expect(variablesOf(backendContainer(service))).toMatchObject({
      ITEMS_TABLE: "${aws_dynamodb_table.items_table.name}",
      IMAGE_BUCKET: "${aws_s3_bucket.images_bucket.id}",
    });
    const items = ["${aws_dynamodb_table.items_table.arn}"];
    expect(permissionsOf(service, "backend-task_task-role_role")).toEqual({
      "dynamodb:GetItem": items,
      "dynamodb:Query": items,
      "dynamodb:Scan": items,
      "s3:GetObject": ["${aws_s3_bucket.images_bucket.arn}/*"],
      "s3:ListBucket": ["${aws_s3_bucket.images_bucket.arn}"],
    });
  });

  test("EW-072: DynamoDB has nothing in the VPC but its gateway endpoint", () => {
    expect(dev.of("content").ids("aws_security_group")).toEqual([]);
    expect(
      dev
        .all("aws_vpc_endpoint")
        .filter(({ service_name }) => String(service_name).endsWith(".dynamodb"))
        .map(({ vpc_endpoint_type }) => vpc_endpoint_type),
    ).toEqual(["Gateway"]);
  });
});
