import type { Environment } from "../../../constructs/core/environment";
import { githubRoleArn } from "../../../constructs/identity/github-names";
import type { AccountKey, Organization } from "../organization/config";
import { FIRST_ADMINISTRATOR } from "../organization/accounts";
import { roleArn } from "../people/roles";
import type { BaselineConfig } from "./config";

/**
 * ARNs of the roles that may administer the keys of an account's data: that of the deployment, that by which the
 * management account makes the first deployment, and those of the duties that are stated.
 */
export function keyAdministratorArns(
  environment: Environment,
  { keyAdministrators }: BaselineConfig,
  organization: Organization,
): readonly [string, ...string[]] {
  return [
    githubRoleArn(environment, "deploy"),
    `arn:aws:iam::${environment.account}:role/${FIRST_ADMINISTRATOR}`,
    ...keyAdministrators.map((duty) => roleArn(duty, environment.name as AccountKey, organization)),
  ];
}
