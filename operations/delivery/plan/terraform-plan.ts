/** As much of Terraform's JSON plan as delivery reads. @see https://developer.hashicorp.com/terraform/internals/json-format */
export interface TerraformPlan {
  /** Version of the format: `1.2`. */
  readonly format_version?: string;
  /** Whether the plan failed half-way. */
  readonly errored?: boolean;
  /** Every resource, also those that stay. */
  readonly resource_changes?: readonly TerraformResourceChange[];
  /** What changed outside of Terraform. */
  readonly resource_drift?: readonly TerraformResourceChange[];
  /** Every output, also those that stay. */
  readonly output_changes?: Readonly<Record<string, TerraformChange>>;
}

/** A resource in a JSON plan. */
export interface TerraformResourceChange {
  /** Address, with an index where there is one. */
  readonly address: string;
  /** Address before a move. */
  readonly previous_address?: string;
  /** `managed` or `data`. */
  readonly mode?: string;
  /** Type: `aws_vpc`. */
  readonly type: string;
  /** Name below the type. */
  readonly name?: string;
  /** Key of an object that an earlier replacement left. */
  readonly deposed?: string;
  /** What happens to it. */
  readonly change: TerraformChange;
}

/** The two sides of a change in a JSON plan. */
export interface TerraformChange {
  /** `no-op`, `create`, `read`, `update`, `delete`, `forget`, or two of them for a replacement. */
  readonly actions: readonly string[];
  /** Value now. */
  readonly before?: unknown;
  /** Value after, where it is known. */
  readonly after?: unknown;
  /** Mask of what is not known yet. */
  readonly after_unknown?: unknown;
  /** Mask of what is secret in `before`. */
  readonly before_sensitive?: unknown;
  /** Mask of what is secret in `after`. */
  readonly after_sensitive?: unknown;
  /** Paths of the attributes that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  /** Set when the object is taken over. */
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
