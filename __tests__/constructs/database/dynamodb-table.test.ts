import { DynamodbTable, type DynamodbTableProps } from "../../../constructs/database/dynamodb-table";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: DynamodbTableProps = {
  tableName: "shop-dev-items",
  partitionKey: { name: "id", type: "string" },
  protection: "protected",
};
const table = (change: Partial<DynamodbTableProps> = {}) =>
  synthesizeStack((stack) => new DynamodbTable(stack, "items", { ...MINIMAL, ...change })).one(
    "aws_dynamodb_table",
    "items_table",
  );

describe("a DynamoDB table", () => {
  test("EW-062: is paid for by request, protected, and can be restored for 35 days", () => {
    expect(table()).toEqual({
      name: "shop-dev-items",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
      deletion_protection_enabled: true,
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
    });
  });

  test("takes a sort key, fewer days, a key of the account and an expiry", () => {
    expect(
      table({
        sortKey: { name: "at", type: "number" },
        protection: "disposable",
        recovery: { days: 1 },
        encryption: "account",
        expiryAttribute: "expires",
      }),
    ).toMatchObject({
      range_key: "at",
      attribute: [
        { name: "id", type: "S" },
        { name: "at", type: "N" },
      ],
      deletion_protection_enabled: false,
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 1 },
      server_side_encryption: { enabled: true },
      ttl: { attribute_name: "expires", enabled: true },
    });
  });

  test("takes a key of one's own, and no recovery at all", () => {
    expect(table({ encryption: { kmsKeyArn: "arn:key" }, recovery: "none" })).toMatchObject({
      server_side_encryption: { enabled: true, kms_key_arn: "arn:key" },
      point_in_time_recovery: { enabled: false },
    });
  });

  test.each<[string, Partial<DynamodbTableProps>, string]>([
    ["a name of two characters", { tableName: "ab" }, "the name of an aws_dynamodb_table is made of"],
    ["no recovery day", { recovery: { days: 0 } }, "recovery.days: is a whole number from 1 to 35, got 0"],
    ["36 recovery days", { recovery: { days: 36 } }, "recovery.days: is a whole number from 1 to 35, got 36"],
    [
      "one key twice",
      { sortKey: { name: "id", type: "string" } },
      "sortKey: differs from the partition key, got id",
    ],
    [
      "a key without a name",
      { partitionKey: { name: "", type: "string" } },
      'keys: have names of 1 to 255 characters, got ""',
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => table(change))).toContain(rule);
  });
});
