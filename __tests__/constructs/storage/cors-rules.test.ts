import type { CorsRule } from "../../../constructs/storage/cors-rules";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: CorsRule = { allowedOrigins: ["https://openwan.example.com"], allowedMethods: ["GET"] };

const synthesize = (...cors: readonly CorsRule[]) =>
  synthesizeStack((stack) => new PrivateBucket(stack, "media", { bucketName: "openwan-media", cors })).all(
    "aws_s3_bucket_cors_configuration",
  );

describe("pages of other origins at a bucket", () => {
  test("are let in by none of its rules unless one is stated", () => {
    expect(synthesize()).toEqual({});
  });

  test("OW-134 to OW-138: are let in by origin, method and header", () => {
    expect(
      synthesize({
        allowedOrigins: ["https://openwan.example.com"],
        allowedMethods: ["GET", "PUT", "POST", "DELETE"],
        allowedHeaders: ["*"],
        exposeHeaders: ["ETag"],
        maxAgeSeconds: 3600,
      }),
    ).toEqual({
      media_cors: {
        bucket: "${aws_s3_bucket.media_bucket.id}",
        cors_rule: [
          {
            allowed_origins: ["https://openwan.example.com"],
            allowed_methods: ["GET", "PUT", "POST", "DELETE"],
            allowed_headers: ["*"],
            expose_headers: ["ETag"],
            max_age_seconds: 3600,
          },
        ],
      },
    });
  });

  test.each(["http://localhost:3000", "https://*.example.com"])("may come from %s", (origin) => {
    expect(() => synthesize({ ...MINIMAL, allowedOrigins: [origin] })).not.toThrow();
  });

  test.each<[string, Partial<CorsRule>, string]>([
    [
      "an origin without scheme",
      { allowedOrigins: ["openwan.example.com"] },
      "got openwan.example.com; write it like https://app.example.com",
    ],
    ["a path in an origin", { allowedOrigins: ["https://example.com/"] }, "got https://example.com/; write"],
    ["everybody", { allowedOrigins: ["*"] }, "cors.allowedOrigins: have a scheme"],
    ["two stars in an origin", { allowedOrigins: ["https://*.*.com"] }, "with at most one *, perhaps a port"],
    ["no origin", { allowedOrigins: [] }, "cors.allowedOrigins: are at least one, got none"],
    ["no method", { allowedMethods: [] }, "cors.allowedMethods: are at least one, got none"],
    [
      "two stars in a header",
      { allowedHeaders: ["x-*-*"] },
      "allowedHeaders: have at most one * each, got x-*-*",
    ],
    ["half a second", { maxAgeSeconds: 0.5 }, "cors.maxAgeSeconds: is a whole number from 0, got 0.5"],
  ])("are refused with %s", (_case, change, refusal) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, ...change }))).toContain(refusal);
  });
});
