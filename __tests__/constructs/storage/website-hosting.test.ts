import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { WebsiteHosting, type WebsiteHostingProps } from "../../../constructs/storage/website-hosting";
import { statements } from "../../support/policies";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const hosting = (change: Partial<WebsiteHostingProps> = {}) =>
  synthesizeStack((stack) => {
    const bucket = new PrivateBucket(stack, "site", { bucketName: "example-site", plainHttp: "to-read" });
    new WebsiteHosting(stack, "hosting", {
      bucket,
      allowedCidrs: { operator: "203.0.113.10/32" },
      ...change,
    });
  });

describe("hosting a web site", () => {
  test("EW-057: lets the named addresses read the objects, and nobody do anything else", () => {
    const workspace = hosting({ allowedCidrs: { office: "198.51.100.0/28", home: "203.0.113.10/32" } });
    const policy = statements(workspace.one("aws_s3_bucket_policy", "site_policy")["policy"]);

    expect(policy.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "AllowNamedAddresses",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject"],
        Resource: ["${aws_s3_bucket.site_bucket.arn}/*"],
        Condition: { IpAddress: { "aws:SourceIp": ["198.51.100.0/28", "203.0.113.10/32"] } },
      },
    ]);
  });

  test("takes other documents", () => {
    expect(
      hosting({ indexDocument: "start.html", errorDocument: "missing.html" }).one(
        "aws_s3_bucket_website_configuration",
        "hosting_website",
      ),
    ).toEqual({
      bucket: "${aws_s3_bucket.site_bucket.id}",
      index_document: { suffix: "start.html" },
      error_document: { key: "missing.html" },
    });
  });

  test.each<[string, WebsiteHostingProps["allowedCidrs"], string]>([
    ["nobody", {}, "hosting.allowedCidrs: must name at least one address, got none"],
    ["the public", { all: "0.0.0.0/0" }, "hosting.allowedCidrs.all: must be a /8 or narrower, got 0.0.0.0/0"],
    [
      "half of it",
      { half: "0.0.0.0/1" },
      "hosting.allowedCidrs.half: must be a /8 or narrower, got 0.0.0.0/1",
    ],
    ["host bits", { home: "203.0.113.10/24" }, "hosting.allowedCidrs.home: has host bits set"],
  ])("is refused for %s", (_case, allowedCidrs, rule) => {
    expect(refusalOf(() => hosting({ allowedCidrs }))).toContain(rule);
  });
});
