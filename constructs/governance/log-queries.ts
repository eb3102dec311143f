import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { checkedName } from "../core/naming";
import { PrivateBucket } from "../storage/private-bucket";
import { LogTable, type LogTableProps } from "./log-table";

/** Days for which an answer can be looked at again; who needs it longer saves it. */
const ANSWER_DAYS = 30;

/** A question that auditors ask of the logs again and again. */
export interface LogQuery {
  /** Name under which the console lists it. */
  readonly queryName: string;
  /** What it answers. */
  readonly description: string;
  /** The SQL, line by line. */
  readonly lines: readonly string[];
}

/** Values of {@link LogQueries}. */
export interface LogQueriesProps {
  /** Name of the database: lower-case letters, digits and `_`. A change replaces it. */
  readonly databaseName: string;
  /** Name of the workgroup in which the queries run. A change replaces it. */
  readonly workgroupName: string;
  /** Globally unique name of the bucket of the answers. */
  readonly answerBucketName: string;
  /** ARN of the key that encrypts the answers. */
  readonly kmsKeyArn: string;
  /** Bytes that one query may read before Athena stops it, 10,000,000 or more: what it costs follows from them. */
  readonly mostBytesScanned: number;
  /** The tables by name. */
  readonly tables: Readonly<Record<string, Omit<LogTableProps, "databaseName" | "tableName">>>;
  /** The saved queries by key. */
  readonly queries: Readonly<Record<string, LogQuery>>;
  /** Whether the answers are kept from being destroyed. */
  readonly protection: Protection;
}

/**
 * Tables over an organization's logs and the questions that auditors ask of them. Every query runs in one workgroup,
 * which decides where answers lie, how they are encrypted and how much one query may read.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings.html
 */
export class LogQueries extends Construct {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, props: LogQueriesProps) {
    super(scope, id);
    const { databaseName, workgroupName, answerBucketName, kmsKeyArn, mostBytesScanned, protection } = props;
    const { path } = this.node;

    const { bucket: answers, policy } = new PrivateBucket(this, "answers", {
      bucketName: answerBucketName,
      kmsKeyArn,
      removal: protection === "protected" ? "delete-when-empty" : "empty-and-delete",
      lifecycle: [{ id: "expire", expirationDays: ANSWER_DAYS, noncurrentExpirationDays: 1 }],
    });
    const workgroup = new AthenaWorkgroup(this, "workgroup", {
      name: checkedName("aws_athena_workgroup", workgroupName, path),
      description: "Queries of the organization's logs",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: mostBytesScanned,
        resultConfiguration: {
          outputLocation: `s3://${answers.id}/`,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn },
        },
      },
      dependsOn: [policy],
    });
    const database = new GlueCatalogDatabase(this, "database", {
      name: checkedName("aws_glue_catalog_database", databaseName, path),
      description: "The organization's logs",
    });
    for (const [tableName, table] of Object.entries(props.tables)) {
      new LogTable(this, tableName, { ...table, databaseName: database.name, tableName });
    }
    for (const [key, { queryName, description, lines }] of Object.entries(props.queries)) {
      new AthenaNamedQuery(this, key, {
        name: checkedName("aws_athena_named_query", queryName, path),
        description,
        database: database.name,
        workgroup: workgroup.id,
        query: lines.join("\n"),
      });
    }
  }
}
