import type { App } from "cdktf";
import type { Environment } from "../../../../constructs/core/environment";
import { auroraPostgresql } from "../../../../constructs/database/aurora-engine";
import { classifiedBucket } from "../../../../constructs/governance/classified-storage";
import { tierOf } from "../../../../constructs/network/network-exports";
import { withoutAlarms } from "../../../../constructs/observability/no-alarms";
import type { BucketRef } from "../../../../constructs/storage/bucket-policy";
import { type AuroraExports, AuroraStack, type ForeignClients } from "../../../../stacks/aurora-stack";
import { type BastionExports, BastionStack } from "../../../../stacks/bastion-stack";
import { StorageStack, type StoredBucket } from "../../../../stacks/storage-stack";
import { LOG_KEY_ALIAS, logBucketName } from "../../audit/names";
import { hubOf } from "../../hub/config";
import type { Organization } from "../../organization/config";
import type { DatabaseRef } from "../database-access";
import type { WorkloadSurroundings } from "../layers";
import type { BucketConfig, DatabaseConfig, DataConfig } from "./config";
import { dataNames, SESSION_CLASS, SESSION_DOCUMENT, SESSION_TAG } from "./names";

/** Bucket by which files come to and from the bastion. */
const TRANSFER = "transfer";

/** What the parts of a workload learn of what its account keeps. */
export interface DataExports {
  /** The account's own database, with that of regulated data beside it; undefined where there is none. */
  readonly database: (AuroraExports & DatabaseRef) | undefined;
  /** The buckets by key. */
  readonly buckets: Readonly<Record<string, BucketRef>>;
}

/** The layers of what an account keeps: its database and its buckets. */
export function composeData(app: App, config: DataConfig, surroundings: WorkloadSurroundings): DataExports {
  const { database, regulatedDatabase, buckets } = config;
  const { accounts } = surroundings.organization;
  const { cidr = "" } = hubOf(Object.keys(accounts)).spokes["regulated"] ?? {};
  return {
    database: database && {
      ...composeDatabase(app, database, surroundings),
      ...(regulatedDatabase ? { regulated: { ...regulatedDatabase, cidr } } : {}),
    },
    buckets: composeBuckets(app, buckets, surroundings),
  };
}

/** The layer of the way by which people reach what lies in private subnets; nothing where there is none. */
export function composeBastion(
  app: App,
  { bastion }: DataConfig,
  { database, buckets }: DataExports,
  { environment, organization, network, keys }: WorkloadSurroundings,
): BastionExports | undefined {
  if (!bastion) {
    return undefined;
  }
  const { instanceType, patchSchedule, stopsAt, ...sessions } = bastion;
  const names = dataNames(environment);
  return new BastionStack(app, {
    environment,
    name: names.bastion,
    network,
    tier: "private",
    instanceType,
    patchSchedule,
    stopsAt,
    tags: { [SESSION_TAG.key]: SESSION_TAG.value },
    sessions: {
      ...sessions,
      documentName: SESSION_DOCUMENT,
      logGroupName: names.sessions,
      archive: {
        bucketName: logBucketName("sessions", organization),
        account: organization.accounts.audit.id,
        keyAlias: LOG_KEY_ALIAS,
      },
    },
    dataClass: SESSION_CLASS,
    keyArn: keys[SESSION_CLASS]?.arn ?? "",
    ...(database
      ? {
          database: {
            host: database.writerEndpoint,
            port: database.port,
            securityGroup: database.securityGroup,
          },
        }
      : {}),
    transfer: buckets[TRANSFER],
  }).exports;
}

function composeDatabase(
  app: App,
  config: DatabaseConfig,
  { environment, organization, network, keys }: WorkloadSurroundings,
): AuroraExports {
  const { dataClass, engineVersion, audited, capacity, instances, foreignClients } = config;
  return new AuroraStack(app, {
    environment,
    vpcId: network.vpcId,
    subnetIds: tierOf(network, "isolated").subnetIds,
    dataClass,
    keyArn: keys[dataClass]?.arn,
    engine: auroraPostgresql(engineVersion, audited),
    capacity,
    instances,
    masterUsername: "postgres",
    databaseName: environment.system,
    backupRetentionDays: config.backupRetentionDays,
    insights: config.insights,
    windows: config.windows,
    foreignClients: foreignClients && clientsOf(foreignClients, environment, organization),
  }).exports;
}

/** Another account's tasks, whose network is attached to the same hub. */
function clientsOf(
  { account, databaseUser }: NonNullable<DatabaseConfig["foreignClients"]>,
  environment: Environment,
  { accounts }: Organization,
): ForeignClients {
  const { cidr } = hubOf(Object.keys(accounts)).spokes[account] ?? { cidr: "" };
  return {
    cidrs: { [account]: cidr },
    roleName: dataNames(environment).databaseClient,
    account: accounts[account].id,
    roles: `${environment.system}-${account}-*`,
    databaseUser,
  };
}

function composeBuckets(
  app: App,
  buckets: Readonly<Record<string, BucketConfig>>,
  { environment, organization, keys }: WorkloadSurroundings,
): DataExports["buckets"] {
  const names = dataNames(environment);
  const stored = Object.entries(buckets).map(([key, bucket]): readonly [string, StoredBucket] => {
    const { dataClass, acceptsUploads, smallObjects = false, storage, archiveTiers, expirationDays } = bucket;
    const { removal: _byProtection, ...values } = classifiedBucket(
      dataClass,
      {
        keyArn: keys[dataClass]?.arn,
        protection: environment.protection,
        ...(smallObjects ? { storage: "standard" as const } : storage === undefined ? {} : { storage }),
        ...(expirationDays === undefined ? {} : { expirationDays }),
        ...(organization.compliance.multilayerEncryption ? { encryptionLayers: "two" as const } : {}),
      },
      `${environment.name}.buckets.${key}`,
    );
    return [
      key,
      {
        ...values,
        bucketName: names.bucket(key),
        dataClass,
        ...(archiveTiers === undefined ? {} : { archiveTiers }),
        uploads: acceptsUploads ? "scanned" : "unscanned",
      },
    ];
  });
  const stack = new StorageStack(app, { environment, buckets: Object.fromEntries(stored) });
  for (const [key, { expectedGiB }] of Object.entries(buckets)) {
    if (expectedGiB === undefined) {
      withoutAlarms(stack.node.findChild(key), ["bucket"], {
        noAlarmsBecause: "nothing is expected of its size: the budget of the account tells",
      });
    }
  }
  return stack.exports;
}
