import { z } from "zod";
import { backupProblems, RESTORABLE_TYPES } from "../../../constructs/backup/backup-rules";
import type { Problem } from "../../../constructs/core/errors";
import { costProblems } from "../../../constructs/governance/cost-watch";
import { countShape } from "../../shapes";
import type { Organization } from "../organization/config";
import { DUTY_KEYS, type DutyKey, type PeopleConfig } from "../people/config";
import type { BaselineConfig } from "./config";

const text = z.string("must be a text; write it in quotes");
const amount = z.number("must be an amount in US dollars; write it as a number");

const backup = z.strictObject({
  classes: z.array(text),
  keepDays: countShape,
  lock: z.union([z.enum(["off", "governance"]), z.strictObject({ complianceAfterDays: countShape })], {
    error: "must be off, governance or have complianceAfterDays; choose one",
  }),
  restoreTests: z.union([z.literal("off"), z.array(z.enum(RESTORABLE_TYPES))], {
    error: `must be off or name kinds of resources; choose of ${RESTORABLE_TYPES.join(", ")}`,
  }),
});

/** Shape of a {@link BaselineConfig}; messages are `rule; remedy`. */
export const baselineShape = z.strictObject({
  notices: z.strictObject({
    addresses: z.array(text).min(1, "must name somebody; add an address that is read"),
    slack: z.strictObject({ teamId: text, channelId: text }).optional(),
  }),
  costs: z.strictObject({ monthlyUsd: amount, addresses: z.array(text), anomalyUsd: amount.optional() }),
  recording: z.enum(["continuous", "daily"], { error: "must be continuous or daily; choose one" }),
  remediation: z.enum(["automatic", "notify-only"], {
    error: "must be automatic or notify-only; choose one",
  }),
  keyAdministrators: z
    .array(z.enum(DUTY_KEYS, { error: `must be a duty; choose one of ${DUTY_KEYS.join(", ")}` }))
    .min(1, "must name a duty; add admin, for repairs"),
  backup: z.union(
    [
      backup,
      z.strictObject({ noneBecause: text.regex(/\S/, "needs a reason; say why nothing is to be backed up") }),
    ],
    { error: "must have classes, keepDays, lock and restoreTests, or noneBecause; choose one" },
  ),
});

/** What must fit together in an account's baseline. */
export function baselineProblems(
  { costs, backup: backedUp }: BaselineConfig,
  organization: Organization,
  path: string,
): readonly Problem[] {
  return [
    ...costProblems(costs, `${path}.costs`),
    ...("noneBecause" in backedUp ? [] : backupProblems(backedUp, organization, `${path}.backup`)),
    ...("noneBecause" in backedUp
      ? []
      : cardholderProblems(backedUp.classes, organization, `${path}.backup`)),
  ];
}

/** Keys are administered by duties that somebody can switch to there. */
export function keyAdministratorProblems(
  { keyAdministrators }: BaselineConfig,
  { duties }: PeopleConfig,
  account: string,
  path: string,
): readonly Problem[] {
  const exists = (duty: DutyKey): boolean => duties[duty].accounts.some((key) => key === account);
  return keyAdministrators
    .filter((duty) => !exists(duty))
    .map((got) => ({
      path,
      rule: `must name duties that ${account} has`,
      got,
      fix: "choose another, or give the duty to the account",
    }));
}

/** Cardholder data brings PCI DSS with it, which the whole organization then keeps. */
function cardholderProblems(
  classes: readonly string[],
  { compliance }: Organization,
  path: string,
): readonly Problem[] {
  return classes.includes("cardholder") && !compliance.cardPayments
    ? [
        {
          path: `${path}.classes`,
          rule: "cardholder data is held under PCI DSS alone",
          got: "cardholder",
          fix: "set organization.compliance.cardPayments, or leave the class out",
        },
      ]
    : [];
}
