import type { Environment } from "../../../constructs/core/environment";
import { ACCOUNT, aws, elsewhere, everything, type Flow, peopleOf, the } from "../../flows";
import type { AccountConfig } from "../config";
import { accountsOf } from "../organization/accounts";
import type { AccountKey } from "../organization/config";
import { dataFlows } from "./flows-of-data";
import { developerFlows, operatorFlows } from "./flows-of-duties";
import { roleName } from "./roles";

const VIEW = ["policy/job-function/ViewOnlyAccess", "policy/CloudWatchReadOnlyAccess"];

/** Who may do what in an account by the roles that people switch to, each with a second factor. */
export function accessFlows(
  { organization, people }: AccountConfig,
  { name, account, region }: Environment,
): readonly Flow[] {
  const assumedBy = peopleOf({ name: "identity", account: organization.accounts.identity.id });
  const has = (accounts: readonly AccountKey[]): boolean => accounts.includes(name as AccountKey);
  const { admin, developer, operator, readonly: reader, auditor } = people.duties;
  const looks = (key: string, ...further: readonly string[]): Flow => ({
    from: the("role", roleName(key)),
    to: ACCOUNT,
    actions: [...VIEW, ...further],
    assumedBy,
    reason: "what there is and how it does, without its data",
    rows: ["EN-015"],
  });
  return [
    ...(has(admin.accounts)
      ? [
          {
            from: the("role", roleName("admin")),
            to: ACCOUNT,
            actions: ["policy/AdministratorAccess"],
            assumedBy,
            reason: "repairs when nothing else helps, an hour at a time",
            rows: ["EN-015"],
          },
        ]
      : []),
    ...(has(reader.accounts) ? [looks("readonly")] : []),
    ...(has(auditor.accounts) ? [looks("auditor", "policy/SecurityAudit")] : []),
    ...(has(developer.accounts)
      ? [looks("developer"), ...developerFlows(roleName("developer"), account, assumedBy)]
      : []),
    ...(has(operator.accounts)
      ? [looks("operator"), ...operatorFlows(roleName("operator"), account, assumedBy)]
      : []),
    ...Object.entries(people.data)
      .filter(([, { accounts }]) => has(accounts))
      .flatMap(([key, role]) => dataFlows(roleName(key), role, { account, region }, assumedBy)),
  ];
}

/** People, their groups, and the roles that each group may switch to. */
export function peopleFlows(
  { organization, people }: AccountConfig,
  { system, account }: Environment,
): readonly Flow[] {
  const group = (key: string): Flow["from"] => the("group", `${system}-${key}`);
  const member = (person: string, key: string): Flow => ({
    from: the("person", person),
    to: group(key),
    path: ["membership"],
    reason: "what people may do follows from their groups alone",
    rows: ["EN-005", "EN-126"],
  });
  return [
    ...Object.entries(people.users).flatMap(([person, keys]) =>
      ["everyone", ...keys].map((key) => member(person, key)),
    ),
    ...ownCredentials(group("everyone"), account),
    ...Object.entries(people.groups).flatMap(([key, roles]) =>
      Object.entries(roles).flatMap(([role, accounts]) =>
        accountsOf(organization.accounts)
          .filter(([name]) => accounts.includes(name))
          .map(([name, { id }]): Flow => ({
            from: group(key),
            to:
              name === "identity"
                ? the("role", roleName(role))
                : elsewhere({ name, account: id }, "role", roleName(role)),
            actions: ["sts:AssumeRole"],
            reason: "people work in an account by switching to a role there",
            rows: ["EN-015"],
          })),
      ),
    ),
  ];
}

/** Passwords and second factors are everybody's own. */
function ownCredentials(from: Flow["from"], account: string): readonly Flow[] {
  const own = { from, reason: "everybody keeps their own password and second factor", rows: ["EN-060"] };
  return [
    {
      ...own,
      to: everything("own user", `arn:aws:iam::${account}:user/$\${aws:username}`),
      actions: [
        "iam:ChangePassword",
        "iam:DeactivateMFADevice",
        "iam:EnableMFADevice",
        "iam:GetUser",
        "iam:ListMFADevices",
        "iam:ResyncMFADevice",
      ],
    },
    {
      ...own,
      to: everything("second factors", `arn:aws:iam::${account}:mfa/*`),
      actions: ["iam:CreateVirtualMFADevice"],
    },
    { ...own, to: aws("iam"), actions: ["iam:GetAccountPasswordPolicy", "iam:ListVirtualMFADevices"] },
  ];
}
