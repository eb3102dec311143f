import type { App } from "cdktf";
import { Bastion } from "../constructs/compute/bastion";
import { InstancePatches } from "../constructs/compute/instance-patches";
import { NightlyStop, type StopTime } from "../constructs/compute/nightly-stop";
import { SessionDocument, type SessionLimits } from "../constructs/compute/session-document";
import type { DataClass } from "../constructs/governance/classification";
import { classify } from "../constructs/governance/classify";
import type { NetworkExports } from "../constructs/network/network-exports";
import { tierOf } from "../constructs/network/network-exports";
import type { SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { LogGroup } from "../constructs/observability/log-group";
import type { BucketRef } from "../constructs/storage/bucket-policy";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Where whole sessions are kept: in a log archive of another account. */
export interface SessionArchive {
  /** Name of its bucket, in which each account writes under its own id. */
  readonly bucketName: string;
  /** The 12 digits of the archive's account. */
  readonly account: string;
  /** Name of the archive's key: `alias/log-archive`. */
  readonly keyAlias: string;
}

/** Values of a {@link BastionStack}. */
export interface BastionStackProps extends PlatformStackProps {
  /** Name of the instance, its role and its instance profile. */
  readonly name: string;
  /** Network that it stands in. */
  readonly network: NetworkExports;
  /** Tier of private subnets with a way out; it stands in the first. */
  readonly tier: string;
  /** EC2 instance type of the arm64 architecture: `t4g.micro`. */
  readonly instanceType: string;
  /** Tags by which people's policies find it. */
  readonly tags: Readonly<Record<string, string>>;
  /** How sessions are recorded, and when they end. */
  readonly sessions: SessionLimits & {
    /** Name of the document by which people begin one. */
    readonly documentName: string;
    /** Name of the log group. */
    readonly logGroupName: string;
    /** Days for which the log group keeps them. */
    readonly logRetentionDays: number;
    /** Where whole sessions are kept. */
    readonly archive: SessionArchive;
  };
  /** When patches are installed, in UTC: `cron(0 18 ? * SAT *)`. */
  readonly patchSchedule: string;
  /**
   * When it stops each day; whoever needs it starts it again.
   *
   * @default - it runs on
   */
  readonly stopsAt?: StopTime | undefined;
  /** Class of what sessions show and of the key that encrypts them. */
  readonly dataClass: DataClass;
  /** ARN of the key of that class. */
  readonly keyArn: string;
  /**
   * The database that people reach through it.
   *
   * @default - none
   */
  readonly database?: {
    readonly host: string;
    readonly port: number;
    readonly securityGroup: SecurityGroupRef;
  };
  /**
   * Bucket by which files come and go.
   *
   * @default - none
   */
  readonly transfer?: BucketRef | undefined;
}

/** What other layers learn of the bastion. */
export interface BastionExports {
  /** Group of the bastion. */
  readonly securityGroup: SecurityGroupRef;
  /** Name of the log group of the sessions. */
  readonly sessionLogGroupName: string;
}

/**
 * The bastion layer: an instance in a private subnet that nobody can connect to, from which people whom IAM lets reach
 * the database, and the record of what they do there.
 *
 * Outputs: `bastion_instance_id`, `session_command`, and `database_tunnel_command` where there is a database.
 */
export class BastionStack extends PlatformStack {
  /** What other layers learn of the bastion. */
  public readonly exports: BastionExports;

  /** @throws ProblemsError when a name, days, minutes or times are not acceptable, or the network has no such tier */
  public constructor(scope: App, props: BastionStackProps) {
    super(scope, "bastion", props);
    const { name, network, tier, instanceType, tags, sessions, dataClass, keyArn, database } = props;
    const { account, region } = this.environment;
    const { archive, documentName, logGroupName, logRetentionDays, ...limits } = sessions;

    const log = new LogGroup(this, "sessions", {
      logGroupName,
      retentionDays: logRetentionDays,
      kmsKeyArn: keyArn,
    });
    classify(log, dataClass, { notBackedUpBecause: "the log archive keeps every session" });
    const document = new SessionDocument(this, "document", {
      ...limits,
      documentName,
      logGroupName: log.name,
      bucket: { name: archive.bucketName, prefix: account },
      kmsKeyArn: keyArn,
    });

    const [subnetId = ""] = tierOf(network, tier).subnetIds;
    const bastion = new Bastion(this, "instance", {
      name,
      vpcId: network.vpcId,
      subnetId,
      instanceType,
      publicAddress: "none",
      kmsKeyArn: keyArn,
      tags,
    });
    classify(bastion, dataClass, {
      notBackedUpBecause: "it keeps nothing: a new one is made of AWS's image",
    });
    new InstancePatches(this, "patches", {
      associationName: `${name}-patches`,
      instanceId: bastion.instanceId,
      schedule: props.patchSchedule,
    });
    if (props.stopsAt) {
      new NightlyStop(this, "stop", {
        name: `${name}-stop`,
        instanceId: bastion.instanceId,
        at: props.stopsAt,
        account,
        region,
      });
    }
    this.recordSessions(bastion, log, props);
    if (network.endpointSecurityGroup) {
      bastion.connections.allowTo(
        network.endpointSecurityGroup,
        Port.tcp(443),
        "Session Manager and its logs",
      );
    }
    if (database) {
      const { host, port, securityGroup } = database;
      bastion.connections.allowTo(securityGroup, Port.tcp(port), "People look into the database");
      this.publish(
        "database_tunnel_command",
        `aws ssm start-session --target ${bastion.instanceId}` +
          ` --document-name AWS-StartPortForwardingSessionToRemoteHost` +
          ` --parameters host=${host},portNumber=${port},localPortNumber=${port}`,
        `Leads port ${port} of one's own machine to the database`,
      );
    }
    this.exports = { securityGroup: bastion.securityGroupRef, sessionLogGroupName: log.name };
    this.publish("bastion_instance_id", bastion.instanceId, "Id of the bastion, for Session Manager");
    this.publish(
      "session_command",
      `aws ssm start-session --target ${bastion.instanceId} --document-name ${document.documentName}`,
      "Begins a recorded shell on the bastion",
    );
  }

  /** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html */
  private recordSessions(
    { role }: Bastion,
    log: LogGroup,
    { sessions: { archive }, keyArn, transfer }: BastionStackProps,
  ): void {
    const { account, region } = this.environment;
    const bucketArn = `arn:aws:s3:::${archive.bucketName}`;
    role.grant(
      this,
      "record-sessions",
      {
        sid: "FindLogGroup",
        actions: ["logs:DescribeLogGroups"],
        resources: [`arn:aws:logs:${region}:${account}:log-group:*`],
      },
      {
        sid: "StreamSessions",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [log.arn, `${log.arn}:*`],
      },
      { sid: "SeeEncryption", actions: ["s3:GetEncryptionConfiguration"], resources: [bucketArn] },
      {
        sid: "ArchiveSessions",
        actions: ["s3:PutObject", "s3:PutObjectAcl"],
        resources: [`${bucketArn}/${account}/*`],
      },
      {
        sid: "EncryptForArchive",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [`arn:aws:kms:${region}:${archive.account}:key/*`],
        conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": archive.keyAlias } },
      },
      { sid: "DecryptSessions", actions: ["kms:Decrypt"], resources: [keyArn] },
    );
    if (transfer) {
      role.grant(
        this,
        "transfer-files",
        { sid: "ListFiles", actions: ["s3:ListBucket"], resources: [transfer.arn] },
        {
          sid: "TransferFiles",
          actions: ["s3:GetObject", "s3:PutObject"],
          resources: [`${transfer.arn}/*`],
        },
      );
    }
  }
}
