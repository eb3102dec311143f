import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { AccountBaselineStack } from "../../../stacks/account-baseline-stack";
import { BackupStack } from "../../../stacks/backup-stack";
import { logBucketName } from "../audit/names";
import type { EnterpriseConfig } from "../config";
import { workingRegions } from "../organization/accounts";
import { GLOBAL_REGION } from "../organization/config";
import { TIMEZONE } from "./config";

/** The layers that every account has. */
export function composeBaseline(app: App, environment: Environment, config: EnterpriseConfig): void {
  const { organization, baseline } = config;
  const { notices, costs, recording, remediation, keyAdministrators, backup } = baseline;

  new AccountBaselineStack(app, {
    environment,
    furtherRegions: workingRegions(organization),
    globalRegion: GLOBAL_REGION,
    configBucketName: logBucketName("config", organization),
    recording,
    remediation,
    notices,
    costs: organization.payer === "reseller" ? "elsewhere" : costs,
  });
  if (!("noneBecause" in backup)) {
    const [first = "", ...others] = keyAdministrators.map(
      (role) => `arn:aws:iam::${environment.account}:role/${role}`,
    );
    new BackupStack(app, {
      environment,
      backup,
      backupRegion: organization.backupRegion,
      timezone: TIMEZONE,
      keyAdministrators: [first, ...others],
    });
  }
}
