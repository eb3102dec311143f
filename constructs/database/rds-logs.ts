import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { Construct } from "constructs";
import type { Problem } from "../core/errors";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import type { RdsEngine } from "./rds-engine";

/** The logs that an instance writes to CloudWatch Logs. */
export interface RdsLogs {
  /** Logs of those that the engine knows: `["error", "slowquery"]`. */
  readonly exported: readonly string[];
  /** Days for which they are kept: one of CloudWatch Logs' retentions. */
  readonly retentionDays: number;
  /**
   * ARN of a KMS key that CloudWatch Logs of the Region may use.
   *
   * @default - encrypted with a key of AWS's own
   */
  readonly kmsKeyArn?: string;
}

/**
 * Makes the group of each log below an instance's construct, under the names to which RDS writes.
 *
 * RDS makes a missing group itself and keeps its events forever, so the instance depends on them.
 *
 * @param identifier - name of the instance, which is part of the groups' names
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 */
export function rdsLogGroups(
  scope: Construct,
  identifier: string,
  { exported, retentionDays, kmsKeyArn }: RdsLogs = { exported: [], retentionDays: 1 },
): {
  readonly groups: readonly CloudwatchLogGroup[];
  readonly refs: Readonly<Record<string, LogGroupRef>>;
  readonly arguments: { readonly enabledCloudwatchLogsExports?: string[] };
} {
  const made = exported.map(
    (log) =>
      [
        log,
        new LogGroup(scope, `${log}-log`, {
          logGroupName: `/aws/rds/instance/${identifier}/${log}`,
          retentionDays,
          ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
        }),
      ] as const,
  );
  return {
    groups: made.map(([, { group }]) => group),
    refs: Object.fromEntries(made.map(([log, { ref }]) => [log, ref])),
    arguments: exported.length === 0 ? {} : { enabledCloudwatchLogsExports: [...exported].sort() },
  };
}

/** What RDS would refuse of the logs. */
export function logProblems(
  { exported }: RdsLogs,
  { name, logs }: RdsEngine,
  path: string,
): readonly Problem[] {
  return exported
    .filter((log, index) => !logs.includes(log) || exported.indexOf(log) !== index)
    .map((log) => ({
      path,
      rule: `${name} exports ${logs.join(", ")}, each once`,
      got: log,
      fix: "choose one of them, or remove it",
    }));
}
