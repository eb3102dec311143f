import type { End, Hop } from "../../../systems/flows";
import type { Attributes } from "../documents";
import { blocks, type Inventory } from "../inventory";

/** Something that a resource hands to somebody by naming them, without a policy. */
export interface Handover {
  /** The resource. */
  readonly address: string;
  /** What it does: delivers logs, delegates a service, shares, makes somebody a member, opens an account, copies images. */
  readonly hop: Extract<
    Hop,
    "delivery" | "delegation" | "share" | "membership" | "entry-role" | "replication"
  >;
  /** Who gets, or delivers: an AWS service, an account, a person. */
  readonly from: string;
  /** What: a bucket, an AWS service, a share, a group, a role. */
  readonly to: string;
}

const HOST = ".amazonaws.com";

type Reader = (attributes: Attributes, inventory: Inventory) => readonly Omit<Handover, "address" | "hop">[];

/** Delegations whose type says which service is handed over. */
const DELEGATES: Readonly<Record<string, readonly [service: string, attribute: string]>> = {
  aws_cloudtrail_organization_delegated_admin_account: ["cloudtrail", "account_id"],
  aws_fms_admin_account: ["fms", "account_id"],
  aws_guardduty_organization_admin_account: ["guardduty", "admin_account_id"],
  aws_inspector2_delegated_admin_account: ["inspector2", "account_id"],
  aws_macie2_organization_admin_account: ["macie", "admin_account_id"],
  aws_securityhub_organization_admin_account: ["securityhub", "admin_account_id"],
};

const READERS: Readonly<Record<string, readonly [Handover["hop"], Reader]>> = {
  aws_flow_log: [
    "delivery",
    ({ log_destination_type: type, log_destination: to }) =>
      type === "s3" ? [{ from: "delivery.logs", to: bucketOf(to) }] : [],
  ],
  aws_config_delivery_channel: [
    "delivery",
    ({ s3_bucket_name: to }) => [{ from: "config", to: bucketOf(to) }],
  ],
  aws_cloudtrail: ["delivery", ({ s3_bucket_name: to }) => [{ from: "cloudtrail", to: bucketOf(to) }]],
  aws_guardduty_publishing_destination: [
    "delivery",
    ({ destination_arn: to }) => [{ from: "guardduty", to: bucketOf(to) }],
  ],
  aws_macie2_classification_export_configuration: [
    "delivery",
    ({ s3_destination: destination }) =>
      blocks(destination).map(({ bucket_name: to }) => ({ from: "macie", to: bucketOf(to) })),
  ],
  aws_lb: [
    "delivery",
    ({ access_logs: logs }) =>
      blocks(logs)
        .filter(({ enabled }) => enabled === true)
        .map(({ bucket: to }) => ({ from: "logdelivery.elasticloadbalancing", to: bucketOf(to) })),
  ],
  aws_organizations_delegated_administrator: [
    "delegation",
    ({ account_id: from, service_principal: service }, inventory) => [
      { from: accountOf(from, inventory), to: String(service).replace(HOST, "") },
    ],
  ],
  ...Object.fromEntries(
    Object.entries(DELEGATES).map(
      ([type, [service, attribute]]): [string, readonly [Handover["hop"], Reader]] => [
        type,
        [
          "delegation",
          (attributes, inventory) => [{ from: accountOf(attributes[attribute], inventory), to: service }],
        ],
      ],
    ),
  ),
  aws_ram_principal_association: [
    "share",
    ({ principal, resource_share_arn: share }, inventory) => [
      {
        from: String(principal),
        to: String(inventory.find("aws_ram_resource_share", share)?.attributes["name"] ?? share),
      },
    ],
  ],
  aws_iam_user_group_membership: [
    "membership",
    ({ user, groups }) =>
      (Array.isArray(groups) ? groups : []).map((group) => ({ from: String(user), to: String(group) })),
  ],
  aws_ecr_replication_configuration: [
    "replication",
    ({ replication_configuration: configuration }) =>
      blocks(configuration)
        .flatMap(({ rule }) => blocks(rule))
        .flatMap(({ destination }) => blocks(destination))
        .map(({ registry_id: to }) => ({ from: "account", to: String(to) })),
  ],
  aws_organizations_account: [
    "entry-role",
    ({ name, role_name: role }) =>
      typeof role === "string" ? [{ from: "account", to: `${String(name)}/${role}` }] : [],
  ],
};

/** Everything that an environment hands over. */
export function handoversOf(inventory: Inventory): readonly Handover[] {
  return Object.entries(READERS).flatMap(([type, [hop, read]]) =>
    inventory
      .all(type)
      .flatMap(({ address, attributes }) =>
        read(attributes, inventory).map((one) => ({ address, hop, ...one })),
      ),
  );
}

/** Whether a handover is what a flow states between two ends. */
export function joins(handover: Handover, from: End, to: End, inventory: Inventory): boolean {
  return sourcesOf(from).includes(handover.from) && handover.to === targetOf(to, inventory);
}

/** An account is named by its id, or is a resource of the environment and known by its name. */
function sourcesOf(end: End): readonly string[] {
  return end.kind === "other-account" ? [end.account, end.name] : [end.name];
}

function accountOf(value: unknown, inventory: Inventory): string {
  return String(inventory.find("aws_organizations_account", value)?.attributes["name"] ?? value);
}

function targetOf(end: End, inventory: Inventory): string {
  if (end.kind === "elsewhere") {
    return end.of === "role" ? `${end.name}/${end.resource}` : end.resource;
  }
  if (end.kind === "other-account") {
    return end.account;
  }
  return end.kind === "bucket"
    ? bucketOf(inventory.find("aws_s3_bucket", end.name)?.attributes["bucket"])
    : end.name;
}

function bucketOf(value: unknown): string {
  return (
    String(value)
      .replace(/^arn:aws:s3:::/, "")
      .split("/", 1)[0] ?? ""
  );
}
