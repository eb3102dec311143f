import { taskCountProblems } from "../../constructs/compute/ecs-service-rules";
import { fargateSizeProblems } from "../../constructs/compute/fargate-sizes";
import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { parameterProblems } from "../../constructs/database/database-parameter";
import { backupProblems } from "../../constructs/database/database-rules";
import { rdsMysql } from "../../constructs/database/rds-engine";
import { instanceClassProblems } from "../../constructs/database/rds-instance-class";
import { monitoringProblems } from "../../constructs/database/rds-monitoring";
import { redisProblems } from "../../constructs/database/redis-rules";
import { storageProblems } from "../../constructs/database/rds-storage";
import { windowProblems } from "../../constructs/database/service-windows";
import { cachePolicyProblems } from "../../constructs/edge/cache-policy";
import { webAclRuleProblems } from "../../constructs/edge/web-acl-problems";
import { networkNames } from "../../constructs/network/network-names";
import { networkProblems } from "../../constructs/network/network-rules";
import { logRetentionProblems } from "../../constructs/observability/log-retention";
import { keepImagesProblems } from "../../constructs/registry/image-repository";
import { lifecycleProblems } from "../../constructs/storage/lifecycle-problems";
import type { OpenwanConfig, ServiceConfig } from "./config";
import { NAMES, NETWORK_NAMES } from "./names";
import { scalingRange } from "./services";

const SHORTEST_WINDOW_MINUTES = 30;

/** What must fit together in a well-shaped config. */
export function openwanProblems(
  config: OpenwanConfig,
  { system, name, zones }: Environment,
  path: string,
): readonly Problem[] {
  const { network, services, database, cache, media, edge, keepImages, logRetentionDays } = config;
  const spanned = zones.map((zone) => zone.slice(-1));
  return [
    ...networkProblems(network, {
      zones,
      path: `${path}.network`,
      names: networkNames(`${system}-${name}`, NETWORK_NAMES),
    }),
    ...Object.entries(services).flatMap(([key, service]) =>
      serviceProblems(service, `${path}.services.${key}`),
    ),
    ...queueProblems(services.backend, `${path}.services.backend`),
    ...databaseProblems(database, `${path}.database`),
    ...redisProblems({ ...cache, subnetIds: zones }, `${path}.cache`),
    ...Object.entries(database.replicas).flatMap(([key, { zone }]) =>
      zoneProblems(zone, spanned, `${path}.database.replicas.${key}.zone`),
    ),
    ...(config.bastion ? zoneProblems(config.bastion.zone, spanned, `${path}.bastion.zone`) : []),
    ...lifecycleProblems(media.lifecycle, `${path}.media.lifecycle`),
    ...Object.entries(media.cachePolicies).flatMap(([key, policy]) =>
      cachePolicyProblems(policy, `${path}.media.cachePolicies.${key}`),
    ),
    ...mediaPathProblems(media, `${path}.media.paths`),
    ...webAclRuleProblems(edge.webAclRules, `${path}.edge.webAclRules`),
    ...keepImagesProblems(keepImages, path),
    ...Object.entries(logRetentionDays).flatMap(([key, days]) =>
      logRetentionProblems(days, `${path}.logRetentionDays.${key}`),
    ),
  ];
}

function serviceProblems(service: ServiceConfig, path: string): readonly Problem[] {
  const { cpu, memoryMiB, desiredCount } = service;
  return [
    ...fargateSizeProblems({ cpu, memoryMiB }, path),
    ...taskCountProblems(desiredCount, scalingRange(service, NAMES.queue), path),
  ];
}

/** The backend sends jobs and never empties the queue: more of it would only make the queue deeper. */
function queueProblems({ scaling }: ServiceConfig, path: string): readonly Problem[] {
  return Object.entries(scaling.targets)
    .filter(([, { measure }]) => measure === "queue-depth")
    .map(([key, { measure }]) => ({
      path: `${path}.scaling.targets.${key}.measure`,
      rule: "is cpu or memory for the service that fills the queue",
      got: measure,
      fix: "let the worker follow the queue",
    }));
}

function databaseProblems(
  {
    engineVersion,
    instanceClass,
    storage,
    parameters,
    replicas,
    backupRetentionDays,
    windows,
  }: OpenwanConfig["database"],
  path: string,
): readonly Problem[] {
  const engine = rdsMysql(engineVersion);
  const classes = [
    [instanceClass, `${path}.instanceClass`],
    ...Object.entries(replicas).map(
      ([key, replica]) => [replica.instanceClass, `${path}.replicas.${key}.instanceClass`] as const,
    ),
  ] as const;
  return [
    ...parameterProblems(parameters, engine, `${path}.parameters`),
    ...classes.flatMap(([one, at]) => [
      ...instanceClassProblems(one, engine, parameters, at),
      ...monitoringProblems({}, engine, one, at),
    ]),
    ...storageProblems(storage, `${path}.storage`),
    ...backupProblems(backupRetentionDays, `${path}.backupRetentionDays`),
    ...windowProblems(
      { daily: windows.backup, weekly: windows.maintenance },
      {
        dailyPath: `${path}.windows.backup`,
        weeklyPath: `${path}.windows.maintenance`,
        leastMinutes: SHORTEST_WINDOW_MINUTES,
      },
    ),
    ...connectionProblems(parameters, `${path}.parameters.max_connections`),
  ];
}

/** The alarm on connections is a share of them. */
function connectionProblems(
  parameters: OpenwanConfig["database"]["parameters"],
  path: string,
): readonly Problem[] {
  const value = parameters["max_connections"]?.value;
  return value !== undefined && /^[1-9]\d*$/.test(value)
    ? []
    : [
        {
          path,
          rule: "is a number, of which the alarm on connections takes 90 %",
          got: value,
          fix: "say how many connections there may be, such as 500",
        },
      ];
}

function mediaPathProblems(
  { paths, cachePolicies }: OpenwanConfig["media"],
  path: string,
): readonly Problem[] {
  return paths
    .filter(({ cachePolicy }) => !(cachePolicy in cachePolicies))
    .map(({ pathPattern, cachePolicy }) => ({
      path: `${path}.${pathPattern}.cachePolicy`,
      rule: "is a key of cachePolicies",
      got: cachePolicy,
      fix: `choose one of ${Object.keys(cachePolicies).join(", ")}, or add it`,
    }));
}

function zoneProblems(zone: string, spanned: readonly string[], path: string): readonly Problem[] {
  return spanned.includes(zone)
    ? []
    : [
        {
          path,
          rule: "is a zone of the environment",
          got: zone,
          fix: `choose one of ${spanned.join(", ")}`,
        },
      ];
}
