import {
  GlueCatalogTable,
  type GlueCatalogTableStorageDescriptor,
} from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

const TEXT_OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

/** How Athena reads the files of one kind of log. */
export interface LogFormat {
  /** Columns by name, each with its Hive type, in the order of the file. */
  readonly columns: Readonly<Record<string, string>>;
  /** Class that splits the files into records. */
  readonly inputFormat: string;
  /** Class that splits a record into columns. */
  readonly serializationLibrary: string;
  /**
   * Parameters of that class.
   *
   * @default - none
   */
  readonly serializationParameters?: Readonly<Record<string, string>>;
  /**
   * Lines at the beginning of a file that are no records.
   *
   * @default 0
   */
  readonly headerLines?: number;
}

/** Values of a {@link LogTable}. */
export interface LogTableProps {
  /** Name of the database. */
  readonly databaseName: string;
  /** Name of the table: lower-case letters, digits and `_`. A change replaces it; the files stay. */
  readonly tableName: string;
  /** What the files hold. */
  readonly format: LogFormat;
  /** Name of the bucket. */
  readonly bucketName: string;
  /** Beginning of the keys up to the account's id, without a slash at its end: `AWSLogs`. */
  readonly before: string;
  /** What stands between the account's id and the Region: `CloudTrail`. */
  readonly between: string;
  /** Ids of the accounts whose files it shows. */
  readonly accounts: readonly string[];
  /** Regions whose files it shows. */
  readonly regions: readonly string[];
  /** Days back to which there are files. */
  readonly days: number;
}

/**
 * A table over log files, for Athena. Its partitions follow from how the keys are made, so nobody adds one when a day
 * begins; a query that names account, Region and day reads those files alone.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class LogTable extends Construct {
  /** @throws ProblemsError when the name is not acceptable */
  public constructor(scope: Construct, id: string, props: LogTableProps) {
    super(scope, id);
    const { databaseName, tableName, format, bucketName, before, between, accounts, regions, days } = props;
    const { headerLines = 0 } = format;
    new GlueCatalogTable(this, "table", {
      databaseName,
      name: checkedName("aws_glue_catalog_database", tableName, this.node.path),
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        ...(headerLines === 0 ? {} : { "skip.header.line.count": String(headerLines) }),
        "projection.enabled": "true",
        "projection.account.type": "enum",
        "projection.account.values": accounts.join(","),
        "projection.region.type": "enum",
        "projection.region.values": regions.join(","),
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.range": `NOW-${days}DAYS,NOW`,
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        // The second $ keeps Terraform from taking what Athena puts in for references of its own.
        "storage.location.template": `s3://${bucketName}/${before}/$\${account}/${between}/$\${region}/$\${day}`,
      },
      partitionKeys: ["account", "region", "day"].map((name) => ({ name, type: "string" })),
      storageDescriptor: storage(format, `s3://${bucketName}/${before}/`),
    });
  }
}

function storage(format: LogFormat, location: string): GlueCatalogTableStorageDescriptor {
  const { columns, inputFormat, serializationLibrary, serializationParameters } = format;
  return {
    location,
    inputFormat,
    outputFormat: TEXT_OUTPUT,
    columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
    serDeInfo: {
      serializationLibrary,
      ...(serializationParameters === undefined ? {} : { parameters: { ...serializationParameters } }),
    },
  };
}
