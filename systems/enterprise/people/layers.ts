import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { AccessStack } from "../../../stacks/access-stack";
import { PeopleStack } from "../../../stacks/people-stack";
import { auditorPermissions } from "../audit/auditors";
import type { AccountConfig } from "../config";
import type { AccountKey } from "../organization/config";
import { roleArn, rolesOf } from "./roles";

/** The layer of the people themselves, in the identity account. */
export function composePeople(
  app: App,
  environment: Environment,
  { organization, people }: AccountConfig,
): void {
  const named = (thing: string): string => `${environment.system}-${thing}`;
  new PeopleStack(app, {
    environment,
    identityAccount: organization.accounts.identity.id,
    everyoneName: named("everyone"),
    groups: Object.fromEntries(
      Object.entries(people.groups).map(([key, roles]) => [
        key,
        {
          name: named(key),
          roleArns: Object.entries(roles).flatMap(([role, accounts]) =>
            accounts
              .filter((account) => organization.accounts[account] !== undefined)
              .map((account) => roleArn(role, account, organization)),
          ),
        },
      ]),
    ),
    people: people.users,
  });
}

/** The layer of the roles that people switch to, in every account. */
export function composeAccess(
  app: App,
  environment: Environment,
  { organization, people }: AccountConfig,
): void {
  const account = environment.name as AccountKey;
  new AccessStack(app, {
    environment,
    identityAccount: organization.accounts.identity.id,
    roles: rolesOf(
      account,
      people,
      organization,
      account === "audit" ? auditorPermissions(organization) : [],
    ),
  });
}
