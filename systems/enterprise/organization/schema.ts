import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { accountEmailProblems } from "../../../constructs/governance/member-account";
import { countShape } from "../../shapes";
import { accountsOf } from "./accounts";
import { type AccountKey, type Organization, WORKLOAD_KEYS } from "./config";
import { imageProblems } from "./images";

const text = z.string("must be a text; write it in quotes");
const region = text.regex(
  /^[a-z]{2}(-[a-z]+)+-\d$/,
  "must be an AWS Region code; write it like ap-northeast-1",
);
const yes = z.boolean("must be true or false; write one of them");

const workloadKey = z.enum(WORKLOAD_KEYS, {
  error: `must be an account that systems run in; choose one of ${WORKLOAD_KEYS.join(", ")}`,
});
const account = z.strictObject({
  id: text.regex(
    /^\d{12}$/,
    "must be a 12-digit AWS account id; correct it here or in the variable that sets it",
  ),
  name: text,
  email: text,
  unit: z.enum(["users", "security", "shared", "workloads", "root"], {
    error: "must be a unit under the root, none lies in another; choose users, security, shared or workloads",
  }),
});

/** Shape of an {@link Organization}; messages are `rule; remedy`. */
export const organizationShape = z.strictObject({
  id: text.regex(/^o-[a-z0-9]{10,32}$/, "must be the id of an organization; write it like o-exampleorgid"),
  homeRegion: region,
  backupRegion: region,
  furtherRegions: z.array(region),
  units: z.strictObject({ users: text, security: text, shared: text, workloads: text }),
  accounts: z.strictObject({
    management: account,
    identity: account,
    audit: account,
    security: account,
    network: account.optional(),
    dev: account,
    stg: account,
    prod: account,
    regulated: account.optional(),
  }),
  payer: z.enum(["own", "reseller"], { error: "must be own or reseller; choose one" }),
  landingZone: z.enum(["own", "existing"], { error: "must be own or existing; choose one" }),
  images: z.union(
    [z.literal("each-account"), z.strictObject({ pushedTo: workloadKey, copiedTo: z.array(workloadKey) })],
    {
      error:
        "must be each-account, or name accounts that systems run in as pushedTo and copiedTo; choose one",
    },
  ),
  trail: z.enum(["organization", "each-account"], {
    error: "must be organization or each-account; choose one",
  }),
  securityHub: z.enum(["central", "each-account"], {
    error: "must be central or each-account; choose one",
  }),
  compliance: z.strictObject({
    governmentAgency: yes,
    cardPayments: yes,
    multilayerEncryption: yes,
    auditRetention: z.union(
      [z.enum(["default", "pci-dss", "gdpr"]), z.strictObject({ days: countShape, reason: text })],
      { error: "must be default, pci-dss, gdpr, or have days and a reason; choose one" },
    ),
  }),
  placeholders: z.enum(["allowed", "refused"], { error: "must be allowed or refused; choose one" }),
});

/** What must fit together in an organization. */
export function organizationProblems(organization: Organization, path: string): readonly Problem[] {
  const { accounts, homeRegion, backupRegion } = organization;
  const stated = accountsOf(accounts);
  return [
    ...(homeRegion === backupRegion
      ? [
          {
            path: `${path}.backupRegion`,
            rule: "must be another than the home Region, whose loss backups are to survive",
            got: backupRegion,
            fix: "choose another",
          },
        ]
      : []),
    ...stated.flatMap(([key, { email }]) => accountEmailProblems(email, `${path}.accounts.${key}.email`)),
    ...repeated(organization, "id", "as each environment is an account of its own", path),
    ...repeated(organization, "email", "as each account has a root user of its own", path),
    ...repeated(organization, "name", "as people tell accounts apart by it", path),
    ...stated.flatMap(([key, { unit }]) => unitProblems(key, unit, `${path}.accounts.${key}.unit`)),
    ...imageProblems(organization, `${path}.images`),
    ...(organization.placeholders === "refused" ? placeholderProblems(organization, path) : []),
  ];
}

function repeated(
  { accounts }: Organization,
  field: "id" | "email" | "name",
  why: string,
  path: string,
): readonly Problem[] {
  const stated = accountsOf(accounts);
  return stated.flatMap(([key, each], index) =>
    stated
      .slice(0, index)
      .filter(([, other]) => other[field].toLowerCase() === each[field].toLowerCase())
      .map(([other]) => ({
        path: `${path}.accounts.${key}.${field}`,
        rule: `must not be that of ${other}, ${why}`,
        got: each[field],
        fix: "give it one of its own",
      })),
  );
}

/** Where each account lies: what a unit's policies say must hold of whatever is in it. */
const UNITS: Readonly<Record<AccountKey, string>> = {
  management: "root",
  identity: "users",
  audit: "security",
  security: "security",
  network: "shared",
  dev: "workloads",
  stg: "workloads",
  prod: "workloads",
  regulated: "workloads",
};

function unitProblems(key: AccountKey, unit: string, path: string): readonly Problem[] {
  return unit === UNITS[key]
    ? []
    : [
        {
          path,
          rule: `must be ${UNITS[key]}, whose policies are made for it`,
          got: unit,
          fix: `write ${UNITS[key]}`,
        },
      ];
}

const EXAMPLE_ADDRESS = /@example\.(com|org|net)$/i;
const EXAMPLE_ACCOUNT = /^81000000000\d$/;

/** What nobody can deploy: the examples of this repository. */
function placeholderProblems({ id, accounts }: Organization, path: string): readonly Problem[] {
  const examples = accountsOf(accounts).flatMap(([key, account]) => [
    ...(EXAMPLE_ADDRESS.test(account.email) ? [[`accounts.${key}.email`, account.email]] : []),
    ...(EXAMPLE_ACCOUNT.test(account.id) ? [[`accounts.${key}.id`, account.id]] : []),
  ]);
  return [...(id.startsWith("o-example") ? [["id", id]] : []), ...examples].map(([field, got]) => ({
    path: `${path}.${field ?? ""}`,
    rule: "must not be an example",
    got,
    fix: "write the real one, or allow placeholders while nobody deploys",
  }));
}
