import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import type { App } from "cdktf";
import { OrganizationTrail, type OrganizationTrailProps } from "../constructs/governance/organization-trail";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of an {@link OrganizationTrailStack}. */
export interface OrganizationTrailStackProps
  extends PlatformStackProps, Omit<OrganizationTrailProps, "kmsKeyArn"> {
  /** ARN of the alias of the logs' key in the log account. */
  readonly logKeyAliasArn: string;
}

/**
 * The trail layer: who did what. In the account that administers CloudTrail it records every account; where each has a
 * trail of its own, it records that account.
 *
 * Outputs: `billed_selectors`, for whoever wonders at a bill.
 */
export class OrganizationTrailStack extends PlatformStack {
  /** @throws ProblemsError when the name or a selector is not acceptable */
  public constructor(scope: App, props: OrganizationTrailStackProps) {
    super(scope, "trail", props);
    const { trailName, bucketName, records, recorded, logKeyAliasArn } = props;
    // CloudTrail answers with the key's ARN, which an alias in its place would differ from in every plan.
    const key = new DataAwsKmsKey(this, "log-key", { keyId: logKeyAliasArn });
    new OrganizationTrail(this, recorded ?? "organization", {
      trailName,
      bucketName,
      records,
      recorded,
      kmsKeyArn: key.arn,
    });
    const data = Object.keys(records.data).length;
    const network = Object.keys(records.network).length;
    this.publish(
      "billed_selectors",
      `${data} of data events, ${network} of network activity`,
      "Selectors whose events AWS bills one by one",
    );
  }
}
