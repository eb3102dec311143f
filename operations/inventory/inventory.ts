import { DATA_BEARING_TYPES } from "../../constructs/governance/classify";

/** Types of resources that an audit wants to know of, beside those that hold data: where they stand and what runs. */
const FURTHER_TYPES = [
  "aws_api_gateway_rest_api",
  "aws_cloudfront_distribution",
  "aws_ecr_repository",
  "aws_ecs_service",
  "aws_elasticache_replication_group",
  "aws_lambda_function",
  "aws_lb",
  "aws_networkfirewall_firewall",
  "aws_organizations_account",
  "aws_secretsmanager_secret",
  "aws_subnet",
  "aws_vpc",
] as const;
/** Where a resource says what it is called, the first that is stated. */
const NAME_ATTRIBUTES = ["bucket", "cluster_identifier", "identifier", "function_name", "family", "name"];
const NOTHING = "-";

/** A synthesized workspace of an account. */
export interface InventoriedWorkspace {
  /** Id of the system. */
  readonly system: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Id of the stack. */
  readonly stackId: string;
  /** Its Terraform JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A resource as an audit lists it. */
export interface InventoryRow {
  /** Id of the system. */
  readonly system: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Id of the stack. */
  readonly stackId: string;
  /** Terraform's address of the resource. */
  readonly address: string;
  /** Name of the bucket, host, table or whatever it is; `-` where AWS gives it one. */
  readonly name: string;
  /** Confidentiality of what it holds; `-` where it holds no data. */
  readonly confidentiality: string;
  /** Class of data by which it is handled. */
  readonly dataClass: string;
  /** How often it is backed up. */
  readonly backup: string;
}

/**
 * Lists every resource that an audit wants to know of, by account, stack and address: what each is called, how
 * confidential its data is, and how it is handled for that.
 */
export function inventoryOf(workspaces: readonly InventoriedWorkspace[]): readonly InventoryRow[] {
  return workspaces
    .flatMap(({ system, account, stackId, json }) =>
      resourcesOf(json).map(({ type, id, attributes }) => {
        const tags = textsOf(attributes["tags"]);
        return {
          system,
          account,
          stackId,
          address: `${type}.${id}`,
          name: nameOf(attributes, tags),
          confidentiality: tags["Confidentiality"] ?? NOTHING,
          dataClass: tags["DataClass"] ?? NOTHING,
          backup: tags["Backup"] ?? NOTHING,
        };
      }),
    )
    .sort((one, other) => keyOf(one).localeCompare(keyOf(other), "en"));
}

function keyOf({ system, account, stackId, address }: InventoryRow): string {
  return [system, account, stackId, address].join(" ");
}

function resourcesOf(json: InventoriedWorkspace["json"]): readonly {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}[] {
  const resources = (json["resource"] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
  >;
  return [...DATA_BEARING_TYPES, ...FURTHER_TYPES].flatMap((type) =>
    Object.entries(resources[type] ?? {}).map(([id, attributes]) => ({ type, id, attributes })),
  );
}

function nameOf(
  attributes: Readonly<Record<string, unknown>>,
  tags: Readonly<Record<string, string>>,
): string {
  const stated = [...NAME_ATTRIBUTES.map((key) => attributes[key]), tags["Name"]];
  return stated.find((name): name is string => typeof name === "string" && !name.includes("${")) ?? NOTHING;
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, string>>) : {};
}
