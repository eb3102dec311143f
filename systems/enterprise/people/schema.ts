import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { CONFIDENTIALITIES } from "../../../constructs/governance/classification";
import { switchSessionProblems } from "../../../constructs/identity/switch-role";
import { countShape } from "../../shapes";
import { ACCOUNT_KEYS } from "../organization/config";
import type { PeopleConfig, RoleConfig } from "./config";
import { accountsOfRoles } from "./roles";

const text = z.string("must be a text; write it in quotes");
const accountKey = z.enum(ACCOUNT_KEYS, {
  error: `must be an account of the organization; choose one of ${ACCOUNT_KEYS.join(", ")}`,
});
const levels = z.array(
  z.enum(CONFIDENTIALITIES, {
    error: `must be a level of confidentiality; choose one of ${CONFIDENTIALITIES.join(", ")}`,
  }),
);
const role = { accounts: z.array(accountKey), sessionHours: countShape };
const duty = z.strictObject(role);

/** Shape of a {@link PeopleConfig}; messages are `rule; remedy`. */
export const peopleShape = z.strictObject({
  duties: z.strictObject({ admin: duty, developer: duty, operator: duty, readonly: duty, auditor: duty }),
  levels: z.strictObject({
    admin: levels.optional(),
    developer: levels.optional(),
    operator: levels.optional(),
    readonly: levels.optional(),
    auditor: levels.optional(),
  }),
  data: z.record(
    z.string(),
    z.strictObject({
      ...role,
      levels,
      bucketName: text,
      folders: z.record(
        z.string(),
        z.enum(["read", "read-write"], { error: "must be read or read-write; choose one" }),
      ),
    }),
  ),
  groups: z.record(z.string(), z.record(z.string(), z.array(accountKey))),
  users: z.record(z.string(), z.array(text)),
});

/** What must fit together in the values of the people. */
export function peopleProblems(people: PeopleConfig, path: string): readonly Problem[] {
  const { duties, data } = people;
  return [
    ...Object.entries(duties).flatMap(([key, each]) => roleProblems(each, `${path}.duties.${key}`)),
    ...Object.entries(data).flatMap(([key, each]) => roleProblems(each, `${path}.data.${key}`)),
    ...developmentProblems(duties.developer, `${path}.duties.developer`),
    ...groupProblems(people, `${path}.groups`),
    ...userProblems(people, `${path}.users`),
  ];
}

function roleProblems({ sessionHours }: RoleConfig, path: string): readonly Problem[] {
  return switchSessionProblems(sessionHours, `${path}.sessionHours`);
}

/** What runs in production is changed by its deployment, not by whoever wrote it. */
function developmentProblems({ accounts }: RoleConfig, path: string): readonly Problem[] {
  return accounts
    .filter((account) => account !== "dev" && account !== "stg")
    .map((account) => ({
      path: `${path}.accounts`,
      rule: "must have developers in dev and stg alone",
      got: account,
      fix: "leave it out, or let them look with readonly",
    }));
}

function groupProblems(people: PeopleConfig, path: string): readonly Problem[] {
  const known = accountsOfRoles(people);
  return Object.entries(people.groups).flatMap(([group, roles]) =>
    Object.entries(roles).flatMap(([key, accounts]) => {
      const place = `${path}.${group}.${key}`;
      const has = known[key];
      return has === undefined
        ? [
            {
              path: place,
              rule: "must be a role",
              got: key,
              fix: `choose one of ${Object.keys(known).join(", ")}`,
            },
          ]
        : accounts
            .filter((account) => !has.includes(account))
            .map((account) => ({
              path: place,
              rule: `must name accounts that have the role ${key}`,
              got: account,
              fix: `choose among ${has.join(", ")}, or give it to ${account}`,
            }));
    }),
  );
}

function userProblems({ groups, users }: PeopleConfig, path: string): readonly Problem[] {
  return Object.entries(users).flatMap(([user, keys]) =>
    keys
      .filter((key) => !(key in groups))
      .map((key) => ({
        path: `${path}.${user}`,
        rule: "must name groups",
        got: key,
        fix: `choose among ${Object.keys(groups).join(", ")}`,
      })),
  );
}
