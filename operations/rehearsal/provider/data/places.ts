import { text } from "../answers/resource";
import { isRecord } from "../codec";
import type { Value } from "../codec";
import { capitals, digits } from "../context";
import type { ProviderContext } from "../context";
import type { Answer } from "./sources";

const suffix = (region: string): string => (region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");

/** Answers about the caller, its Region and the account's surroundings. */
export const PLACES: Readonly<Record<string, Answer>> = {
  aws_caller_identity: (_config, { account, partition }) => ({
    account_id: account,
    arn: `arn:${partition}:sts::${account}:assumed-role/rehearsal/rehearsal`,
    user_id: "AROAREHEARSAL0000000:rehearsal",
    id: account,
  }),
  aws_partition: (_config, { partition, region }) => ({
    partition,
    dns_suffix: suffix(region),
    reverse_dns_prefix: suffix(region).split(".").reverse().join("."),
    id: partition,
  }),
  aws_region: (config, context) => {
    const region =
      typeof config["region"] === "string"
        ? config["region"]
        : typeof config["name"] === "string"
          ? config["name"]
          : context.region;
    return {
      region,
      name: region,
      id: region,
      description: region,
      endpoint: `ec2.${region}.${suffix(region)}`,
    };
  },
  aws_default_tags: (_config, { defaultTags }) => ({ tags: defaultTags }),
  aws_availability_zones: (config, context) => zones(config, context),
  aws_availability_zone: (config, { region }) => {
    const name = text(config["name"]) ?? `${region}a`;
    return {
      id: name,
      name,
      name_suffix: name.slice(-1),
      region,
      state: "available",
      zone_id: `${region}-az${name.charCodeAt(name.length - 1) - 96}`,
      zone_type: "availability-zone",
    };
  },
  aws_canonical_user_id: (_config, { account }) => ({
    id: digits(64, "canonical", account),
    display_name: null,
  }),
  aws_cloudfront_log_delivery_canonical_user_id: (_config, { region }) => ({
    id: digits(64, "cloudfront-logs", partitionKey(region)),
  }),
  aws_elb_service_account: (_config, { partition, region }) => {
    const account = accountLike("elb", region);
    return { id: account, arn: `arn:${partition}:iam::${account}:root` };
  },
  aws_prefix_list: (config, { region }) => prefixList(config, region),
  aws_ec2_managed_prefix_list: (config, context) => ({
    ...prefixList(config, context.region),
    arn: `arn:${context.partition}:ec2:${context.region}:aws:prefix-list/${prefixListId(config, context.region)}`,
    address_family: "IPv4",
    owner_id: "AWS",
    max_entries: 100,
    version: 1,
    entries: [],
  }),
  aws_organizations_organization: (_config, { account, partition }) => ({
    id: "o-rehearsal0",
    arn: `arn:${partition}:organizations::${account}:organization/o-rehearsal0`,
    master_account_id: account,
    master_account_arn: `arn:${partition}:organizations::${account}:account/o-rehearsal0/${account}`,
    master_account_email: "root@example.com",
    roots: [
      {
        arn: `arn:${partition}:organizations::${account}:root/o-rehearsal0/r-root`,
        id: "r-root",
        name: "Root",
        policy_types: [],
      },
    ],
  }),
  aws_ssoadmin_instances: (_config, { partition }) => ({
    id: "rehearsal",
    arns: [`arn:${partition}:sso:::instance/ssoins-${digits(16, "sso")}`],
    identity_store_ids: [`d-${digits(10, "identity-store")}`],
  }),
};

/** A 12-digit account id for an account of AWS's own. */
export function accountLike(...parts: readonly string[]): string {
  return String(100_000_000_000n + (BigInt(`0x${digits(12, ...parts)}`) % 899_999_999_999n));
}

function zones(
  config: Readonly<Record<string, Value>>,
  { region }: ProviderContext,
): Readonly<Record<string, Value>> {
  const excluded = Array.isArray(config["exclude_names"])
    ? (config["exclude_names"] as readonly Value[])
    : [];
  const letters = ["a", "b", "c"].filter((letter) => !excluded.includes(`${region}${letter}`));
  return {
    id: region,
    names: letters.map((letter) => `${region}${letter}`),
    zone_ids: letters.map((letter) => `${region}-az${letter.charCodeAt(0) - 96}`),
    group_names: [region],
  };
}

function prefixListId(config: Readonly<Record<string, Value>>, region: string): string {
  const filters = Array.isArray(config["filter"])
    ? (config["filter"] as readonly Value[]).filter(isRecord)
    : [];
  const given = config["prefix_list_id"] ?? config["id"];
  return typeof given === "string"
    ? given
    : `pl-${digits(8, region, text(config["name"]) ?? JSON.stringify(filters))}`;
}

function prefixList(
  config: Readonly<Record<string, Value>>,
  region: string,
): Readonly<Record<string, Value>> {
  const id = prefixListId(config, region);
  return {
    id,
    name: config["name"] ?? `com.amazonaws.${region}.${capitals(4, id).toLowerCase()}`,
    cidr_blocks: ["198.51.100.0/24"],
  };
}

function partitionKey(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}
