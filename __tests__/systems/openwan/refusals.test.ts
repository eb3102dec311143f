import { select } from "../../../systems/selection";
import { validConfigs } from "../../../systems/validation";
import { environments, type OpenwanConfig } from "../../../systems/openwan/config";
import { openwan } from "../../../systems/openwan/system";
import { forAnyConfig } from "../../../systems/registry";
import { refusalOf } from "../../support/synthesis";
import type { Change } from "./variants";

/** The problems of prod with other values; fails when there are none. */
function refusal(change: Change): readonly string[] {
  return refusalOf(() =>
    validConfigs(
      forAnyConfig({ ...openwan, environments: { dev: environments.dev, prod: change(environments.prod) } }),
      {},
    ),
  ).split("\n");
}

const worker =
  (values: Partial<OpenwanConfig["services"]["worker"]>): Change =>
  (config) => ({
    ...config,
    services: { ...config.services, worker: { ...config.services.worker, ...values } },
  });
const database =
  (values: Partial<OpenwanConfig["database"]>): Change =>
  (config) => ({
    ...config,
    database: { ...config.database, ...values },
  });
const { scaling } = environments.prod.services.worker;

describe("openwan, what is refused before anything is built", () => {
  it("is nothing as the repository configures it", async () => {
    const { system } = await select({ SYSTEM: "openwan" });

    expect(Object.keys(validConfigs(system, {}))).toEqual(["dev", "prod"]);
  });

  it.each<readonly [string, Change, string]>([
    [
      "CPU and memory that Fargate does not have together",
      worker({ cpu: 4096, memoryMiB: 4096 }),
      "openwan.prod.services.worker.memoryMiB: must be memory that Fargate has with 4096 CPU units, got 4096; choose one of 8192,",
    ],
    [
      "a scaling minimum over the maximum",
      worker({ scaling: { ...scaling, minTasks: 11 } }),
      "openwan.prod.services.worker.scaling.maxTasks: must be a whole number of tasks, at least minTasks (11), got 10; raise maxTasks or lower minTasks",
    ],
    [
      "more tasks than scaling allows",
      worker({ desiredCount: 11 }),
      "openwan.prod.services.worker.desiredCount: must lie within the range of scaling, 2 to 10, got 11; begin with a number of that range",
    ],
    [
      "a backend that follows the queue that it fills",
      (config) => ({
        ...config,
        services: {
          ...config.services,
          backend: {
            ...config.services.backend,
            scaling: { minTasks: 2, maxTasks: 20, targets: scaling.targets },
          },
        },
      }),
      "openwan.prod.services.backend.scaling.targets.queue.measure: is cpu or memory for the service that fills the queue, got queue-depth; let the worker follow the queue",
    ],
    [
      "a replica that cannot hold what the parameters reserve",
      database({
        parameters: {
          ...environments.prod.database.parameters,
          innodb_buffer_pool_size: { value: "25769803776", apply: "pending-reboot" },
        },
      }),
      "openwan.prod.database.replicas.replica-1.instanceClass: must have more memory than the 24 GiB that innodb_buffer_pool_size reserves, got db.r6g.large (16 GiB); ",
    ],
    [
      "a parameter that MySQL 8.0 no longer has",
      database({
        parameters: {
          ...environments.prod.database.parameters,
          query_cache_type: { value: "1", apply: "immediate" },
        },
      }),
      "openwan.prod.database.parameters.query_cache_type: is no parameter to set: MySQL has no query cache since 8.0, got 1; remove it",
    ],
    [
      "a replica in a zone that the environment lacks",
      database({ replicas: { "replica-1": { zone: "d", instanceClass: "db.r6g.large" } } }),
      "openwan.prod.database.replicas.replica-1.zone: is a zone of the environment, got d; choose one of a, b, c",
    ],
    [
      "connections of which the alarm cannot take a share",
      database({ parameters: {} }),
      "openwan.prod.database.parameters.max_connections: is a number, of which the alarm on connections takes 90 %, got nothing; say how many connections there may be, such as 500",
    ],
    [
      "a bastion in a zone that the environment lacks",
      (config) => ({ ...config, bastion: { instanceType: "t4g.nano", zone: "f" } }),
      "openwan.prod.bastion.zone: is a zone of the environment, got f; choose one of a, b, c",
    ],
    [
      "a Redis parameter that ElastiCache decides itself",
      (config) => ({ ...config, cache: { ...config.cache, parameters: { appendonly: "yes" } } }),
      "openwan.prod.cache.parameters.appendonly: is no parameter to set: ElastiCache writes no append-only file; replicas and snapshots keep the data, got yes; remove it",
    ],
    [
      "a lifecycle that expires before it moves",
      (config) => ({
        ...config,
        media: {
          ...config.media,
          lifecycle: [
            {
              id: "old",
              noncurrentTransitions: [{ days: 30, storageClass: "GLACIER" }],
              noncurrentExpirationDays: 20,
            },
          ],
        },
      }),
      "openwan.prod.media.lifecycle.old",
    ],
    [
      "TTLs out of order",
      ({ media, ...config }) => ({
        ...config,
        media: {
          ...media,
          cachePolicies: {
            ...media.cachePolicies,
            preview: { ...media.cachePolicies["preview"]!, defaultTtlSeconds: 10, minTtlSeconds: 20 },
          },
        },
      }),
      "openwan.prod.media.cachePolicies.preview",
    ],
    [
      "a path without its cache policy",
      ({ media, ...config }) => ({
        ...config,
        media: { ...media, paths: [{ pathPattern: "/x/*", methods: "read", cachePolicy: "none" }] },
      }),
      "openwan.prod.media.paths./x/*.cachePolicy: is a key of cachePolicies, got none; choose one of preview, thumbnails, or add it",
    ],
    [
      "rules of equal priority",
      ({ edge, ...config }) => ({
        ...config,
        edge: {
          ...edge,
          webAclRules: [
            ...edge.webAclRules,
            { name: "Second", priority: 1, managedGroup: "AWSManagedRulesLinuxRuleSet" },
          ],
        },
      }),
      "openwan.prod.edge.webAclRules.Second.priority: differs from that of AWSManagedRulesCommonRuleSet, got 1; choose a free one",
    ],
    [
      "a retention that CloudWatch Logs does not know",
      (config) => ({ ...config, logRetentionDays: { ...config.logRetentionDays, edge: 91 } }),
      "openwan.prod.logRetentionDays.edge: log events are kept for one of",
    ],
    [
      "an address that is none",
      (config) => ({ ...config, notified: { ...config.notified, alerts: ["nobody"] } }),
      "openwan.prod.notified.alerts[0]: must be an e-mail address, got nobody; write it like name@example.com",
    ],
    [
      "a version of another database",
      database({ engineVersion: "5.7.44" }),
      "openwan.prod.database.engineVersion: must be a version of MySQL 8.0 or 8.4, got 5.7.44; write it like 8.0.43",
    ],
    [
      "a setting that there is none of",
      (config) => ({ ...config, eks: true }) as OpenwanConfig,
      "openwan.prod.eks: is no known setting, got eks; remove it or correct its spelling",
    ],
  ])("%s", (_what, change, message) => {
    expect(refusal(change)[0]).toContain(message);
    expect(refusal(change)[0]?.startsWith(message)).toBe(true);
  });

  it("comes all in one error, each line with path, rule, value and remedy", () => {
    const problems = refusal((config) =>
      worker({ cpu: 4096, memoryMiB: 4096 })(
        database({ backupRetentionDays: 99 })({ ...config, keepImages: 0 }),
      ),
    );

    expect(problems.map((line) => line.split(":")[0])).toEqual([
      "openwan.prod.services.worker.memoryMiB",
      "openwan.prod.database.backupRetentionDays",
      "openwan.prod.keepImages",
    ]);
  });
});
