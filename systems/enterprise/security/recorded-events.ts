import type { RecordedEvents } from "../../../constructs/governance/trail-selectors";
import type { AccountKey, Organization } from "../organization/config";
import type { DataEventsConfig, SecurityConfig } from "./config";

/** What a trail records, by the beginnings of ARNs, which follow from account, Region and name. */
export function recordedEvents(
  records: SecurityConfig["records"],
  organization: Organization,
): RecordedEvents {
  return {
    network: records.network,
    data: Object.fromEntries(
      Object.entries(records.data).map(([name, { accounts, namePrefixes, ...events }]) => [
        name,
        {
          ...events,
          arnPrefixes: accounts.flatMap((account) =>
            namePrefixes.flatMap((prefix) => arnPrefix(events.type, prefix, account, organization)),
          ),
        },
      ]),
    ),
  };
}

/** Beginning of the ARNs of an account's resources; none of an account that the organization does not have. */
function arnPrefix(
  type: DataEventsConfig["type"],
  namePrefix: string,
  account: AccountKey,
  { accounts, homeRegion }: Organization,
): readonly string[] {
  const id = accounts[account]?.id;
  if (id === undefined) {
    return [];
  }
  const name = namePrefix.replaceAll("<id>", id).replaceAll("<account>", account);
  return [
    type === "AWS::S3::Object"
      ? `arn:aws:s3:::${name}`
      : `arn:aws:dynamodb:${homeRegion}:${id}:table/${name}`,
  ];
}
