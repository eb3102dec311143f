import { ContentStack } from "../../stacks/content-stack";
import { type SiteAccess, SiteStack } from "../../stacks/site-stack";
import { ENVIRONMENT, synthesizeApp } from "../support/synthesis";

const PROTECTED = { ...ENVIRONMENT, protection: "protected" } as const;
const WEBSITE: SiteAccess = { access: "website", allowedCidrs: { operator: "203.0.113.10/32" } };
const CDN: SiteAccess = {
  access: "cdn",
  domainName: "www.example.com",
  hostedZoneId: "Z1",
  webAclRules: [{ name: "common", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" }],
};
const site = (access: SiteAccess, environment: typeof ENVIRONMENT = ENVIRONMENT) =>
  synthesizeApp((app) => new SiteStack(app, { environment, site: access, requestLogRetentionDays: 30 }))[
    "site-test"
  ]!;

describe("the site layer", () => {
  test("names its bucket after system, environment and account, and may empty it where it is disposable", () => {
    expect(site(WEBSITE).one("aws_s3_bucket", "site_bucket")).toEqual({
      bucket: "example-test-site-111111111111",
      force_destroy: true,
    });
    expect(site(WEBSITE, PROTECTED).one("aws_s3_bucket", "site_bucket")).not.toHaveProperty("force_destroy");
  });

  test("keeps its bucket when its access changes", () => {
    expect(site(CDN).one("aws_s3_bucket", "site_bucket")).toEqual(
      site(WEBSITE).one("aws_s3_bucket", "site_bucket"),
    );
  });

  test("needs nothing of us-east-1 as a website, and speaks with it once for a distribution", () => {
    const regions = (access: SiteAccess) =>
      (site(access).json["provider"]!["aws"] as { region: string }[]).map(({ region }) => region);

    expect(regions(WEBSITE)).toEqual(["ap-northeast-1"]);
    expect(regions(CDN)).toEqual(["ap-northeast-1", "us-east-1"]);
  });
});

describe("the content layer", () => {
  test("names table and bucket after system and environment, or as it is told", () => {
    const content = (names: object = {}) =>
      synthesizeApp(
        (app) =>
          new ContentStack(app, {
            environment: ENVIRONMENT,
            itemKey: { name: "id", type: "string" },
            recovery: "none",
            ...names,
          }),
      )["content-test"]!;
    const named = (workspace: ReturnType<typeof content>) => [
      workspace.one("aws_dynamodb_table", "items_table")["name"],
      workspace.one("aws_s3_bucket", "images_bucket")["bucket"],
    ];

    expect(named(content())).toEqual(["example-test-items", "example-test-images-111111111111"]);
    expect(named(content({ tableName: "things", imageBucketName: "pictures" }))).toEqual([
      "things",
      "pictures",
    ]);
  });
});
