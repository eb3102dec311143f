import type { App } from "cdktf";
import { ConfigAggregator, type ConfigAggregatorProps } from "../constructs/governance/config-aggregator";
import { classify } from "../constructs/governance/classify";
import { LogQueries, type LogQueriesProps } from "../constructs/governance/log-queries";
import { withoutAlarms } from "../constructs/observability/no-alarms";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of an {@link AuditorsStack}. */
export interface AuditorsStackProps extends PlatformStackProps {
  /** Where they look up what AWS Config has recorded. */
  readonly aggregator: Omit<ConfigAggregatorProps, "account">;
  /** What they ask of the logs. */
  readonly queries: Omit<LogQueriesProps, "protection">;
}

/** The auditors' layer: what they look things up with, beside the log archive itself. */
export class AuditorsStack extends PlatformStack {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: App, props: AuditorsStackProps) {
    super(scope, "auditors", props);
    const { environment, aggregator, queries } = props;
    const { account, protection } = environment;
    new ConfigAggregator(this, "settings", { ...aggregator, account });
    const logs = new LogQueries(this, "logs", { ...queries, protection });
    classify(logs, "confidential", { notBackedUpBecause: "every answer can be asked for again" });
    withoutAlarms(logs, ["bucket"], { noAlarmsBecause: "answers are gone after days, whatever their size" });
  }
}
