import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { RestorableType } from "./backup-rules";

/** The first of each month, after the backups of the night. */
const SCHEDULE = "cron(0 12 1 * ? *)";
const START_WITHIN_HOURS = 8;
/** Hours for which what was restored can be looked at, before AWS Backup deletes it. */
const LOOKED_AT_HOURS = 4;
/** A recovery point of the last days; without one there is nothing to test, which the monthly report shows. */
const LATEST_OF_DAYS = 7;

/** Values of {@link RestoreTests}. */
export interface RestoreTestsProps {
  /** Name of the plan, at most 50 letters, digits and `_`. A change replaces it. */
  readonly planName: string;
  /** ARNs of the vaults whose recovery points are restored. */
  readonly vaultArns: readonly string[];
  /** The kinds of resources. */
  readonly types: readonly RestorableType[];
  /** Time zone of the schedule: `Asia/Tokyo`. */
  readonly timezone: string;
  /** ARN of the role by which AWS Backup restores. */
  readonly roleArn: string;
}

/**
 * Restores the latest recovery point of every kind of resource each month, and deletes what came of it.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export class RestoreTests extends Construct {
  /** @throws ProblemsError when the name is not acceptable */
  public constructor(scope: Construct, id: string, props: RestoreTestsProps) {
    super(scope, id);
    const { planName, vaultArns, types, timezone, roleArn } = props;
    const plan = new BackupRestoreTestingPlan(this, "plan", {
      name: checkedName("aws_backup_restore_testing_plan", planName, this.node.path),
      scheduleExpression: SCHEDULE,
      scheduleExpressionTimezone: timezone,
      startWindowHours: START_WITHIN_HOURS,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [...vaultArns],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: LATEST_OF_DAYS,
        },
      ],
    });
    for (const type of types) {
      const name = type.toLowerCase();
      new BackupRestoreTestingSelection(this, name, {
        name,
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        protectedResourceArns: ["*"],
        iamRoleArn: roleArn,
        validationWindowHours: LOOKED_AT_HOURS,
      });
    }
  }
}
