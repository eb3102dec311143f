import { isRecord } from "../codec";
import type { Value } from "../codec";
import { digits } from "../context";
import type { ProviderContext } from "../context";

/** A resource that is being made: what is known of it, and who it is. */
export interface Made {
  /** The Terraform type. */
  readonly type: string;
  /** Where it is made. */
  readonly context: ProviderContext;
  /** Every value that is known; unknown ones are absent. */
  readonly known: Readonly<Record<string, Value>>;
  /** The name that a person gave it, or a generated one. */
  readonly name: string;
  /** Deterministic digits that tell it from every other resource of its type. */
  readonly hash: string;
}

const NAME_ARGUMENTS = [
  "name",
  "bucket",
  "function_name",
  "identifier",
  "cluster_identifier",
  "replication_group_id",
  "cluster_id",
  "domain_name",
  "domain",
  "family",
  "alarm_name",
  "dashboard_name",
  "key_name",
  "broker_name",
  "user_id",
  "analyzer_name",
  "layer_name",
];

/** Works out who a resource is from what is known of it: the same values in the same region give the same one. */
export function madeResource(
  type: string,
  known: Readonly<Record<string, Value>>,
  context: ProviderContext,
): Made {
  const region = text(known["region"]) ?? context.region;
  const here = { ...context, region };
  const hash = digits(40, type, here.account, region, canonical(known));
  return { type, context: here, known, hash, name: nameOf(type, known, hash) };
}

/** The value of a known string argument. */
export function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function nameOf(type: string, known: Readonly<Record<string, Value>>, hash: string): string {
  for (const argument of NAME_ARGUMENTS) {
    const given = text(known[argument]);
    if (given !== undefined) {
      return given;
    }
  }
  const prefix = NAME_ARGUMENTS.map((argument) => text(known[`${argument}_prefix`])).find(
    (found) => found !== undefined,
  );
  return prefix === undefined
    ? `${type.replace(/^[a-z]+_/, "").replaceAll("_", "-")}-${hash.slice(0, 8)}`
    : `${prefix}${hash.slice(0, 26)}`;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === "bigint") {
      return String(inner);
    }
    return isRecord(inner as Value)
      ? Object.fromEntries(Object.entries(inner as object).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  });
}
