import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSecurityCommand } from "../../../operations/security/command";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";

const MEMBERS = Object.values(ORGANIZATION.accounts)
  .map(({ id }) => id)
  .filter((id) => id !== ORGANIZATION.accounts.security.id);

/** What AWS answers when all is well, by service and operation. */
const WELL: Readonly<Record<string, unknown>> = {
  "sts get-caller-identity": { Account: ORGANIZATION.accounts.security.id },
  "inspector2 get-configuration": { ec2Configuration: { scanModeState: { scanMode: "EC2_HYBRID" } } },
  "macie2 get-automated-discovery-configuration": {
    status: "ENABLED",
    autoEnableOrganizationMembers: "ALL",
    sensitivityInspectionTemplateId: "template-1",
    classificationScopeId: "scope-1",
  },
  "macie2 get-sensitivity-inspection-template": {
    excludes: { managedDataIdentifierIds: [] },
    includes: { customDataIdentifierIds: ["custom-1"] },
  },
  "macie2 list-custom-data-identifiers": { items: [{ id: "custom-1", name: "my-number" }] },
  "macie2 get-classification-scope": { s3: { excludes: { bucketNames: [] } } },
  "macie2 get-findings-publication-configuration": {
    securityHubConfiguration: { publishClassificationFindings: true, publishPolicyFindings: true },
  },
  "macie2 list-members": {
    members: MEMBERS.map((accountId) => ({ accountId, relationshipStatus: "Enabled" })),
  },
  "securityhub get-findings": { Findings: [] },
};

interface Checked {
  readonly lines: readonly string[];
  readonly exitCode: number | string | null | undefined;
  readonly calls: readonly string[];
  readonly error?: string;
}

/** Runs the check with an `aws` on the PATH that answers as told. */
async function check(answers: Readonly<Record<string, unknown>> = {}): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), "strata-aws-"));
  const lines: string[] = [];
  const calls = join(folder, "calls");
  try {
    writeFileSync(calls, "");
    for (const [name, answer] of Object.entries({ ...WELL, ...answers })) {
      writeFileSync(join(folder, name.replace(" ", "_")), JSON.stringify(answer));
    }
    const aws = join(folder, "aws");
    writeFileSync(
      aws,
      `#!/bin/sh\necho "$*" >> "${calls}"\nif [ -f "${folder}/$1_$2" ]; then cat "${folder}/$1_$2"; else echo "AccessDenied" >&2; exit 254; fi\n`,
    );
    chmodSync(aws, 0o755);
    const before = process.exitCode;
    let error: string | undefined;
    process.exitCode = undefined;
    try {
      await checkSecurityCommand({ PATH: `${folder}:/usr/bin:/bin` }, (line) => lines.push(line)).parseAsync([
        "node",
        "check-security",
      ]);
    } catch (thrown) {
      error = (thrown as Error).message;
    }
    const { exitCode } = process;
    process.exitCode = before;
    return {
      lines,
      exitCode,
      calls: readFileSync(calls, "utf8").split("\n").filter(Boolean),
      ...(error === undefined ? {} : { error }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const failures = async (answers: Readonly<Record<string, unknown>>) => {
  const { lines, exitCode } = await check(answers);
  return [exitCode, lines.filter((line) => line.startsWith("FAIL")).map((line) => line.split("; ")[0])];
};

describe("the check of what no Terraform resource can say", () => {
  test("says ok of everything when all is well, and ends with 0", async () => {
    const { lines, exitCode } = await check();

    expect(lines.every((line) => line.startsWith("ok   "))).toBe(true);
    expect(lines).toHaveLength(7);
    expect(exitCode).toBeUndefined();
  });

  test("reads and changes nothing", async () => {
    const { calls } = await check();

    for (const call of calls) {
      expect(call).toMatch(/^\w+ (get|list)-/);
      expect(call).toContain("--region ap-northeast-1 --output json");
    }
  });

  test("EN-087, T-02: tells of instances that are scanned with an agent alone, and how to mend it", async () => {
    const { lines, exitCode } = await check({
      "inspector2 get-configuration": {
        ec2Configuration: { scanModeState: { scanMode: "EC2_SSM_AGENT_BASED" } },
      },
    });

    expect(lines[0]).toBe(
      "FAIL Inspector scans instances with and without an agent, got scan mode EC2_SSM_AGENT_BASED; aws inspector2 update-configuration --ec2-configuration scanMode=EC2_HYBRID",
    );
    expect(exitCode).toBe(1);
  });

  test.each<[string, string, unknown, string]>([
    [
      "EN-099, T-04: discovery that is off",
      "macie2 get-automated-discovery-configuration",
      {
        ...(WELL["macie2 get-automated-discovery-configuration"] as object),
        status: "DISABLED",
        autoEnableOrganizationMembers: "NONE",
      },
      "FAIL Macie looks for sensitive data by itself, in every account, got status DISABLED, accounts that join: NONE",
    ],
    [
      "EN-100, EN-101: identifiers that are left out or not used",
      "macie2 get-sensitivity-inspection-template",
      {
        excludes: { managedDataIdentifierIds: ["JP_PHONE_NUMBER"] },
        includes: { customDataIdentifierIds: [] },
      },
      "FAIL Macie uses all recommended identifiers, and our own beside them, got leaves out JP_PHONE_NUMBER",
    ],
    [
      "EN-102: a bucket that is left out by hand",
      "macie2 get-classification-scope",
      { s3: { excludes: { bucketNames: ["customers"] } } },
      "FAIL Macie leaves out the buckets that the configuration names, and no others, got leaves out customers",
    ],
    [
      "EN-103, T-05: findings that stay in Macie",
      "macie2 get-findings-publication-configuration",
      { securityHubConfiguration: { publishClassificationFindings: false, publishPolicyFindings: true } },
      "FAIL Macie sends sensitive-data and policy findings to Security Hub, got publishClassificationFindings off",
    ],
    [
      "EN-096, T-06: an account that is not taken in",
      "macie2 list-members",
      {
        members: MEMBERS.map((accountId) => ({
          accountId,
          relationshipStatus: accountId === "810000000006" ? "Paused" : "Enabled",
        })),
      },
      "FAIL Macie has taken in every account, got not 810000000006",
    ],
    [
      "EN-046: findings that are past their deadline",
      "securityhub get-findings",
      { Findings: [{ Severity: { Label: "HIGH" }, AwsAccountId: "810000000008", Title: "Open port" }] },
      "FAIL No CRITICAL or HIGH finding is older than a month, got HIGH in 810000000008: Open port",
    ],
  ])("%s", async (_case, operation, answer, failure) => {
    expect(await failures({ [operation]: answer })).toEqual([1, [failure]]);
  });

  test("refuses to ask another account", async () => {
    const { error, lines } = await check({ "sts get-caller-identity": { Account: "123456789012" } });

    expect(error).toBe(
      "check-security: asks the security account, got 123456789012; switch to a role of 810000000004",
    );
    expect(lines).toEqual([]);
  });
});
