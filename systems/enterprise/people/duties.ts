import type { PolicyStatement } from "../../../constructs/identity/policy-document";
import { SESSION_DOCUMENT, SESSION_TAG, sessionKeyAlias } from "../workload/data/names";

/**
 * Whoever names no document would get AWS's default one, which records nothing. AWS heeds it only where every statement
 * that lets sessions begin has it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-specify-session-document.html
 */
const DOCUMENT_IS_CHECKED = { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } };

/** Work on containers, functions, queues and workflows that a pipeline has made, and sessions on instances. */
export function developerStatements(account: string): readonly PolicyStatement[] {
  return [
    {
      sid: "Containers",
      actions: ["ecs:ExecuteCommand", "ecs:RunTask", "ecs:StopTask", "ecs:UpdateService"],
      resources: [`arn:aws:ecs:*:${account}:*`],
    },
    {
      sid: "RolesOfTasks",
      actions: ["iam:PassRole"],
      resources: [`arn:aws:iam::${account}:role/enterprise-*`],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      sid: "Functions",
      actions: ["lambda:InvokeFunction", "lambda:UpdateFunctionCode"],
      resources: [`arn:aws:lambda:*:${account}:function:*`],
    },
    {
      sid: "Queues",
      actions: [
        "sqs:GetQueueAttributes",
        "sqs:PurgeQueue",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
        "sqs:StartMessageMoveTask",
      ],
      resources: [`arn:aws:sqs:*:${account}:*`],
    },
    {
      sid: "Workflows",
      actions: ["states:StartExecution", "states:StopExecution"],
      resources: [`arn:aws:states:*:${account}:*`],
    },
    ...sessionStatements(account),
  ];
}

/** Keeping what runs running: restarts, numbers of copies, alarms, and sessions on instances. */
export function operatorStatements(account: string): readonly PolicyStatement[] {
  return [
    {
      sid: "Services",
      actions: ["ecs:ExecuteCommand", "ecs:StopTask", "ecs:UpdateService"],
      resources: [`arn:aws:ecs:*:${account}:*`],
    },
    {
      sid: "Instances",
      actions: ["ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances"],
      resources: [`arn:aws:ec2:*:${account}:instance/*`],
    },
    {
      // Whoever starts an instance lets EC2 decrypt its volume by a grant; without it the instance stops again.
      sid: "KeyOfVolumes",
      actions: ["kms:CreateGrant"],
      resources: [`arn:aws:kms:*:${account}:key/*`],
      conditions: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
        "ForAnyValue:StringLike": { "kms:ResourceAliases": sessionKeyAlias("*") },
      },
    },
    {
      sid: "Capacity",
      actions: ["autoscaling:SetDesiredCapacity", "autoscaling:StartInstanceRefresh"],
      resources: [`arn:aws:autoscaling:*:${account}:autoScalingGroup:*`],
    },
    {
      sid: "Databases",
      actions: ["rds:FailoverDBCluster", "rds:RebootDBInstance", "rds:StartDBInstance", "rds:StopDBInstance"],
      resources: [`arn:aws:rds:*:${account}:*`],
    },
    {
      sid: "Alarms",
      actions: ["cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions"],
      resources: [`arn:aws:cloudwatch:*:${account}:alarm:*`],
    },
    {
      sid: "Backups",
      actions: ["backup:StartBackupJob"],
      resources: [`arn:aws:backup:*:${account}:backup-vault:*`],
    },
    ...sessionStatements(account),
  ];
}

/** Recorded shells on bastions, and ports forwarded through them; what passes a port is recorded where it ends. */
function sessionStatements(account: string): readonly PolicyStatement[] {
  return [
    {
      sid: "SessionsOnBastions",
      actions: ["ssm:StartSession"],
      resources: [`arn:aws:ec2:*:${account}:instance/*`],
      conditions: {
        StringEquals: { [`ssm:resourceTag/${SESSION_TAG.key}`]: SESSION_TAG.value },
        ...DOCUMENT_IS_CHECKED,
      },
    },
    {
      sid: "KindsOfSessions",
      actions: ["ssm:StartSession"],
      resources: [
        "arn:aws:ssm:*:*:document/AWS-StartPortForwardingSessionToRemoteHost",
        `arn:aws:ssm:*:${account}:document/${SESSION_DOCUMENT}`,
      ],
      conditions: DOCUMENT_IS_CHECKED,
    },
    {
      sid: "OwnSessions",
      actions: ["ssm:ResumeSession", "ssm:TerminateSession"],
      resources: [`arn:aws:ssm:*:${account}:session/*`],
      // The id of a session begins with the name of the role's session. Who began it stands in a tag of AWS's.
      conditions: { StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": `$\${aws:userid}` } },
    },
    {
      // The plugin of AWS's command line signs with the rights of the person when it opens the channel of a session.
      sid: "ChannelsOfSessions",
      actions: ["ssmmessages:OpenDataChannel"],
      resources: [`arn:aws:ssm:*:${account}:session/*`],
    },
    {
      sid: "KeyOfSessions",
      actions: ["kms:GenerateDataKey"],
      resources: [`arn:aws:kms:*:${account}:key/*`],
      conditions: { "ForAnyValue:StringLike": { "kms:ResourceAliases": sessionKeyAlias("*") } },
    },
  ];
}
