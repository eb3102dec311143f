import type { Environment } from "../../../constructs/core/environment";
import { ACCOUNT, everything, type Flow, otherAccount } from "../../flows";
import type { AccountKey, Organization } from "./config";

/** Images are built once and copied to the accounts that run them. */
export function imageFlows(
  { images, accounts }: Organization,
  { name, account, region }: Environment,
): readonly Flow[] {
  if (images === "each-account") {
    return [];
  }
  const { pushedTo, copiedTo } = images;
  const of = (key: AccountKey): Flow["from"] => otherAccount({ name: key, account: accounts[key]?.id ?? "" });
  if (name === pushedTo) {
    return copiedTo.map((key) => ({
      from: ACCOUNT,
      to: of(key),
      path: ["replication"],
      reason: "what is built here runs there",
      rows: ["EN-024"],
    }));
  }
  return copiedTo.some((key) => key === name)
    ? [
        {
          from: of(pushedTo),
          to: everything("images", `arn:aws:ecr:${region}:${account}:repository/enterprise-*`),
          path: ["resource-policy"],
          actions: ["ecr:ReplicateImage"],
          reason: "what runs here is built there",
          rows: ["EN-024"],
        },
      ]
    : [];
}
