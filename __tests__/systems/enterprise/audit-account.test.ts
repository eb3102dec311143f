import { auditorPermissions } from "../../../systems/enterprise/audit/auditors";
import { AUDIT, type AuditConfig } from "../../../systems/enterprise/audit/config";
import { LOG_KINDS, logBucketName, logKeyAliasArn, trailArn } from "../../../systems/enterprise/audit/names";
import { auditProblems, auditShape } from "../../../systems/enterprise/audit/schema";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { auditAccount, type Layers } from "./security-accounts";

const ACCOUNTS = Object.values(ORGANIZATION.accounts).map(({ id }) => id);
const TRAIL = "arn:aws:cloudtrail:ap-northeast-1:810000000001:trail/organization-trail";

let layers: Layers;
let archive: Workspace;
beforeAll(() => {
  layers = auditAccount();
  archive = layers["log-archive"]!;
});

const bucketStatements = (kind: string) =>
  statements(archive.one("aws_s3_bucket_policy", `${kind}_files_policy`)["policy"]);
const keyStatements = () => statements(archive.one("aws_kms_key", "key_key")["policy"]);

describe("the log archive", () => {
  test("EN-145: has a bucket for each kind of log, whose name contains the kind", () => {
    expect(Object.values(archive.all("aws_s3_bucket")).map(({ bucket }) => bucket)).toEqual(
      LOG_KINDS.map((kind) => `${kind}-logs-810000000003-ap-northeast-1`).sort(),
    );
  });

  test("EN-019: CloudTrail, AWS Config and flow logs each find a bucket by its name", () => {
    for (const kind of ["cloudtrail", "config", "vpcflow"] as const) {
      expect(archive.one("aws_s3_bucket", `${kind}_files_bucket`)["bucket"]).toBe(
        logBucketName(kind, ORGANIZATION),
      );
    }
  });

  test("EN-144: keeps versions, blocks the public, encrypts with the organization's key", () => {
    for (const kind of LOG_KINDS) {
      expect(archive.one("aws_s3_bucket_versioning", `${kind}_files_versioning`)).toMatchObject({
        versioning_configuration: { status: "Enabled" },
      });
      expect(archive.one("aws_s3_bucket_public_access_block", `${kind}_files_public-access`)).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      const encryption = archive.one(
        "aws_s3_bucket_server_side_encryption_configuration",
        `${kind}_files_encryption`,
      );
      expect(encryption["rule"]).toEqual([
        kind === "loadbalancer"
          ? { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }
          : {
              apply_server_side_encryption_by_default: {
                sse_algorithm: "aws:kms",
                kms_master_key_id: "${aws_kms_key.key_key.arn}",
              },
              bucket_key_enabled: true,
            },
      ]);
    }
  });

  test("EN-144, M-10: refuses everybody the deletion of files, and the bypass of the lock", () => {
    for (const kind of LOG_KINDS) {
      const arn = `\${aws_s3_bucket.${kind}_files_bucket.arn}`;
      expect(bucketStatements(kind)).toContainEqual({
        Sid: "DenyDeletion",
        Effect: "Deny",
        Principal: "*",
        Action: [
          "s3:BypassGovernanceRetention",
          "s3:DeleteBucket",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
        ],
        Resource: [arn, `${arn}/*`],
      });
    }
  });

  test("EN-070, M-10: locks every file for as long as it is kept, but those of AWS Config", () => {
    expect(archive.ids("aws_s3_bucket_object_lock_configuration")).toEqual(
      LOG_KINDS.filter((kind) => kind !== "config")
        .map((kind) => `${kind}_files_lock`)
        .sort(),
    );
    expect(archive.one("aws_s3_bucket_object_lock_configuration", "cloudtrail_files_lock")).toEqual({
      bucket: "${aws_s3_bucket.cloudtrail_files_bucket.id}",
      rule: { default_retention: { mode: "GOVERNANCE", days: 366 } },
      depends_on: ["aws_s3_bucket_versioning.cloudtrail_files_versioning"],
    });
  });

  test("EN-072, EN-138, EN-143, M-11: expires files and old versions after a year", () => {
    for (const kind of LOG_KINDS) {
      expect(
        archive.one("aws_s3_bucket_lifecycle_configuration", `${kind}_files_lifecycle`)["rule"],
      ).toContainEqual(
        expect.objectContaining({
          id: "expire",
          expiration: [{ days: 366 }],
          noncurrent_version_expiration: [{ noncurrent_days: 366 }],
        }),
      );
    }
  });

  test.each([
    ["pci-dss", 366],
    ["gdpr", 549],
    [{ days: 2557, reason: "seven years by contract" }, 2557],
  ] as const)(
    "EN-072, C-33: keeps files under %j for %i days, and locks them for as long",
    (standard, days) => {
      const compliance = { ...ORGANIZATION.compliance, auditRetention: standard };
      const changed = auditAccount({}, { compliance })["log-archive"]!;

      expect(
        changed.one("aws_s3_bucket_lifecycle_configuration", "cloudtrail_files_lifecycle")["rule"],
      ).toContainEqual(expect.objectContaining({ expiration: [{ days }] }));
      expect(changed.one("aws_s3_bucket_object_lock_configuration", "cloudtrail_files_lock")).toMatchObject({
        rule: { default_retention: { days } },
      });
    },
  );

  test("EN-160, EN-162, M-35: moves large files to Intelligent-Tiering, and small ones nowhere", () => {
    const moves = (kind: string) =>
      (
        archive.one("aws_s3_bucket_lifecycle_configuration", `${kind}_files_lifecycle`)["rule"] as {
          transition?: unknown;
        }[]
      ).flatMap(({ transition }) => transition ?? []);

    expect(moves("vpcflow")).toEqual([{ days: 0, storage_class: "INTELLIGENT_TIERING" }]);
    expect(moves("cloudtrail")).toEqual([]);
    expect(moves("config")).toEqual([]);
  });

  test("EN-018: admits CloudTrail for the organization's trail alone, which the management account owns", () => {
    const arn = "${aws_s3_bucket.cloudtrail_files_bucket.arn}";
    expect(trailArn(ORGANIZATION)).toBe(TRAIL);
    expect(bucketStatements("cloudtrail").slice(2)).toEqual([
      {
        Sid: "CloudTrailChecksBucket",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:GetBucketAcl"],
        Resource: [arn],
        Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
      },
      {
        Sid: "CloudTrailWrites",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: [`${arn}/AWSLogs/o-exampleorgid/*`, `${arn}/AWSLogs/810000000001/*`],
        Condition: {
          StringEquals: { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" },
        },
      },
    ]);
  });

  test("EN-018: admits AWS Config and flow logs for the organization's accounts alone", () => {
    const config = bucketStatements("config").find(({ Sid }) => Sid === "ConfigWrites");
    const flows = bucketStatements("vpcflow").find(({ Sid }) => Sid === "FlowLogsWrite");

    expect(config?.Resource).toEqual(
      ACCOUNTS.map((id) => `\${aws_s3_bucket.config_files_bucket.arn}/AWSLogs/${id}/Config/*`),
    );
    expect(config?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": ACCOUNTS, "s3:x-amz-acl": "bucket-owner-full-control" },
    });
    expect(flows?.Principal).toEqual({ Service: "delivery.logs.amazonaws.com" });
    expect(flows?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": ACCOUNTS, "s3:x-amz-acl": "bucket-owner-full-control" },
      ArnLike: { "aws:SourceArn": ACCOUNTS.map((id) => `arn:aws:logs:*:${id}:*`) },
    });
  });

  test("EN-018, EN-084: admits GuardDuty and Macie for the security account alone", () => {
    for (const [kind, service] of [
      ["guardduty", "guardduty.amazonaws.com"],
      ["macie", "macie.amazonaws.com"],
    ] as const) {
      const [, , ...writers] = bucketStatements(kind);
      expect(writers.map(({ Principal, Action }) => [Principal, Action])).toEqual([
        [{ Service: service }, ["s3:GetBucketLocation"]],
        [{ Service: service }, ["s3:PutObject"]],
      ]);
      for (const { Condition } of writers) {
        expect(Condition).toMatchObject({ StringEquals: { "aws:SourceAccount": "810000000004" } });
      }
    }
  });

  test("EN-017: lets each account forward what no service delivers, under its own id and nothing else", () => {
    const [, , ...writers] = bucketStatements("application");

    const puts = writers.filter(({ Action }) => [Action].flat().includes("s3:PutObject"));
    expect(puts.map(({ Principal, Action, Resource }) => [Principal, Action, Resource])).toEqual(
      ACCOUNTS.map((id) => [
        { AWS: `arn:aws:iam::${id}:root` },
        ["s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"],
        [`\${aws_s3_bucket.application_files_bucket.arn}/${id}/*`],
      ]),
    );
    // Session Manager asks how the bucket is encrypted before it writes.
    expect(
      writers.filter((each) => !puts.includes(each)).map(({ Action, Resource }) => [Action, Resource]),
    ).toEqual([[["s3:GetEncryptionConfiguration"], ["${aws_s3_bucket.application_files_bucket.arn}"]]]);
  });

  test("EN-016: no account but this one reads a log", () => {
    for (const kind of LOG_KINDS) {
      const reads = bucketStatements(kind).filter(
        ({ Effect, Action }) =>
          Effect === "Allow" && [Action].flat().some((action) => action.startsWith("s3:GetObject")),
      );
      expect(reads).toEqual([]);
    }
  });

  test("EN-018, EN-134: the key admits the same writers, and every account may look it up by its alias", () => {
    expect(archive.one("aws_kms_key", "key_key")["enable_key_rotation"]).toBe(true);
    expect(archive.one("aws_kms_alias", "key_alias")["name"]).toBe("alias/log-archive");
    expect(logKeyAliasArn(ORGANIZATION)).toBe("arn:aws:kms:ap-northeast-1:810000000003:alias/log-archive");
    expect(keyStatements().map(({ Sid }) => Sid)).toEqual([
      "AccountDecidesByIam",
      "CloudTrailEncrypts",
      "CloudTrailUsesBucketKey",
      "ConfigEncrypts",
      "FlowLogsEncrypt",
      "GuardDutyEncrypts",
      "MacieEncrypts",
      "AccountsEncrypt",
      "FoundByAccounts",
    ]);
    for (const { Sid, Principal, Condition } of keyStatements().slice(1, -1)) {
      expect([Sid, JSON.stringify(Principal) + JSON.stringify(Condition)]).toEqual([
        Sid,
        expect.stringMatching(/8100000000\d\d/),
      ]);
    }
    expect(keyStatements().at(-1)).toMatchObject({ Action: ["kms:DescribeKey"] });
  });

  test("EN-144: Terraform refuses to destroy a bucket", () => {
    for (const bucket of Object.values(archive.all("aws_s3_bucket"))) {
      expect(bucket).toMatchObject({ lifecycle: { prevent_destroy: true } });
    }
  });

  test("EN-124: no bucket serves as storage of backups", () => {
    expect(Object.keys(archive.json["resource"] ?? {}).filter((type) => type.includes("backup"))).toEqual([]);
  });
});

describe("what auditors work with", () => {
  test("EN-019, EN-105: AWS Config's records of every account and Region come together", () => {
    expect(layers["auditors"]!.one("aws_config_configuration_aggregator", "settings_aggregator")).toEqual({
      name: "organization",
      organization_aggregation_source: {
        all_regions: true,
        role_arn: "${aws_iam_role.settings_reader_role.arn}",
      },
      depends_on: ["aws_iam_role_policy_attachment.settings_reader_managed-organization"],
    });
  });

  test("M-65: the trail's files and the flow logs are tables whose partitions follow from their keys", () => {
    const parameters = (table: string) =>
      layers["auditors"]!.one("aws_glue_catalog_table", `logs_${table}_table`)["parameters"];

    expect(parameters("cloudtrail")).toMatchObject({
      "projection.enabled": "true",
      "projection.account.values": ACCOUNTS.join(","),
      "projection.region.values": "ap-northeast-1,ap-northeast-3,us-east-1",
      "projection.day.range": "NOW-366DAYS,NOW",
      "storage.location.template":
        "s3://cloudtrail-logs-810000000003-ap-northeast-1/AWSLogs/o-exampleorgid/$${account}/CloudTrail/$${region}/$${day}",
    });
    expect(parameters("vpcflow")).toMatchObject({
      "skip.header.line.count": "1",
      "storage.location.template":
        "s3://vpcflow-logs-810000000003-ap-northeast-1/AWSLogs/$${account}/vpcflowlogs/$${region}/$${day}",
    });
  });

  test("EN-147, M-65: the questions are saved, and run where answers are encrypted and costs have an end", () => {
    const auditors = layers["auditors"]!;

    expect(Object.values(auditors.all("aws_athena_named_query")).map(({ name }) => name)).toEqual([
      "Changes of what watches the accounts",
      "Refused calls by person",
      "Rejected flows by destination",
      "Sign-ins and calls of root users",
      "Console sign-ins without MFA",
    ]);
    expect(auditors.one("aws_athena_workgroup", "logs_workgroup")).toMatchObject({
      name: "auditors",
      configuration: {
        enforce_workgroup_configuration: true,
        bytes_scanned_cutoff_per_query: 100 * 1024 ** 3,
        result_configuration: { encryption_configuration: { encryption_option: "SSE_KMS" } },
      },
    });
  });

  test("EN-016, EN-148: auditors read logs and answers, and write answers alone", () => {
    const permissions = auditorPermissions(ORGANIZATION);
    const writers = permissions.filter(({ actions }) => actions.some((action) => /Put|Delete/.test(action)));

    expect(permissions[0].resources).toHaveLength(2 * LOG_KINDS.length);
    expect(writers.map(({ sid, resources }) => [sid, resources])).toEqual([
      [
        "KeepAnswers",
        [
          "arn:aws:s3:::audit-answers-810000000003-ap-northeast-1",
          "arn:aws:s3:::audit-answers-810000000003-ap-northeast-1/*",
        ],
      ],
    ]);
    expect(permissions.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).toEqual(
      [],
    );
  });
});

describe("the audit account's values", () => {
  const problems = (change: Partial<AuditConfig>, organization = ORGANIZATION) =>
    auditProblems({ ...AUDIT, ...change }, organization, "audit").map(({ path, rule }) => `${path}: ${rule}`);

  test("are accepted as they stand", () => {
    expect(problems({})).toEqual([]);
    expect(auditShape.safeParse(AUDIT).success).toBe(true);
  });

  test("M-10: refuse a lock on AWS Config's bucket", () => {
    expect(problems({ logs: { ...AUDIT.logs, config: { ...AUDIT.logs.config, locked: true } } })).toEqual([
      "audit.logs.config.locked: AWS Config does not deliver to a bucket with a lock",
    ]);
  });

  test("refuse queries that may read nothing", () => {
    expect(problems({ mostGiBScanned: 0 })).toEqual(["audit.mostGiBScanned: must be 1 or more"]);
  });

  test.each([
    [{ days: 364, reason: "short" }, "days: is a whole number of days from 365 to 3653"],
    [{ days: 400, reason: " " }, "reason: says why"],
  ])("EN-072: refuse a retention of %j", (auditRetention, rule) => {
    const compliance = { ...ORGANIZATION.compliance, auditRetention };

    expect(problems({}, { ...ORGANIZATION, compliance })).toEqual([
      `audit: organization.compliance.auditRetention.${rule}`,
    ]);
  });
});
