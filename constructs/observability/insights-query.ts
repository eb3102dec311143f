import { refuse } from "../core/errors";

const MOST_CHARACTERS = 10_000;

/**
 * A query of CloudWatch Logs Insights, from its commands in the order in which they work.
 *
 * @param commands - the commands: `["fields @timestamp, @message", "limit 20"]`
 * @param path - where they stand, for the error
 * @throws ProblemsError when there is none, one is empty or they are too long together
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function insightsQuery(commands: readonly string[], path: string): string {
  const query = commands.join(" | ");
  if (commands.length === 0 || commands.some((command) => command.trim() === "")) {
    refuse({
      path,
      rule: "is made of commands, none of them empty",
      got: query,
      fix: "write at least one, such as fields @message",
    });
  }
  if (query.length > MOST_CHARACTERS) {
    refuse({
      path,
      rule: `has at most ${MOST_CHARACTERS} characters`,
      got: query.length,
      fix: "divide it into several queries",
    });
  }
  return query;
}
