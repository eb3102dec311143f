import type { Resource } from "../inventory";
import type { Statement } from "./policies";

/** Keys of conditions that name the account, or the organization, in whose name somebody calls. */
const ACCOUNT_KEYS = ["aws:sourceowner", "aws:sourceaccount", "aws:principalaccount", "kms:calleraccount"];
const ORGANIZATION_KEYS = ["aws:sourceorgid", "aws:principalorgid"];
const ARN_KEY = "aws:sourcearn";

/** Account of an ARN; buckets have none in theirs. */
const ACCOUNT_OF_ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;
/** A folder that bears the id of an account, as services write their logs. */
const ACCOUNT_IN_PATH = /\/(\d{12})\//;
const ANYBODY = "*";

/**
 * On whose behalf a statement admits its principals: ids of accounts and organizations. None when nothing holds it to
 * any. Conditions add up, so that the narrowest of them counts.
 */
export function scopeOf(statement: Statement): readonly string[] | undefined {
  const held = Object.entries(statement.condition)
    .filter(([operator]) => limits(operator))
    .flatMap(([, byKey]) => Object.entries(byKey))
    .flatMap(([key, value]) => scopeOfKey(key.toLowerCase(), typeof value === "string" ? [value] : value));
  const byPath = statement.resources.map((resource) => ACCOUNT_IN_PATH.exec(resource)?.[1] ?? ANYBODY);
  return [...held, byPath]
    .filter((scope) => scope.length > 0 && !scope.includes(ANYBODY))
    .map((scope) => [...new Set(scope)])
    .sort((one, other) => one.length - other.length)[0];
}

/** Whether a statement admits nobody beyond these accounts and organizations. */
export function isHeldTo(statement: Statement, scope: readonly string[]): boolean {
  const held = scopeOf(statement);
  return held?.every((one) => scope.includes(one)) ?? false;
}

/** Whether a statement that admits everybody admits those alone of the resource's own account. */
export function isHeldToAccount(statement: Statement, { place }: Resource): boolean {
  return !statement.principals.includes(ANYBODY) || isHeldTo(statement, [place.account]);
}

/** Negated operators, and those that let a missing key pass, hold nobody. */
function limits(operator: string): boolean {
  return !/Not|IfExists$|^ForAllValues:|^Null$/.test(operator);
}

function scopeOfKey(key: string, values: readonly string[]): readonly (readonly string[])[] {
  if (ACCOUNT_KEYS.includes(key) || ORGANIZATION_KEYS.includes(key)) {
    return [values.map((value) => (/[*?]/.test(value) ? ANYBODY : value))];
  }
  return key === ARN_KEY ? [values.map((value) => ACCOUNT_OF_ARN.exec(value)?.[1] ?? ANYBODY)] : [];
}
