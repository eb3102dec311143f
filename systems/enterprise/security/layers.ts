import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { DetectionStack, type DetectionStackProps } from "../../../stacks/detection-stack";
import { FindingsStack } from "../../../stacks/findings-stack";
import { OrganizationTrailStack } from "../../../stacks/organization-trail-stack";
import { SecurityHubStack } from "../../../stacks/security-hub-stack";
import { logBucketName, logKeyAliasArn, TRAIL_NAME } from "../audit/names";
import { accountsOf, ADMINISTRATOR } from "../organization/accounts";
import type { AccountKey, Organization } from "../organization/config";
import type { SecurityConfig } from "./config";
import { findingsProps } from "./findings";
import { NAMES } from "./names";
import { idsOf, securityPolicies } from "./policies";
import { recordedEvents } from "./recorded-events";

/** The layers of the security account, which administers the security services of all accounts. */
export function composeSecurity(
  app: App,
  environment: Environment,
  config: SecurityConfig,
  organization: Organization,
): void {
  const keys = accountsOf(organization.accounts).map(([key]) => key);
  const { reduced } = config;

  // Who did what, in every account.
  if (organization.trail === "organization") {
    new OrganizationTrailStack(app, {
      environment,
      trailName: TRAIL_NAME,
      bucketName: logBucketName("cloudtrail", organization),
      logKeyAliasArn: logKeyAliasArn(organization),
      records: recordedEvents(config.records, organization),
    });
  }

  // What accounts are held against, and what was decided about what was found.
  const planned = keys.filter((key) => !reduced.includes(key));
  new SecurityHubStack(app, {
    environment,
    configuration:
      organization.securityHub === "central"
        ? { policies: securityPolicies(config, organization) }
        : { members: Object.fromEntries(members(organization).map(([key, { id }]) => [key, id])) },
    findings: {
      register: config.findings,
      accounts: Object.fromEntries(keys.map((key) => [key, idsOf([key], organization)])),
      plannedAccounts: idsOf(planned, organization),
    },
    reviewLists: {
      production: {
        name: "Open MEDIUM and LOW findings in production",
        accounts: idsOf(planned, organization),
      },
      development: {
        name: "Open MEDIUM and LOW findings in development",
        accounts: idsOf(reduced, organization),
      },
    },
  });
  new DetectionStack(app, { environment, ...detection(config, organization) });

  // Who is told of what was found.
  new FindingsStack(app, { environment, ...findingsProps(config, organization) });
}

function detection(
  { guardDuty, inspector, macie, accessAnalyzer, firewallManager }: SecurityConfig,
  organization: Organization,
): Omit<DetectionStackProps, "environment"> {
  return {
    logKeyAliasArn: logKeyAliasArn(organization),
    threats:
      "off" in guardDuty
        ? guardDuty
        : { plansOff: guardDuty.plansOff, bucketName: logBucketName("guardduty", organization) },
    vulnerabilities:
      "off" in inspector
        ? inspector
        : {
            members: Object.fromEntries(members(organization).map(([key, { id }]) => [key, id])),
            codeScannedMembers: inspector.codeScanned,
          },
    sensitiveData:
      "off" in macie
        ? macie
        : {
            members: Object.fromEntries(
              members(organization).map(([key, { id, email }]) => [key, { account: id, email }]),
            ),
            identifiers: macie.identifiers,
            bucketName: logBucketName("macie", organization),
          },
    access:
      "off" in accessAnalyzer
        ? accessAnalyzer
        : {
            externalAnalyzerName: NAMES.externalAccess,
            unused: accessAnalyzer.unused && {
              analyzerName: NAMES.unusedAccess,
              unusedAfterDays: accessAnalyzer.unused.unusedAfterDays,
              exceptAccounts: othersThan(accessAnalyzer.unused.accounts, organization),
            },
          },
    firewalls: firewallManager && { ...firewallManager, namePrefix: NAMES.firewalls },
  };
}

/** The accounts beside the one that administers. */
function members({ accounts }: Organization): ReturnType<typeof accountsOf> {
  return accountsOf(accounts).filter(([key]) => key !== ADMINISTRATOR);
}

function othersThan(keys: readonly AccountKey[], { accounts }: Organization): readonly string[] {
  return accountsOf(accounts)
    .filter(([key]) => !keys.includes(key))
    .map(([, { id }]) => id);
}
