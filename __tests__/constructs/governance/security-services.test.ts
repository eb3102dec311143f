import { AccessAnalysis } from "../../../constructs/governance/access-analysis";
import { auditRetention } from "../../../constructs/governance/audit-retention";
import { LogBucket, type LogBucketProps } from "../../../constructs/governance/log-bucket";
import {
  plansOffProblems,
  type ProtectionPlan,
} from "../../../constructs/governance/organization-threat-detection";
import {
  type DataIdentifier,
  dataIdentifierProblems,
  JAPANESE_IDENTIFIERS,
} from "../../../constructs/governance/sensitive-data-discovery";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const rules = (problems: readonly { readonly rule: string }[]) => problems.map(({ rule }) => rule);

describe("the retention of audit logs", () => {
  test.each([
    ["default", 366, 365],
    ["pci-dss", 366, 365],
    ["gdpr", 549, 731],
    [{ days: 2557, reason: "by contract" }, 2557, 2557],
    [{ days: 2000, reason: "by contract" }, 2000, 2192],
  ] as const)("M-11: under %j it is %i days in S3 and %i in CloudWatch Logs", (standard, files, groups) => {
    expect(auditRetention(standard)).toEqual({ fileDays: files, logGroupDays: groups });
  });
});

describe("a log bucket", () => {
  const LOGS: LogBucketProps = {
    bucketName: "cloudtrail-logs",
    writer: "cloudtrail",
    locked: true,
    smallFiles: true,
    retentionDays: 366,
    key: { arn: "arn:aws:kms:ap-northeast-1:111111111111:key/1" },
    sources: {
      organizationId: "o-exampleorgid",
      accounts: ["222222222222"],
      trails: [
        {
          account: "333333333333",
          arn: "arn:aws:cloudtrail:ap-northeast-1:333333333333:trail/organization",
          writesUnder: ["o-exampleorgid", "333333333333"],
        },
      ],
      securityAccount: "444444444444",
    },
    protection: "protected",
  };
  const synthesize = (change: Partial<LogBucketProps> = {}) =>
    synthesizeStack((stack) => new LogBucket(stack, "logs", { ...LOGS, ...change }));

  test("M-10: is locked by value, and keeps its versions in either case", () => {
    const ids = (locked: boolean) => synthesize({ locked }).ids("aws_s3_bucket_object_lock_configuration");

    expect(ids(true)).toEqual(["logs_files_lock"]);
    expect(ids(false)).toEqual([]);
    expect(
      synthesize({ locked: false }).one("aws_s3_bucket_versioning", "logs_files_versioning"),
    ).toMatchObject({ versioning_configuration: { status: "Enabled" } });
  });

  test("M-10: with AWS Config as its writer a lock is refused", () => {
    expect(refusalOf(() => synthesize({ writer: "config" }))).toBe(
      "unit-test/logs.locked: AWS Config does not deliver to a bucket with a lock, got a locked bucket; leave the lock out; versions and the refusal of deletions stay",
    );
    expect(synthesize({ writer: "config", locked: false }).ids("aws_s3_bucket")).toEqual([
      "logs_files_bucket",
    ]);
  });

  test("may be destroyed with its files where nothing is protected", () => {
    expect(synthesize({ protection: "disposable" }).one("aws_s3_bucket", "logs_files_bucket")).toEqual({
      bucket: "cloudtrail-logs",
      force_destroy: true,
    });
  });
});

describe("plans of GuardDuty that stay off", () => {
  test("EN-082: have a reason", () => {
    expect(plansOffProblems({ EKS_AUDIT_LOGS: "no cluster" }, "off")).toEqual([]);
    expect(rules(plansOffProblems({ EKS_AUDIT_LOGS: " " }, "off"))).toEqual([
      "a plan that stays off has a reason",
    ]);
  });

  test("are plans", () => {
    const plan = "AI_PROTECTION" as ProtectionPlan;

    expect(rules(plansOffProblems({ [plan]: "new" }, "off"))).toEqual(["is a protection plan"]);
  });
});

describe("data that Macie would not know", () => {
  const identifier = JAPANESE_IDENTIFIERS["my-number"]!;
  const problems = (change: Partial<DataIdentifier>) =>
    rules(dataIdentifierProblems({ one: { ...identifier, ...change } }, "identifiers"));

  test("M-24: Japan's are acceptable as they are shipped", () => {
    expect(dataIdentifierProblems(JAPANESE_IDENTIFIERS, "identifiers")).toEqual([]);
  });

  test.each<[string, Partial<DataIdentifier>, string]>([
    ["an expression that is too long", { regex: "a".repeat(513) }, "has 1 to 512 characters"],
    ["no keyword", { keywords: [] }, "are 1 to 50"],
    ["51 keywords", { keywords: Array.from({ length: 51 }, () => "number") }, "are 1 to 50"],
    ["a keyword of two characters", { keywords: ["番号"] }, "have 3 to 90 characters each"],
    ["a distance of none", { mostDistance: 0 }, "is a whole number from 1 to 300"],
    ["a distance of 301", { mostDistance: 301 }, "is a whole number from 1 to 300"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(problems(change)).toEqual([rule]);
  });

  test("takes what is just allowed", () => {
    expect(
      problems({ regex: "a".repeat(512), keywords: ["abc", "a".repeat(90)], mostDistance: 300 }),
    ).toEqual([]);
  });
});

describe("access that nobody uses", () => {
  const synthesize = (unusedAfterDays: number, exceptAccounts: readonly string[] = []) =>
    synthesizeStack(
      (stack) =>
        new AccessAnalysis(stack, "access", {
          externalAnalyzerName: "external",
          unused: { analyzerName: "unused", unusedAfterDays, exceptAccounts },
        }),
    );

  test.each([1, 365])("EN-110: may be told of after %i days", (days) => {
    expect(synthesize(days).one("aws_accessanalyzer_analyzer", "access_unused")["configuration"]).toEqual({
      unused_access: { unused_access_age: days },
    });
  });

  test.each([0, 366, 1.5])("EN-110: is refused after %d days", (days) => {
    expect(refusalOf(() => synthesize(days))).toContain("is a whole number of days from 1 to 365");
  });

  test("EN-111: is not looked for where it is not asked for", () => {
    const workspace = synthesizeStack(
      (stack) => new AccessAnalysis(stack, "access", { externalAnalyzerName: "external" }),
    );

    expect(workspace.ids("aws_accessanalyzer_analyzer")).toEqual(["access_external"]);
  });
});
