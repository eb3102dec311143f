import { DynamodbTable as AwsDynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const ATTRIBUTE_TYPES = { string: "S", number: "N", binary: "B" } as const;
const LONGEST_KEY_NAME = 255;
const LONGEST_RECOVERY_DAYS = 35;

/** An attribute that items are found by. A change replaces the table. */
export interface TableKey {
  /** Name of the attribute, 1 to 255 characters. */
  readonly name: string;
  /** Type of its values. */
  readonly type: keyof typeof ATTRIBUTE_TYPES;
}

/** How far back every moment of the table can be restored. */
export type TableRecovery =
  /** Not at all; for what can be made again. */
  | "none"
  /** For the given number of days, 1 to 35. */
  | { readonly days: number };

/** Which key encrypts the table. It is always encrypted. */
export type TableEncryption =
  /** One of DynamoDB's own, free of charge, which no account sees. */
  | "dynamodb"
  /** The account's `aws/dynamodb`, whose use CloudTrail records. */
  | "account"
  /** A key of one's own. */
  | { readonly kmsKeyArn: string };

/** Values of a {@link DynamodbTable}. */
export interface DynamodbTableProps {
  /** Name: 3 to 255 letters, digits and `_.-`. A change replaces the table. */
  readonly tableName: string;
  /** The attribute by which items are spread over partitions. */
  readonly partitionKey: TableKey;
  /**
   * The attribute by which the items of a partition are sorted.
   *
   * @default - each partition key has one item
   */
  readonly sortKey?: TableKey | undefined;
  /** Whether the table refuses deletion. */
  readonly protection: Protection;
  /**
   * How far back it can be restored.
   *
   * @default - 35 days
   */
  readonly recovery?: TableRecovery | undefined;
  /**
   * Which key encrypts it.
   *
   * @default "dynamodb"
   */
  readonly encryption?: TableEncryption | undefined;
  /**
   * Attribute with the second, counted from 1970, after which DynamoDB deletes an item.
   *
   * @default - items stay
   */
  readonly expiryAttribute?: string | undefined;
}

/** A table as other stacks see it. */
export interface TableRef {
  /** Name of the table. */
  readonly name: string;
  /** ARN of the table. */
  readonly arn: string;
}

/**
 * A DynamoDB table that is paid for by request: no capacity to plan, nothing to pay while nobody asks.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
export class DynamodbTable extends Construct implements TableRef {
  /** Name of the table. */
  public readonly name: string;
  /** ARN of the table. */
  public readonly arn: string;

  /** @throws ProblemsError with everything that DynamoDB would refuse */
  public constructor(scope: Construct, id: string, props: DynamodbTableProps) {
    super(scope, id);
    const { tableName, partitionKey, sortKey, protection, expiryAttribute } = props;
    const { recovery = { days: LONGEST_RECOVERY_DAYS }, encryption = "dynamodb" } = props;
    const keys = sortKey ? [partitionKey, sortKey] : [partitionKey];
    throwProblems([
      ...keyProblems(keys, this.node.path),
      ...(recovery === "none" ? [] : recoveryProblems(recovery, this.node.path)),
    ]);

    const table = new AwsDynamodbTable(this, "table", {
      name: checkedName("aws_dynamodb_table", tableName, this.node.path),
      billingMode: "PAY_PER_REQUEST",
      hashKey: partitionKey.name,
      ...(sortKey ? { rangeKey: sortKey.name } : {}),
      attribute: keys.map(({ name, type }) => ({ name, type: ATTRIBUTE_TYPES[type] })),
      deletionProtectionEnabled: protection === "protected",
      pointInTimeRecovery:
        recovery === "none" ? { enabled: false } : { enabled: true, recoveryPeriodInDays: recovery.days },
      ...(encryption === "dynamodb" ? {} : { serverSideEncryption: renderEncryption(encryption) }),
      ...(expiryAttribute === undefined ? {} : { ttl: { attributeName: expiryAttribute, enabled: true } }),
    });
    this.name = table.name;
    this.arn = table.arn;
  }

  /** The table as other stacks see it. */
  public get ref(): TableRef {
    return { name: this.name, arn: this.arn };
  }
}

function renderEncryption(encryption: Exclude<TableEncryption, "dynamodb">) {
  return encryption === "account" ? { enabled: true } : { enabled: true, kmsKeyArn: encryption.kmsKeyArn };
}

function keyProblems(keys: readonly TableKey[], path: string): readonly Problem[] {
  const [partition, sort] = keys;
  return [
    ...keys
      .filter(({ name }) => name.length < 1 || name.length > LONGEST_KEY_NAME)
      .map(({ name }) => ({
        path: `${path}.keys`,
        rule: `have names of 1 to ${LONGEST_KEY_NAME} characters`,
        got: name,
        fix: "rename the attribute",
      })),
    ...(partition?.name === sort?.name
      ? [
          {
            path: `${path}.sortKey`,
            rule: "differs from the partition key",
            got: sort?.name,
            fix: "sort by another attribute, or leave it out",
          },
        ]
      : []),
  ];
}

function recoveryProblems({ days }: { readonly days: number }, path: string): readonly Problem[] {
  return Number.isInteger(days) && days >= 1 && days <= LONGEST_RECOVERY_DAYS
    ? []
    : [
        {
          path: `${path}.recovery.days`,
          rule: `is a whole number from 1 to ${LONGEST_RECOVERY_DAYS}`,
          got: days,
          fix: "choose one of that range",
        },
      ];
}
