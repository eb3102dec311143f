import { Command } from "commander";
import type { Environment } from "../../constructs/core/environment";
import { refuse } from "../../constructs/core/errors";
import type { SecurityAccountConfig } from "../../systems/enterprise/config";
import { enterprise } from "../../systems/enterprise/system";
import { forAnyConfig } from "../../systems/registry";
import { validConfigs } from "../../systems/validation";
import { type Aws, awsCommandLine } from "./aws";
import { type SecurityCheck, securityChecks } from "./checks";

type Variables = Readonly<Record<string, string | undefined>>;

/** Days after which a CRITICAL or HIGH finding must be resolved. */
const RESOLVED_WITHIN_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;

/** The command line of `check-security`. */
export function checkSecurityCommand(variables: Variables, print: (text: string) => void): Command {
  return new Command("check-security")
    .description(
      "Looks in the security account for what no Terraform resource can say, and for findings past their deadline; read-only.",
    )
    .action(async () => {
      const { environment, config } = securityAccount(variables);
      const aws = awsCommandLine(environment.region, variables);
      await refuseOtherAccount(aws, environment.account);

      const { inspector, macie } = config.security;
      const notUsed: readonly SecurityCheck["service"][] = [
        ...("off" in inspector ? (["inspector"] as const) : []),
        ...("off" in macie ? (["macie"] as const) : []),
      ];
      const expected = {
        macieMembers: Object.values(config.organization.accounts)
          .map(({ id }) => id)
          .filter((id) => id !== environment.account),
        excludedBuckets: "off" in macie ? [] : macie.excludedBuckets,
        overdueBefore: new Date(Date.now() - RESOLVED_WITHIN_DAYS * DAY_MILLISECONDS).toISOString(),
      };
      for (const { title, service, fix, found } of securityChecks()) {
        if (notUsed.includes(service)) {
          print(`-    ${title}: ${service} is not used`);
          continue;
        }
        const got = await found(aws, expected);
        if (got === undefined || got === "") {
          print(`ok   ${title}`);
        } else {
          print(`FAIL ${title}, got ${got}; ${fix}`);
          process.exitCode = 1;
        }
      }
    });
}

function securityAccount(variables: Variables): {
  readonly environment: Environment;
  readonly config: SecurityAccountConfig;
} {
  const valid = validConfigs(forAnyConfig(enterprise), variables)["security"];
  if (!valid) {
    refuse({
      path: "enterprise",
      rule: "has a security account",
      got: undefined,
      fix: "add the environment to its config",
    });
  }
  return { environment: valid.environment, config: valid.config as SecurityAccountConfig };
}

/** Answers of another account would say that all is well, or nothing is. */
async function refuseOtherAccount(aws: Aws, account: string): Promise<void> {
  const { Account: got } = (await aws("sts", "get-caller-identity")) as { readonly Account?: string };
  if (got !== account) {
    refuse({
      path: "check-security",
      rule: "asks the security account",
      got,
      fix: `switch to a role of ${account}`,
    });
  }
}
