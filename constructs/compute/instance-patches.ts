import { SsmAssociation } from "@cdktf/provider-aws/lib/ssm-association";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";

/** AWS's document that installs what the patch baseline of the operating system approves. */
const DOCUMENT = "AWS-RunPatchBaseline";
const CRON = /^cron\((\S+ ){5}\S+\)$/;

/** Values of {@link InstancePatches}. */
export interface InstancePatchesProps {
  /** Name of the association, 3 to 128 letters, digits and `_-.`. */
  readonly associationName: string;
  /** Id of the instance. */
  readonly instanceId: string;
  /** When patches are installed, in UTC: `cron(0 18 ? * SAT *)`. The instance restarts when a patch asks for it. */
  readonly schedule: string;
}

/**
 * Has Patch Manager install on an instance what AWS's default baseline approves: security updates after a week. The
 * instance's role needs AmazonSSMManagedInstanceCore.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html
 */
export class InstancePatches extends Construct {
  /** @throws ProblemsError when the schedule is no cron expression */
  public constructor(
    scope: Construct,
    id: string,
    { associationName, instanceId, schedule }: InstancePatchesProps,
  ) {
    super(scope, id);
    throwProblems(patchScheduleProblems(schedule, `${this.node.path}.schedule`));
    new SsmAssociation(this, "association", {
      name: DOCUMENT,
      associationName,
      parameters: { Operation: "Install", RebootOption: "RebootIfNeeded" },
      scheduleExpression: schedule,
      // Else it would also run, and restart the instance, at each change.
      applyOnlyAtCronInterval: true,
      targets: [{ key: "InstanceIds", values: [instanceId] }],
    });
  }
}

/** What is wrong with the schedule of patches; nothing when State Manager can read it. */
export function patchScheduleProblems(schedule: string, path: string): readonly Problem[] {
  return CRON.test(schedule)
    ? []
    : [
        {
          path,
          rule: "must be a cron expression of six fields, in UTC",
          got: schedule,
          fix: "write it like cron(0 18 ? * SAT *)",
        },
      ];
}
