import type { Confidentiality } from "../../../constructs/governance/classification";
import type { PolicyStatement } from "../../../constructs/identity/policy-document";
import type { DataRoleConfig, FolderRight } from "./config";

const LEVEL_TAG = "aws:ResourceTag/Confidentiality";
/** What reads data, of the actions that know the tags of what they read. */
const READING = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kms:Decrypt",
  "rds-data:ExecuteStatement",
  "secretsmanager:GetSecretValue",
];
const OBJECT_ACTIONS: Readonly<Record<FolderRight, readonly string[]>> = {
  read: ["s3:GetObject"],
  "read-write": ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
};

/** Denies data of other levels than these; what has no level is left to the other policies. */
export function levelStatements(levels: readonly Confidentiality[]): readonly PolicyStatement[] {
  return [
    {
      sid: "DataOfOtherLevels",
      effect: "Deny",
      actions: READING,
      resources: ["*"],
      conditions: { StringNotEquals: { [LEVEL_TAG]: levels }, Null: { [LEVEL_TAG]: "false" } },
    },
  ];
}

/** Name of the bucket of a role's files in an account. */
export function filesBucket({ bucketName }: Pick<DataRoleConfig, "bucketName">, account: string): string {
  return `${bucketName}-${account}`;
}

/** Allows files by folder, and the keys of their levels alone. */
export function dataStatements(
  role: DataRoleConfig,
  { account, region }: { readonly account: string; readonly region: string },
): readonly PolicyStatement[] {
  const { folders, levels } = role;
  const bucket = `arn:aws:s3:::${filesBucket(role, account)}`;
  const prefixes = Object.keys(folders);
  const byRight = (right: FolderRight): readonly string[] =>
    prefixes.filter((prefix) => folders[prefix] === right).map((prefix) => `${bucket}/${prefix}/*`);
  const keys = {
    resources: [`arn:aws:kms:${region}:${account}:key/*`],
    conditions: {
      StringEquals: { [LEVEL_TAG]: levels, "kms:ViaService": `s3.${region}.amazonaws.com` },
    },
  };
  const writes = byRight("read-write").length > 0;
  return [
    {
      sid: "ListFolders",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: { StringLike: { "s3:prefix": prefixes.flatMap((prefix) => [prefix, `${prefix}/*`]) } },
    },
    ...(["read", "read-write"] as const)
      .filter((right) => byRight(right).length > 0)
      .map((right) => ({
        sid: right === "read" ? "ReadFolders" : "WriteFolders",
        actions: OBJECT_ACTIONS[right],
        resources: byRight(right),
      })),
    {
      sid: "KeysOfTheLevels",
      actions: writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      ...keys,
    },
  ];
}
