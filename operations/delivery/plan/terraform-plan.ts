/** As much of Terraform's JSON plan as delivery reads. @see https://developer.hashicorp.com/terraform/internals/json-format */
export interface TerraformPlan {
  readonly format_version?: string;
  readonly errored?: boolean;
  readonly resource_changes?: readonly TerraformResourceChange[];
  readonly resource_drift?: readonly TerraformResourceChange[];
  readonly output_changes?: Readonly<Record<string, TerraformChange>>;
}

/** A resource in a JSON plan. */
export interface TerraformResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode?: string;
  readonly type: string;
  readonly name?: string;
  readonly deposed?: string;
  readonly change: TerraformChange;
}

/** The two sides of a change in a JSON plan. */
export interface TerraformChange {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: unknown;
}

/** Major version of the JSON plan that delivery understands; Terraform keeps to it through all of 1.x. */
const FORMAT_MAJOR = "1";

/** Why a text is no plan that could be reported, or the plan. */
export type PlanReading =
  { readonly plan: TerraformPlan } | { readonly fault: string; readonly plan?: undefined };

/** Reads what `terraform show -json` printed. */
export function parsePlan(text: string): PlanReading {
  if (text.trim() === "") {
    return { fault: "the plan is empty" };
  }
  let plan: TerraformPlan;
  try {
    plan = JSON.parse(text) as TerraformPlan;
  } catch {
    return { fault: "the plan is no whole JSON; it was cut off or overwritten" };
  }
  const { format_version: version, errored } = plan;
  if (typeof version !== "string" || version.split(".")[0] !== FORMAT_MAJOR) {
    return {
      fault: `the plan has format version ${version ?? "none"}, and ${FORMAT_MAJOR}.x is understood; use the Terraform of this repository`,
    };
  }
  if (errored === true) {
    return { fault: "the plan is what a failed terraform plan left (errored: true)" };
  }
  return { plan };
}
