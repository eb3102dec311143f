import { cannotTell, notCompliant, type Verdict } from "./guard-rail";
import { type Attributes, isReference, valueAt } from "./workspace";

/** What is to be said when an attribute must have one of some values; a value that Terraform decides cannot be told. */
export function mustBe(
  attributes: Attributes,
  path: string,
  accepted: readonly unknown[],
): readonly Verdict[] {
  const value = valueAt(attributes, path);
  if (accepted.some((one) => one === value || String(one) === value)) {
    return [];
  }
  return isReference(value)
    ? [cannotTell(`${path} = ${value}`)]
    : [notCompliant(`${path} = ${shown(value)}`)];
}

/** What is to be said when an attribute must be stated; a reference counts, as it is somebody's value. */
export function mustBeStated(attributes: Attributes, path: string): readonly Verdict[] {
  const value = valueAt(attributes, path);
  return value === undefined || value === null || value === "" ? [notCompliant(`no ${path}`)] : [];
}

/** What is to be said when an attribute must not be stated. */
export function mustBeAbsent(attributes: Attributes, path: string): readonly Verdict[] {
  const value = valueAt(attributes, path);
  return value === undefined || value === null ? [] : [notCompliant(`${path} stated`)];
}

/** What is to be said when a number must reach a least value. */
export function mustBeAtLeast(attributes: Attributes, path: string, least: number): readonly Verdict[] {
  const value = valueAt(attributes, path);
  if (isReference(value)) {
    return [cannotTell(`${path} = ${value}`)];
  }
  return typeof value === "number" && value >= least ? [] : [notCompliant(`${path} = ${shown(value)}`)];
}

/** A value as a finding shows it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) {
    return "nothing";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
