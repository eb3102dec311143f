import { everything, type Flow, the } from "../../flows";
import type { DataRoleConfig } from "./config";
import { filesBucket } from "./data-access";

const ACTIONS = {
  read: ["s3:GetObject"],
  "read-write": ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
} as const;

/** A group's files, folder by folder, and the keys of their levels. */
export function dataFlows(
  role: string,
  data: DataRoleConfig,
  { account, region }: { readonly account: string; readonly region: string },
  assumedBy: NonNullable<Flow["assumedBy"]>,
): readonly Flow[] {
  const { folders } = data;
  const bucketName = filesBucket(data, account);
  const bucket = `arn:aws:s3:::${bucketName}`;
  const writes = Object.values(folders).includes("read-write");
  const files = { from: the("role", role), assumedBy, rows: ["EN-127"] };
  return [
    {
      ...files,
      to: everything(`folders of ${bucketName}`, bucket),
      actions: ["s3:ListBucket"],
      reason: "finds its folders",
    },
    ...Object.entries(folders).map(([folder, right]) => ({
      ...files,
      to: everything(`${folder} of ${bucketName}`, `${bucket}/${folder}/*`),
      actions: ACTIONS[right],
      reason: "files that go with position and department",
    })),
    {
      ...files,
      to: everything("keys of its levels", `arn:aws:kms:${region}:${account}:key/*`),
      actions: writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
      reason: "keys whose tag names a level that it may work with",
    },
  ];
}
