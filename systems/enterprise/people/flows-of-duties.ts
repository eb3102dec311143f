import { everything, type Flow, the } from "../../flows";
import { SESSION_DOCUMENT, sessionKeyAlias } from "../workload/data/names";

/** What developers work on in the accounts that systems are developed in. */
export function developerFlows(
  role: string,
  account: string,
  assumedBy: NonNullable<Flow["assumedBy"]>,
): readonly Flow[] {
  return [
    works(
      role,
      assumedBy,
      "containers",
      [`arn:aws:ecs:*:${account}:*`],
      ["ecs:ExecuteCommand", "ecs:RunTask", "ecs:StopTask", "ecs:UpdateService"],
    ),
    works(role, assumedBy, "roles of tasks", [`arn:aws:iam::${account}:role/enterprise-*`], ["iam:PassRole"]),
    works(
      role,
      assumedBy,
      "functions",
      [`arn:aws:lambda:*:${account}:function:*`],
      ["lambda:InvokeFunction", "lambda:UpdateFunctionCode"],
    ),
    works(
      role,
      assumedBy,
      "queues",
      [`arn:aws:sqs:*:${account}:*`],
      [
        "sqs:GetQueueAttributes",
        "sqs:PurgeQueue",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
        "sqs:StartMessageMoveTask",
      ],
    ),
    works(
      role,
      assumedBy,
      "workflows",
      [`arn:aws:states:*:${account}:*`],
      ["states:StartExecution", "states:StopExecution"],
    ),
    ...sessions(role, account, assumedBy),
  ];
}

/** What operators keep running. */
export function operatorFlows(
  role: string,
  account: string,
  assumedBy: NonNullable<Flow["assumedBy"]>,
): readonly Flow[] {
  return [
    works(
      role,
      assumedBy,
      "containers",
      [`arn:aws:ecs:*:${account}:*`],
      ["ecs:ExecuteCommand", "ecs:StopTask", "ecs:UpdateService"],
    ),
    works(
      role,
      assumedBy,
      "instances",
      [`arn:aws:ec2:*:${account}:instance/*`],
      ["ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances"],
    ),
    works(
      role,
      assumedBy,
      `the key ${sessionKeyAlias("*")}`,
      [`arn:aws:kms:*:${account}:key/*`],
      ["kms:CreateGrant"],
    ),
    works(
      role,
      assumedBy,
      "capacity",
      [`arn:aws:autoscaling:*:${account}:autoScalingGroup:*`],
      ["autoscaling:SetDesiredCapacity", "autoscaling:StartInstanceRefresh"],
    ),
    works(
      role,
      assumedBy,
      "databases",
      [`arn:aws:rds:*:${account}:*`],
      ["rds:FailoverDBCluster", "rds:RebootDBInstance", "rds:StartDBInstance", "rds:StopDBInstance"],
    ),
    works(
      role,
      assumedBy,
      "alarms",
      [`arn:aws:cloudwatch:*:${account}:alarm:*`],
      ["cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions"],
    ),
    works(
      role,
      assumedBy,
      "backups",
      [`arn:aws:backup:*:${account}:backup-vault:*`],
      ["backup:StartBackupJob"],
    ),
    ...sessions(role, account, assumedBy),
  ];
}

/** Recorded sessions on bastions, which Session Manager opens; nothing listens there. */
function sessions(role: string, account: string, assumedBy: NonNullable<Flow["assumedBy"]>): readonly Flow[] {
  return [
    works(
      role,
      assumedBy,
      "bastions",
      [
        `arn:aws:ec2:*:${account}:instance/*`,
        "arn:aws:ssm:*:*:document/AWS-StartPortForwardingSessionToRemoteHost",
        `arn:aws:ssm:*:${account}:document/${SESSION_DOCUMENT}`,
      ],
      ["ssm:StartSession"],
    ),
    works(
      role,
      assumedBy,
      "own sessions",
      [`arn:aws:ssm:*:${account}:session/*`],
      ["ssm:ResumeSession", "ssm:TerminateSession", "ssmmessages:OpenDataChannel"],
    ),
    works(
      role,
      assumedBy,
      `the key ${sessionKeyAlias("*")}`,
      [`arn:aws:kms:*:${account}:key/*`],
      ["kms:GenerateDataKey"],
    ),
  ];
}

function works(
  role: string,
  assumedBy: NonNullable<Flow["assumedBy"]>,
  what: string,
  patterns: readonly string[],
  actions: readonly string[],
): Flow {
  return {
    from: the("role", role),
    to: everything(what, ...patterns),
    actions,
    assumedBy,
    reason: `people work on the ${what.replace(/^the /, "")} of the account`,
    rows: ["EN-015", "EN-126"],
  };
}
