import type { RecordedEvents } from "../../../constructs/governance/trail-selectors";
import type { Organization } from "../organization/config";
import type { SecurityConfig } from "./config";
import { idsOf } from "./policies";

/** What a trail records, by the beginnings of ARNs, which follow from account, Region and name. */
export function recordedEvents(
  records: SecurityConfig["records"],
  organization: Organization,
): RecordedEvents {
  const { homeRegion } = organization;
  return {
    network: records.network,
    data: Object.fromEntries(
      Object.entries(records.data).map(([name, { accounts, namePrefix, ...events }]) => [
        name,
        {
          ...events,
          arnPrefixes: idsOf(accounts, organization).map((id) =>
            events.type === "AWS::S3::Object"
              ? `arn:aws:s3:::${namePrefix}${id}-`
              : `arn:aws:dynamodb:${homeRegion}:${id}:table/${namePrefix}`,
          ),
        },
      ]),
    ),
  };
}
