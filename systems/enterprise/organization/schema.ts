import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { accountEmailProblems } from "../../../constructs/governance/member-account";
import { countShape } from "../../shapes";
import { accountsOf } from "./accounts";
import type { Organization } from "./config";

const text = z.string("must be a text; write it in quotes");
const REGION = text.regex(
  /^[a-z]{2}(-[a-z]+)+-\d$/,
  "must be an AWS Region code; write it like ap-northeast-1",
);

const account = z.strictObject({
  id: text.regex(
    /^\d{12}$/,
    "must be a 12-digit AWS account id; correct it here or in the variable that sets it",
  ),
  name: text,
  email: text,
  unit: z.enum(["users", "security", "shared", "workloads", "root"], {
    error:
      "must be a unit under the root, since units are not nested; choose users, security, shared or workloads",
  }),
});

/** Shape of an {@link Organization}; messages are `rule; remedy`. */
export const organizationShape = z.strictObject({
  id: text.regex(/^o-[a-z0-9]{10,32}$/, "must be the id of an organization; write it like o-exampleorgid"),
  homeRegion: REGION,
  backupRegion: REGION,
  furtherRegions: z.array(REGION),
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
  compliance: z.strictObject({
    governmentAgency: z.boolean(),
    cardPayments: z.boolean(),
    multilayerEncryption: z.boolean(),
    auditRetention: z.union(
      [z.enum(["default", "pci-dss", "gdpr"]), z.strictObject({ days: countShape, reason: text })],
      { error: "must be default, pci-dss, gdpr, or have days and a reason; choose one" },
    ),
  }),
  placeholders: z.enum(["allowed", "refused"], { error: "must be allowed or refused; choose one" }),
});

/** What must fit together in an organization. */
export function organizationProblems({ accounts }: Organization, path: string): readonly Problem[] {
  return accountsOf(accounts).flatMap(([key, { email }]) =>
    accountEmailProblems(email, `${path}.accounts.${key}.email`),
  );
}
