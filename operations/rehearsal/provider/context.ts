import { createHash } from "node:crypto";
import { isRecord } from "./codec";
import type { Value } from "./codec";

/** What one configured provider knows about itself: where it works and what it adds to every resource. */
export interface ProviderContext {
  /** The 12 digits of the account. */
  readonly account: string;
  /** The Region's code. */
  readonly region: string;
  /** The partition of the Region, `aws` for most. */
  readonly partition: string;
  /** The tags of `default_tags`, added to every resource's `tags_all`. */
  readonly defaultTags: Readonly<Record<string, Value>>;
}

/** The account that a rehearsal assumes where the configuration names none. */
export const REHEARSAL_ACCOUNT = "111111111111";

/** The context before a provider is configured, as during `terraform validate`. */
export const UNCONFIGURED: ProviderContext = {
  account: REHEARSAL_ACCOUNT,
  region: "us-east-1",
  partition: "aws",
  defaultTags: {},
};

/**
 * Reads the context from a provider's configuration.
 *
 * The account is the one of the role to assume, else the first allowed account: both are what the real provider would
 * find itself in.
 */
export function contextOf(config: Value): ProviderContext {
  if (!isRecord(config)) {
    return UNCONFIGURED;
  }
  const region = known(config["region"]) ?? UNCONFIGURED.region;
  return {
    account: accountOf(config),
    region,
    partition: partitionOf(region),
    defaultTags: defaultTags(config),
  };
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The first `length` hexadecimal digits of a hash of the parts: the same parts give the same digits everywhere. */
export function digits(length: number, ...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, length);
}

/** Like {@link digits}, in upper-case letters and digits as IAM and CloudFront use them. */
export function capitals(length: number, ...parts: readonly string[]): string {
  const number = BigInt(`0x${digits(64, ...parts)}`);
  return number.toString(36).toUpperCase().slice(0, length);
}

function accountOf(config: Readonly<Record<string, Value>>): string {
  const roles = config["assume_role"];
  for (const role of Array.isArray(roles) ? (roles as readonly Value[]) : []) {
    const account = isRecord(role)
      ? /^arn:[\w-]+:iam::(\d{12}):/.exec(known(role["role_arn"]) ?? "")?.[1]
      : undefined;
    if (account !== undefined) {
      return account;
    }
  }
  const allowed = config["allowed_account_ids"];
  const first = Array.isArray(allowed) ? known((allowed as readonly Value[])[0]) : undefined;
  return first ?? REHEARSAL_ACCOUNT;
}

function defaultTags(config: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const blocks = config["default_tags"];
  const first = Array.isArray(blocks) ? (blocks as readonly Value[])[0] : undefined;
  const tags = isRecord(first) ? first["tags"] : undefined;
  return isRecord(tags) ? tags : {};
}

function known(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
