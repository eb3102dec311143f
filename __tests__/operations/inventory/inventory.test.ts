import { dataClassTags, type DataClass } from "../../../constructs/governance/classification";
import { type InventoriedWorkspace, inventoryOf } from "../../../operations/inventory/inventory";
import { inventoryCommand } from "../../../operations/inventory/command";
import { inventoryCsv, inventoryMarkdown } from "../../../operations/inventory/render";

const tags = (dataClass: DataClass, Name?: string): object => ({
  tags: { ...dataClassTags(dataClass), ...(Name === undefined ? {} : { Name }) },
});

/** What the guideline lists as its example. */
const EXAMPLE: InventoriedWorkspace = {
  system: "example",
  account: "111111111111",
  stackId: "data-prod",
  json: {
    resource: {
      aws_instance: {
        "official-website": tags("public", "Official_Website"),
        "internal-file-server": tags("strictly_confidential", "Internal_File_Server"),
      },
      aws_s3_bucket: {
        temporary: { bucket: "tmp-bucket", ...tags("public.temporary") },
        tokyo: { bucket: "tokyo-bucket", ...tags("internal") },
        osaka: { bucket: "osaka-bucket", ...tags("internal") },
      },
      aws_rds_cluster: { "customer-master": { cluster_identifier: "customer-master", ...tags("personal") } },
      aws_vpc: { vpc: { cidr_block: "10.0.0.0/16", tags: { Name: "example-prod" } } },
      aws_iam_role: { reader: { name: "reader" } },
    },
  },
};

describe("the inventory", () => {
  test("EN-114, EN-116: names each resource with its account, its name and its level", () => {
    expect(
      inventoryOf([EXAMPLE]).map(({ address, name, confidentiality, dataClass, backup }) => [
        address,
        name,
        confidentiality,
        dataClass,
        backup,
      ]),
    ).toEqual([
      [
        "aws_instance.internal-file-server",
        "Internal_File_Server",
        "strictly_confidential",
        "strictly_confidential",
        "daily",
      ],
      ["aws_instance.official-website", "Official_Website", "public", "public", "daily"],
      ["aws_rds_cluster.customer-master", "customer-master", "personal", "personal", "daily"],
      ["aws_s3_bucket.osaka", "osaka-bucket", "internal", "internal", "daily"],
      ["aws_s3_bucket.temporary", "tmp-bucket", "public", "temporary", "none"],
      ["aws_s3_bucket.tokyo", "tokyo-bucket", "internal", "internal", "daily"],
      ["aws_vpc.vpc", "example-prod", "-", "-", "-"],
    ]);
  });

  test("is in the order of accounts and stacks, whichever is read first", () => {
    const other = { ...EXAMPLE, account: "000000000000", stackId: "network-dev" };

    expect(inventoryOf([EXAMPLE, other])).toEqual(inventoryOf([other, EXAMPLE]));
    expect(inventoryOf([EXAMPLE, other])[0]).toMatchObject({
      account: "000000000000",
      stackId: "network-dev",
    });
  });

  test("leaves out a name that Terraform learns later", () => {
    const json = { resource: { aws_s3_bucket: { a: { bucket: "${random_id.a.hex}" } } } };

    expect(inventoryOf([{ ...EXAMPLE, json }])[0]).toMatchObject({ name: "-", confidentiality: "-" });
  });

  test("is a table for people, and one for spreadsheets", () => {
    const rows = inventoryOf([EXAMPLE]).filter(({ name }) => name === "tmp-bucket");

    expect(inventoryMarkdown(rows).split("\n")[2]).toBe(
      "| example | 111111111111 | data-prod | aws_s3_bucket.temporary | tmp-bucket | public          | temporary | none   |",
    );
    expect(inventoryCsv(rows)).toBe(
      "System,Account,Stack,Resource,Name,Confidentiality,Class,Backup\r\nexample,111111111111,data-prod,aws_s3_bucket.temporary,tmp-bucket,public,temporary,none",
    );
    expect(inventoryCsv(rows.map((row) => ({ ...row, name: 'a "b", c' })))).toContain('"a ""b"", c"');
  });
});

describe("npm run inventory", () => {
  const printed = async (...args: readonly string[]): Promise<string> => {
    const lines: string[] = [];
    await inventoryCommand({}, (text) => lines.push(text)).parseAsync(args, { from: "user" });
    return lines.join("\n");
  };

  test("EN-114: lists what a system has in each of its environments", async () => {
    const text = await printed("serverless-web", "--format", "csv");

    expect(text).toContain("serverless-web,");
    expect(text).toMatch(/network-dev,aws_vpc\./);
    expect(text).toMatch(/network-prod,aws_vpc\./);
  });

  test.each([
    [["shop"], "systems: must be a system of this project, got shop"],
    [["serverless-web", "--format", "xml"], "--format: must be a format of the inventory, got xml"],
  ])("refuses %j", async (args, message) => {
    await expect(printed(...args)).rejects.toThrow(message);
  });
});
