import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { OrganizationTrailStack } from "../../../stacks/organization-trail-stack";
import { StandardsStack } from "../../../stacks/standards-stack";
import { ACCOUNT_TRAIL_NAME, logBucketName, logKeyAliasArn } from "../audit/names";
import type { AccountConfig } from "../config";
import { ADMINISTRATOR } from "../organization/accounts";
import { recordedEvents } from "./recorded-events";

/** The layers that an account has where an organization's trail or a central Security Hub cannot be had. */
export function composeOwnSecurity(
  app: App,
  environment: Environment,
  { organization, ownSecurity }: AccountConfig,
): void {
  const { standards, disabledControls, records } = ownSecurity;
  if (organization.trail === "each-account") {
    new OrganizationTrailStack(app, {
      environment,
      trailName: ACCOUNT_TRAIL_NAME,
      bucketName: logBucketName("cloudtrail", organization),
      logKeyAliasArn: logKeyAliasArn(organization),
      records: recordedEvents(records, organization),
      recorded: "account",
    });
  }
  if (organization.securityHub === "each-account") {
    new StandardsStack(app, {
      environment,
      standards,
      disabledControls,
      hub: environment.name === ADMINISTRATOR ? "exists" : "make",
    });
  }
}
