import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { insightsQuery } from "./insights-query";

/** Log groups that one query can search. */
const MOST_GROUPS = 50;

/** Values of a {@link SavedQuery}. */
export interface SavedQueryProps {
  /** Name under which the console lists it; a `/` in it makes a folder. */
  readonly queryName: string;
  /** The commands of the query: `["fields @timestamp, @message", "limit 20"]`. */
  readonly commands: readonly string[];
  /**
   * Names of the log groups that it searches, at most 50.
   *
   * @default - those that its reader chooses
   */
  readonly logGroupNames?: readonly string[];
}

/**
 * A query of CloudWatch Logs Insights, ready for whoever looks for the cause of an alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
 */
export class SavedQuery extends Construct {
  /** @throws ProblemsError when name, commands or groups are not acceptable */
  public constructor(scope: Construct, id: string, props: SavedQueryProps) {
    super(scope, id);
    const { queryName, commands, logGroupNames = [] } = props;
    const { path } = this.node;
    if (logGroupNames.length > MOST_GROUPS) {
      refuse({
        path: `${path}.logGroupNames`,
        rule: `are at most ${MOST_GROUPS}`,
        got: logGroupNames.length,
        fix: "divide them among several queries",
      });
    }

    new CloudwatchQueryDefinition(this, "query", {
      name: checkedName("aws_cloudwatch_query_definition", queryName, path),
      queryString: insightsQuery(commands, `${path}.commands`),
      ...(logGroupNames.length === 0 ? {} : { logGroupNames: [...logGroupNames] }),
    });
  }
}
