import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { refuse, throwProblems } from "../core/errors";
import { type DataClass, dataClassProblems, dataClassTags } from "./classification";

/** Types of resources that hold data, or hand it on. */
export const DATA_BEARING_TYPES = [
  "aws_cloudwatch_log_group",
  "aws_cognito_user_pool",
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_ebs_volume",
  "aws_instance",
  "aws_kinesis_stream",
  "aws_rds_cluster",
  "aws_s3_bucket",
  "aws_sqs_queue",
] as const;

/** A resource that holds data, whose tags can be read and set. */
export interface Tagged {
  /** The tags that are set. */
  readonly tagsInput: Readonly<Record<string, string>> | undefined;
  /** Sets them all. */
  tags: Record<string, string>;
}

/** What is particular about something that holds data of a class. */
export interface Classifying {
  /**
   * Why AWS Backup leaves it out, although the class is backed up: its versions are kept, say.
   *
   * @default - it is backed up as its class is
   */
  readonly notBackedUpBecause?: string;
}

/**
 * Says of which class the data is that a construct holds: everything below it that holds data gets the tags of the
 * class. Say it right after the construct is made.
 *
 * @throws ProblemsError when there is no such class, nothing below holds data, or something has another class already
 */
export function classify(
  scope: IConstruct,
  dataClass: DataClass,
  { notBackedUpBecause }: Classifying = {},
): void {
  throwProblems(dataClassProblems(dataClass, scope.node.path));
  if (notBackedUpBecause?.trim() === "") {
    refuse({
      path: scope.node.path,
      rule: "data that is not backed up has a reason",
      got: notBackedUpBecause,
      fix: "say how it survives instead",
    });
  }
  const holders = scope.node.findAll().filter(holdsData);
  if (holders.length === 0) {
    refuse({
      path: scope.node.path,
      rule: "holds no data to classify",
      got: dataClass,
      fix: "classify the construct that makes the bucket, table, database, queue or log group",
    });
  }
  for (const holder of holders) {
    const known = holder.tagsInput ?? {};
    if (known["DataClass"] !== undefined) {
      refuse({
        path: holder.node.path,
        rule: `is of the class ${known["DataClass"]} already`,
        got: dataClass,
        fix: "classify it once",
      });
    }
    holder.tags = {
      ...known,
      ...dataClassTags(dataClass),
      ...(notBackedUpBecause === undefined ? {} : { Backup: "none" }),
    };
  }
}

/** Whether a construct is a resource that holds data. */
export function holdsData(construct: IConstruct): construct is TerraformResource & Tagged {
  return (
    construct instanceof TerraformResource &&
    DATA_BEARING_TYPES.some((type) => type === construct.terraformResourceType)
  );
}
