import type { Aws } from "./aws";

/** What the security account is meant to be like, as far as no Terraform resource says it. */
export interface Expected {
  /** Ids of the accounts whose data Macie watches beside its administrator's own. */
  readonly macieMembers: readonly string[];
  /** Buckets that Macie leaves out. */
  readonly excludedBuckets: readonly string[];
  /** The moment before which CRITICAL and HIGH findings must be resolved, as ISO 8601 writes it. */
  readonly overdueBefore: string;
}

/** One thing that is looked at, and what a person does when it is otherwise. */
export interface SecurityCheck {
  /** What is so when all is well. */
  readonly title: string;
  /** Service that is asked, so that a service which is not used is not. */
  readonly service: "inspector" | "macie" | "securityhub";
  /** The command that makes it so, or what to do. */
  readonly fix: string;
  /** What was found instead; nothing when all is well. */
  readonly found: (aws: Aws, expected: Expected) => Promise<string | undefined>;
}

const HYBRID = "EC2_HYBRID";
const OPEN_SEVERITIES = ["CRITICAL", "HIGH"];
const LONGEST_LIST = 20;

/** Everything that the provider cannot express, and what is past its deadline. All of it is read, nothing changed. */
const CHECKS: readonly SecurityCheck[] = [
  {
    title: "Inspector scans instances with and without an agent",
    service: "inspector",
    fix: `aws inspector2 update-configuration --ec2-configuration scanMode=${HYBRID}`,
    found: async (aws) => {
      const mode = text(
        await aws("inspector2", "get-configuration"),
        "ec2Configuration.scanModeState.scanMode",
      );
      return mode === HYBRID ? undefined : `scan mode ${mode}`;
    },
  },
  {
    title: "Macie looks for sensitive data by itself, in every account",
    service: "macie",
    fix: "aws macie2 update-automated-discovery-configuration --status ENABLED --auto-enable-organization-members ALL",
    found: async (aws) => {
      const answer = await aws("macie2", "get-automated-discovery-configuration");
      const status = text(answer, "status");
      const members = text(answer, "autoEnableOrganizationMembers");
      return status === "ENABLED" && members === "ALL"
        ? undefined
        : `status ${status}, accounts that join: ${members}`;
    },
  },
  {
    title: "Macie uses all recommended identifiers, and our own beside them",
    service: "macie",
    fix: "aws macie2 update-sensitivity-inspection-template --id <template> --excludes managedDataIdentifierIds=[] --includes customDataIdentifierIds=<ids>",
    found: async (aws) => {
      const template = await aws(
        "macie2",
        "get-sensitivity-inspection-template",
        "--id",
        text(await aws("macie2", "get-automated-discovery-configuration"), "sensitivityInspectionTemplateId"),
      );
      const excluded = texts(template, "excludes.managedDataIdentifierIds");
      const included = texts(template, "includes.customDataIdentifierIds");
      const missing = items(await aws("macie2", "list-custom-data-identifiers"), "items").filter(
        (item) => !included.includes(text(item, "id")),
      );
      return [
        ...(excluded.length > 0 ? [`leaves out ${excluded.join(", ")}`] : []),
        ...missing.map((item) => `does not use ${text(item, "name")}`),
      ].join("; ");
    },
  },
  {
    title: "Macie leaves out the buckets that the configuration names, and no others",
    service: "macie",
    fix: 'aws macie2 update-classification-scope --id <scope> --s3 \'{"excludes":{"bucketNames":[…],"operation":"REPLACE"}}\'',
    found: async (aws, { excludedBuckets }) => {
      const scope = await aws(
        "macie2",
        "get-classification-scope",
        "--id",
        text(await aws("macie2", "get-automated-discovery-configuration"), "classificationScopeId"),
      );
      const got = [...texts(scope, "s3.excludes.bucketNames")].sort().join(", ");
      return got === [...excludedBuckets].sort().join(", ") ? undefined : `leaves out ${got || "none"}`;
    },
  },
  {
    title: "Macie sends sensitive-data and policy findings to Security Hub",
    service: "macie",
    fix: "aws macie2 put-findings-publication-configuration --security-hub-configuration publishClassificationFindings=true,publishPolicyFindings=true",
    found: async (aws) => {
      const answer = await aws("macie2", "get-findings-publication-configuration");
      const off = ["publishClassificationFindings", "publishPolicyFindings"].filter(
        (name) => at(answer, `securityHubConfiguration.${name}`) !== true,
      );
      return off.length === 0 ? undefined : `${off.join(" and ")} off`;
    },
  },
  {
    title: "Macie has taken in every account",
    service: "macie",
    fix: "deploy detection-security again, and see what Macie says of the account in its console",
    found: async (aws, { macieMembers }) => {
      const enabled = items(await aws("macie2", "list-members"), "members")
        .filter((member) => text(member, "relationshipStatus") === "Enabled")
        .map((member) => text(member, "accountId"));
      const missing = macieMembers.filter((account) => !enabled.includes(account));
      return missing.length === 0 ? undefined : `not ${missing.join(", ")}`;
    },
  },
  {
    title: "No CRITICAL or HIGH finding is older than a month",
    service: "securityhub",
    fix: "resolve it, or enter pattern B or C in the findings register with the reason",
    found: async (aws, { overdueBefore }) => {
      const answer = await aws(
        "securityhub",
        "get-findings",
        "--filters",
        JSON.stringify({
          SeverityLabel: OPEN_SEVERITIES.map((Value) => ({ Value, Comparison: "EQUALS" })),
          WorkflowStatus: ["NEW", "NOTIFIED"].map((Value) => ({ Value, Comparison: "EQUALS" })),
          RecordState: [{ Value: "ACTIVE", Comparison: "EQUALS" }],
          CreatedAt: [{ Start: "2000-01-01T00:00:00Z", End: overdueBefore }],
        }),
        "--max-items",
        String(LONGEST_LIST),
      );
      return items(answer, "Findings")
        .map(
          (finding) =>
            `${text(finding, "Severity.Label")} in ${text(finding, "AwsAccountId")}: ${text(finding, "Title")}`,
        )
        .join("; ");
    },
  },
];

/** Everything that is looked at, in the order of the report. */
export function securityChecks(): readonly SecurityCheck[] {
  return CHECKS;
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );
}

function text(value: unknown, path: string): string {
  const found = at(value, path);
  return typeof found === "string" ? found : "nothing";
}

function items(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

function texts(value: unknown, path: string): readonly string[] {
  return items(value, path).map(String);
}
