import type { App } from "cdktf";
import { isProvisioned } from "../../../../constructs/database/aurora-instance";
import { instanceMemoryGiB } from "../../../../constructs/database/rds-instance-class";
import { classify } from "../../../../constructs/governance/classify";
import { tierOf } from "../../../../constructs/network/network-exports";
import type { SecurityGroupRef } from "../../../../constructs/network/peer";
import { auroraPostgresql } from "../../../../constructs/observability/catalogue/aurora-postgresql";
import { canary } from "../../../../constructs/observability/catalogue/canary";
import { GIB } from "../../../../constructs/observability/catalogue/database-instance";
import { bucket, INTELLIGENT_TIERING, STANDARD } from "../../../../constructs/observability/catalogue/s3";
import type { WatchedEvents, WatchedResource } from "../../../../constructs/observability/watching";
import type { AuroraExports } from "../../../../stacks/aurora-stack";
import { type HealthCheckExports, HealthCheckStack } from "../../../../stacks/health-check-stack";
import { ObservabilityStack, type ObservabilityStackProps } from "../../../../stacks/observability-stack";
import type { WorkloadSurroundings } from "../layers";
import type { DatabaseConfig, DataConfig } from "./config";
import type { DataExports } from "./layers";
import { type DataNames, dataNames, SESSION_CLASS } from "./names";
import type { FurtherLogConfig, WatchingConfig } from "./watching-config";

/** Memory of one Aurora capacity unit. */
const GIB_PER_ACU = 2;
/** Days for which runs of the health check are kept. */
const RUN_DAYS = 30;

/** What the parts of a workload have watched, beside what the account keeps. */
export interface Watched {
  /** What is watched as the catalogue says, by a key that stays. */
  readonly alarms: Readonly<Record<string, WatchedResource>>;
  /** Events that topics are told of; their keys are `error` and `warn`. */
  readonly events: Readonly<Record<string, WatchedEvents>>;
  /** Names of the log groups of services, for saved queries. */
  readonly logGroupNames: readonly string[];
  /** Where the health check asks; undefined where nothing answers. */
  readonly application:
    { readonly url: string; readonly securityGroup: SecurityGroupRef; readonly port: number } | undefined;
}

/** What several parts have watched, together. Their keys differ; the address is that of the one that has one. */
export function watchedTogether(...parts: readonly Partial<Watched>[]): Watched {
  return {
    alarms: Object.assign({}, ...parts.map(({ alarms }) => alarms)) as Watched["alarms"],
    events: Object.assign({}, ...parts.map(({ events }) => events)) as Watched["events"],
    logGroupNames: parts.flatMap(({ logGroupNames = [] }) => logGroupNames),
    application: parts.find(({ application }) => application !== undefined)?.application,
  };
}

/** The layers that watch an account: the health check, and who is told of what. */
export function composeWatching(
  app: App,
  config: DataConfig,
  kept: DataExports & { readonly sessionLogGroupName: string | undefined },
  watched: Watched,
  surroundings: WorkloadSurroundings,
): void {
  const { environment } = surroundings;
  const { watching } = config;
  const names = dataNames(environment);
  const check = composeHealthCheck(app, watching, watched, surroundings);
  const stack = new ObservabilityStack(app, {
    environment,
    topics: {
      error: { topicName: names.errorTopic, emailAddresses: watching.notified.error },
      warn: { topicName: names.warnTopic, emailAddresses: watching.notified.warn },
    },
    levels: { ERROR: "error", WARN: "warn" },
    levelTag: "Level",
    actions: watching.actions,
    slack: watching.slack,
    alarms: {
      ...databaseAlarms(config.database, kept.database, names.canary),
      ...bucketAlarms(config, kept, environment.system, environment.name),
      ...(check
        ? { "health-check": { namePrefix: `${names.canary}-health-check`, monitoring: canary(check) } }
        : {}),
      ...watched.alarms,
    },
    events: watched.events,
    logGroups: Object.fromEntries(
      Object.entries(watching.furtherLogs).map(([key, log]) => [key, furtherLog(log, surroundings)]),
    ),
    maskedLogs: maskedLogs(watching, names),
    queries: queries(kept, watched, names.canary),
  });
  for (const key of Object.keys(watching.furtherLogs)) {
    classify(stack.node.findChild(`${key}-logs`), SESSION_CLASS, {
      notBackedUpBecause: "CloudWatch Logs keeps it for the time that its purpose needs",
    });
  }
}

function composeHealthCheck(
  app: App,
  { healthCheck }: WatchingConfig,
  { application }: Watched,
  { environment, network, keys }: WorkloadSurroundings,
): HealthCheckExports | undefined {
  if (!healthCheck || !application) {
    return undefined;
  }
  const { path, ...check } = healthCheck;
  const { url, ...target } = application;
  const names = dataNames(environment);
  return new HealthCheckStack(app, {
    environment,
    ...check,
    name: names.canary,
    bucketName: names.bucket("health-check"),
    retentionDays: RUN_DAYS,
    url: `${url}${path}`,
    target,
    vpcId: network.vpcId,
    subnetIds: tierOf(network, "private").subnetIds,
    dataClass: "internal",
    keyArn: keys.internal?.arn ?? "",
  }).exports;
}

function databaseAlarms(
  config: DatabaseConfig | undefined,
  database: AuroraExports | undefined,
  namePrefix: string,
): Readonly<Record<string, WatchedResource>> {
  if (!config || !database) {
    return {};
  }
  const { capacity, limits } = config;
  const { maxConnections, localStorageGiB, expectedVolumeGiB } = limits;
  return {
    database: {
      namePrefix: `${namePrefix}-database`,
      monitoring: auroraPostgresql(
        {
          clusterIdentifier: database.clusterIdentifier,
          instances: database.instanceIdentifiers,
          capacity: {
            memoryGiB: isProvisioned(capacity)
              ? (instanceMemoryGiB(capacity.instanceClass) ?? 0)
              : capacity.maxAcu * GIB_PER_ACU,
            maxConnections,
            localStorageGiB,
          },
        },
        expectedVolumeGiB === undefined ? {} : { expectedVolumeBytes: expectedVolumeGiB * GIB },
      ),
    },
  };
}

function bucketAlarms(
  { buckets }: DataConfig,
  kept: DataExports,
  system: string,
  environment: string,
): Readonly<Record<string, WatchedResource>> {
  return Object.fromEntries(
    Object.entries(buckets).flatMap(([key, { expectedGiB, smallObjects = false, storage }]) => {
      const ref = kept.buckets[key];
      if (expectedGiB === undefined || !ref) {
        return [];
      }
      const tiered = !smallObjects && (storage ?? "intelligent-tiering") === "intelligent-tiering";
      return [
        [
          `${key}-bucket`,
          {
            namePrefix: `${system}-${environment}-${key}`,
            monitoring: bucket(
              { bucketName: ref.name, storageTypes: tiered ? INTELLIGENT_TIERING : STANDARD },
              { expectedBytes: expectedGiB * GIB },
            ),
          },
        ],
      ];
    }),
  );
}

function furtherLog(
  { service, purpose, retentionDays, logClass }: FurtherLogConfig,
  { environment, keys }: WorkloadSurroundings,
): NonNullable<ObservabilityStackProps["logGroups"]>[string] {
  const kmsKeyArn = keys[SESSION_CLASS]?.arn;
  return {
    logGroupName: dataNames(environment).furtherLog(service, purpose),
    retentionDays,
    ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    ...(logClass === undefined ? {} : { logClass }),
  };
}

function maskedLogs(
  { furtherLogs }: WatchingConfig,
  names: DataNames,
): ObservabilityStackProps["maskedLogs"] {
  return Object.fromEntries(
    Object.entries(furtherLogs).flatMap(([key, { service, purpose, masked }]) =>
      masked === undefined
        ? []
        : [[key, { logGroupName: names.furtherLog(service, purpose), identifiers: masked }]],
    ),
  );
}

/** What somebody asks once an alarm has called, across the groups of all services. */
function queries(
  { database, sessionLogGroupName }: DataExports & { readonly sessionLogGroupName: string | undefined },
  { logGroupNames }: Watched,
  folder: string,
): NonNullable<ObservabilityStackProps["queries"]> {
  const newest = ["sort @timestamp desc", "limit 100"];
  return {
    ...(logGroupNames.length === 0
      ? {}
      : {
          errors: {
            queryName: `${folder}/Errors of all services`,
            commands: ["fields @timestamp, @log, @message", "filter @message like /(?i)error/", ...newest],
            logGroupNames,
          },
        }),
    ...(database
      ? {
          "database-audit": {
            queryName: `${folder}/Statements on the database`,
            commands: ["fields @timestamp, @message", "filter @message like /AUDIT:/", ...newest],
            logGroupNames: [database.auditLogGroup.name],
          },
        }
      : {}),
    ...(sessionLogGroupName === undefined
      ? {}
      : {
          sessions: {
            queryName: `${folder}/Sessions on the bastion`,
            commands: ["fields @timestamp, @logStream, @message", ...newest],
            logGroupNames: [sessionLogGroupName],
          },
        }),
  };
}
