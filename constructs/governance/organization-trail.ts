import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { type RecordedEvents, recordedEventsProblems, trailSelectors } from "./trail-selectors";

/** Values of an {@link OrganizationTrail}. */
export interface OrganizationTrailProps {
  /** Name of the trail. A change replaces it. */
  readonly trailName: string;
  /** Name of the bucket in the log account; its policy admits the trail by the ARN of {@link organizationTrailArn}. */
  readonly bucketName: string;
  /** ARN of the key of that bucket. */
  readonly kmsKeyArn: string;
  /** What it records beside the management events of every account. */
  readonly records: RecordedEvents;
  /**
   * Whether it records every account of the organization, or the one that it stands in.
   *
   * @default "organization"
   */
  readonly recorded?: "organization" | "account" | undefined;
}

/** ARN of a trail by its owner. */
function trailArn(place: {
  readonly region: string;
  readonly owner: string;
  readonly trailName: string;
}): string {
  return `arn:aws:cloudtrail:${place.region}:${place.owner}:trail/${place.trailName}`;
}

/** ARN of the trail of one account. */
export function accountTrailArn({
  account,
  ...place
}: {
  readonly region: string;
  readonly account: string;
  readonly trailName: string;
}): string {
  return trailArn({ ...place, owner: account });
}

/**
 * ARN of an organization's trail. The management account owns it even where a delegated administrator makes it, so that
 * its id stands in the ARN.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 */
export function organizationTrailArn({
  managementAccount,
  ...place
}: {
  readonly region: string;
  readonly managementAccount: string;
  readonly trailName: string;
}): string {
  return trailArn({ ...place, owner: managementAccount });
}

/**
 * The trail of a whole organization, made by the account that administers CloudTrail, or of one account that has none
 * above it, into the log account's bucket: management events of every account that is meant and of every Region, data and network-activity events as stated, no Insights, with digests that show whether a file
 * was changed.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  /** @throws ProblemsError when the name or a selector is not acceptable */
  public constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);
    const { trailName, bucketName, kmsKeyArn, records, recorded = "organization" } = props;
    const { path } = this.node;
    throwProblems(recordedEventsProblems(records, `${path}.records`));
    new Cloudtrail(this, "trail", {
      name: checkedName("aws_cloudtrail", trailName, path),
      s3BucketName: bucketName,
      kmsKeyId: kmsKeyArn,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      isOrganizationTrail: recorded === "organization",
      includeGlobalServiceEvents: true,
      advancedEventSelector: trailSelectors(records),
    });
  }
}
