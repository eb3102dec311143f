import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { AccountBaselineStack } from "../../../stacks/account-baseline-stack";
import { type BackupExports, BackupStack } from "../../../stacks/backup-stack";
import { logBucketName } from "../audit/names";
import type { EnterpriseConfig } from "../config";
import { workingRegionsOf } from "../organization/accounts";
import { GLOBAL_REGION } from "../organization/config";
import { TIMEZONE } from "./config";
import { keyAdministratorArns } from "./key-administrators";

/** The layers that every account has. The keys of the classes of its data come back: an account without data has none. */
export function composeBaseline(
  app: App,
  environment: Environment,
  config: EnterpriseConfig,
): BackupExports["keys"] {
  const { organization, baseline } = config;
  const { notices, costs, recording, remediation, backup } = baseline;

  new AccountBaselineStack(app, {
    environment,
    furtherRegions: workingRegionsOf(environment.name, organization),
    globalRegion: GLOBAL_REGION,
    configBucketName: logBucketName("config", organization),
    recording,
    remediation,
    notices,
    costs: organization.payer === "reseller" ? "elsewhere" : costs,
  });
  if ("noneBecause" in backup) {
    return {};
  }
  return new BackupStack(app, {
    environment,
    backup,
    backupRegion: organization.backupRegion,
    timezone: TIMEZONE,
    keyAdministrators: keyAdministratorArns(environment, baseline, organization),
  }).exports.keys;
}
