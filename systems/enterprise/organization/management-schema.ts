import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { contactProblems } from "../../../constructs/governance/account-contacts";
import { controlPoliciesProblems } from "../../../constructs/governance/control-statement";
import type { Organization } from "./config";
import type { ManagementValues } from "./management-config";
import { controlPolicies } from "./policies";

const text = z.string("must be a text; write it in quotes");
const contact = z.strictObject({ name: text, title: text, email: text, phoneNumber: text });
const optionalPolicy = z.union(
  [z.literal("in-force"), z.strictObject({ leftOutBecause: text.min(1, "must say why; write a sentence") })],
  { error: "must be in-force or have leftOutBecause; choose one" },
);

/** Shape of {@link ManagementValues}; messages are `rule; remedy`. */
export const managementShape = z.strictObject({
  rootAccess: z.enum(["central", "each-account"], { error: "must be central or each-account; choose one" }),
  firewallManager: z.boolean("must be true or false; write one of them"),
  optionalPolicies: z.strictObject({ membership: optionalPolicy, "audit-resources": optionalPolicy }),
  regulatedRegions: z.array(text).min(1, "must name a Region; add the home Region"),
  contacts: z.strictObject({
    billing: contact.optional(),
    operations: contact.optional(),
    security: contact.optional(),
  }),
  costTagKeys: z.array(text),
  alertAddresses: z.array(text).min(1, "must name somebody; add an address"),
});

/** What must fit together in the values of the management account. */
export function managementProblems(
  management: ManagementValues,
  organization: Organization,
  path: string,
): readonly Problem[] {
  const policies = controlPolicies(organization, management);
  return [
    ...Object.entries(management.contacts).flatMap(([kind, each]) =>
      contactProblems(each, `${path}.contacts.${kind}`),
    ),
    ...controlPoliciesProblems(policies, `${path}.policies`),
    ...residencyProblems(management, organization, `${path}.regulatedRegions`),
  ];
}

/** The account of regulated data stands in the home Region and keeps its copies in that of the backups. */
function residencyProblems(
  { regulatedRegions }: ManagementValues,
  { accounts, homeRegion, backupRegion }: Organization,
  path: string,
): readonly Problem[] {
  return accounts.regulated === undefined
    ? []
    : [homeRegion, backupRegion]
        .filter((region) => !regulatedRegions.includes(region))
        .map((region) => ({
          path,
          rule: `must have ${region}, where its data or their copies lie`,
          got: regulatedRegions.join(", "),
          fix: "add it, or choose other Regions for all accounts",
        }));
}
