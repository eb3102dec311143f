import { isRecord, isUnknown, UNKNOWN } from "../codec";
import type { Value } from "../codec";
import { digits } from "../context";
import type { ProviderContext } from "../context";
import { same } from "../plan";

type Attributes = Readonly<Record<string, Value>>;

/** What a resource type's own planning may look at. */
export interface DecideInput {
  /** The arguments as written. */
  readonly config: Attributes;
  /** The plan so far; what is still unknown is open. */
  readonly planned: Attributes;
  /** The state now; absent for a new resource. */
  readonly prior?: Attributes;
  /** Where the resource is made. */
  readonly context: ProviderContext;
}

/** Computed values that the real provider already knows at plan, or knows to change with an update. */
export type Decide = (input: DecideInput) => Attributes;

const DECIDE: Readonly<Record<string, Decide>> = {
  aws_acm_certificate: ({ config, prior }) =>
    prior === undefined ? { domain_validation_options: validationOptions(config) } : {},
  // A changed template gets a new version number, and whoever refers to it must wait for it.
  aws_launch_template: ({ prior, planned }) =>
    changed(prior, planned, ["latest_version", "default_version", "tags_all"])
      ? { latest_version: UNKNOWN }
      : {},
  aws_lambda_function: ({ prior, planned }) =>
    changed(prior, planned, ["tags_all", "tags"]) && planned["publish"] === true
      ? { version: UNKNOWN, qualified_arn: UNKNOWN, qualified_invoke_arn: UNKNOWN }
      : {},
  aws_s3_bucket: ({ config, prior, context }) => (prior === undefined ? bucketNames(config, context) : {}),
};

/** The planning of a type that goes beyond its schema, if any. */
export function decideOf(type: string): Decide | undefined {
  return DECIDE[type];
}

// Keys of for_each are made from these domain names, so they must be known before the certificate exists.
function validationOptions(config: Attributes): Value {
  const names = [config["domain_name"] ?? null, ...listOf(config["subject_alternative_names"])];
  if (config["validation_method"] !== "DNS" || names.some(isUnknown)) {
    return config["validation_method"] === "DNS" ? UNKNOWN : [];
  }
  return [...new Set(names)].map((domain) => ({
    domain_name: domain,
    resource_record_name: UNKNOWN,
    resource_record_type: UNKNOWN,
    resource_record_value: UNKNOWN,
  }));
}

/** The validation record of one domain of a certificate: a wildcard shares the record of its parent. */
export function validationRecord(domain: string): Attributes {
  const base = domain.replace(/^\*\./, "");
  return {
    domain_name: domain,
    resource_record_name: `_${digits(32, "acm-name", base)}.${base}.`,
    resource_record_type: "CNAME",
    resource_record_value: `_${digits(32, "acm-value", base)}.${digits(10, "acm-zone", base)}.acm-validations.aws.`,
  };
}

function bucketNames(config: Attributes, { region }: ProviderContext): Attributes {
  const bucket = config["bucket"];
  return typeof bucket === "string"
    ? { bucket_domain_name: `${bucket}.s3.amazonaws.com`, bucket_region: region }
    : {};
}

function changed(prior: Attributes | undefined, planned: Attributes, except: readonly string[]): boolean {
  return (
    prior !== undefined &&
    Object.keys(planned).some(
      (key) => !except.includes(key) && !same(prior[key] ?? null, planned[key] ?? null),
    )
  );
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? (value as readonly Value[]) : isRecord(value) ? [] : [value];
}
