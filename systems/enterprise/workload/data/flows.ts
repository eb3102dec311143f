import type { Environment } from "../../../../constructs/core/environment";
import { handlingOf, shortName } from "../../../../constructs/governance/classification";
import {
  aws,
  elsewhere,
  everything,
  type Flow,
  type Hop,
  INTERNET,
  network,
  otherAccount,
  the,
} from "../../../flows";
import { LOG_KEY_ALIAS, logBucketName } from "../../audit/names";
import type { WorkloadConfig } from "../../config";
import { hubOf } from "../../hub/config";
import { wayOut } from "../../hub/flows";
import { sharedEndpoints } from "../jobs/flows";
import type { BucketConfig, DatabaseConfig, DataConfig } from "./config";
import { dataNames, SESSION_CLASS } from "./names";
import { watchingFlows } from "./watching-flows";

const ENDPOINT: readonly Hop[] = ["interface-endpoint"];
const S3_ENDPOINT: readonly Hop[] = ["gateway-endpoint"];
const TRANSFER = "transfer";
const UPLOAD_SCAN = "malware-protection-plan.guardduty";

/** Who reaches whom in what an account keeps: the bastion, scanned uploads, and who is told. */
export function dataFlows(config: WorkloadConfig, environment: Environment): readonly Flow[] {
  const { data } = config.workload;
  if (!data) {
    return [];
  }
  const names = dataNames(environment);
  return [
    ...(data.bastion ? bastionFlows(data, config, environment) : []),
    ...Object.entries(data.buckets)
      .filter(([, { acceptsUploads }]) => acceptsUploads)
      .flatMap(([key, bucket]) => scanFlows(names.bucket(key), bucket, environment)),
    ...(data.database?.foreignClients
      ? foreignClientFlows(data.database.foreignClients, config, environment)
      : []),
    ...watchingFlows(config, environment),
  ];
}

/** The key of a class of data. */
function keyOf(dataClass: BucketConfig["dataClass"], { system, name }: Environment) {
  return the("key", `alias/${system}-${name}-${shortName(dataClass)}`);
}

function bastionFlows(
  { database, buckets }: DataConfig,
  { organization, network }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  const { system, name, account, region } = environment;
  const endpoints = network.network.interfaceEndpoints?.services ?? [];
  const names = dataNames(environment);
  const from = the("instance", names.bastion);
  const audit = { name: "audit", account: organization.accounts.audit.id };
  return [
    {
      from,
      to: aws("ssm"),
      port: 443,
      path: ENDPOINT,
      actions: ["policy/AmazonSSMManagedInstanceCore"],
      reason: "its agent asks Session Manager for work; nobody connects to it",
      rows: ["EN-169", "EN-170"],
    },
    ...sharedEndpoints(
      from,
      endpoints.filter((service) => service !== "ssm"),
    ),
    {
      from,
      to: aws("ecr"),
      port: 443,
      path: ENDPOINT,
      reason: "its endpoint shares a security group with the others; the role allows nothing there",
    },
    {
      from,
      to: INTERNET,
      port: 443,
      path: [wayOut(network)],
      reason: "people look whether addresses answer, and updates come from S3",
      rows: ["EN-177"],
    },
    ...(database
      ? [
          {
            from,
            to: the("database", `${system}-${name}`),
            port: 5432,
            reason: "people look into the database, by a port that they forward",
            rows: ["EN-174", "EN-177"],
          },
        ]
      : []),
    {
      from,
      to: the("log-group", names.sessions),
      port: 443,
      path: ENDPOINT,
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      reason: "sessions are recorded as they go on",
      rows: ["EN-173"],
    },
    {
      from,
      to: everything("the account's log groups", `arn:aws:logs:${region}:${account}:log-group:*`),
      actions: ["logs:DescribeLogGroups"],
      reason: "its agent looks for the group of sessions",
      rows: ["EN-173"],
    },
    {
      from,
      to: elsewhere(audit, "bucket", logBucketName("sessions", organization)),
      actions: ["s3:GetEncryptionConfiguration", "s3:PutObject", "s3:PutObjectAcl"],
      reason: "whole sessions go to the log archive",
      rows: ["EN-173"],
    },
    {
      from,
      to: elsewhere(audit, "key", LOG_KEY_ALIAS),
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "the log archive is encrypted",
      rows: ["EN-173"],
    },
    {
      from,
      to: keyOf(SESSION_CLASS, environment),
      actions: ["kms:Decrypt"],
      reason: "sessions are encrypted between person and instance",
      rows: ["EN-173"],
    },
    ...(buckets[TRANSFER]
      ? [
          {
            from,
            to: the("bucket", names.bucket(TRANSFER)),
            port: 443,
            path: S3_ENDPOINT,
            actions: ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
            reason: "files come and go through S3",
            rows: ["EN-175"],
          },
        ]
      : []),
  ];
}

/** Another account's tasks work with the database: through the hub, and by a role that they take here. */
function foreignClientFlows(
  { account }: NonNullable<DatabaseConfig["foreignClients"]>,
  { organization }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  const { accounts } = organization;
  const { cidr = "", attachmentId = "" } = hubOf(Object.keys(accounts)).spokes[account] ?? {};
  const to = the("database", `${environment.system}-${environment.name}`);
  return [
    {
      from: network(account, cidr, attachmentId),
      to,
      port: 5432,
      reason: "what runs there works with the data",
      rows: ["EN-009"],
    },
    {
      from: the("role", dataNames(environment).databaseClient),
      to,
      actions: ["rds-db:connect"],
      assumedBy: otherAccount({ name: account, account: accounts[account].id }),
      reason: "signs in by IAM",
      rows: ["EN-009"],
    },
  ];
}

/** GuardDuty looks at each upload, by a role of the bucket's own. */
function scanFlows(bucket: string, { dataClass }: BucketConfig, environment: Environment): readonly Flow[] {
  const { account, region } = environment;
  const from = the("role", `${bucket}-scan`);
  const rows = ["EN-079"];
  return [
    {
      from,
      to: the("bucket", bucket),
      actions: [
        "s3:GetBucketNotification",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionTagging",
        "s3:ListBucket",
        "s3:PutBucketNotification",
        "s3:PutObject",
        "s3:PutObjectTagging",
        "s3:PutObjectVersionTagging",
      ],
      assumedBy: UPLOAD_SCAN,
      reason: "uploads are scanned for malware and tagged with the result",
      rows,
    },
    {
      from,
      to: everything(
        "the rule by which GuardDuty hears of uploads",
        `arn:aws:events:${region}:${account}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*`,
      ),
      actions: [
        "events:DeleteRule",
        "events:DescribeRule",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ],
      assumedBy: UPLOAD_SCAN,
      reason: "hears of uploads",
      rows,
    },
    ...(handlingOf(dataClass).encryption === "aws-key"
      ? []
      : [
          {
            from,
            to: keyOf(dataClass, environment),
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            assumedBy: UPLOAD_SCAN,
            reason: "uploads are encrypted with the key of their class",
            rows,
          },
        ]),
  ];
}
