import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { NetworkExports } from "../../../constructs/network/network-exports";
import type { RunningTag } from "../../../constructs/registry/image-references";
import type { BackupExports } from "../../../stacks/backup-stack";
import { PackagesStack } from "../../../stacks/packages-stack";
import type { WorkloadConfig } from "../config";
import type { Organization } from "../organization/config";
import type { DataConfig } from "./data/config";
import type { DatabaseRef } from "./database-access";
import { composeBastion, composeData } from "./data/layers";
import { composeWatching, type Watched, watchedTogether } from "./data/watching";
import type { WorkloadParts } from "./config";
import type { DecisionsConfig } from "./decisions/config";
import { decided } from "./decisions/decided";
import { composeEntry } from "./entry/layers";
import { entryAlarms } from "./entry/watched";
import { composeFunction } from "./function/layers";
import { composeJobs, jobImages } from "./jobs/layers";
import { composeJobQueue, handingOver, workerSpecs } from "./jobs/queue";
import { batchAlarms, batchEvents, queueAlarms } from "./jobs/watched";
import type { ServicesConfig } from "./services/config";
import { composeRegistry, composeServices } from "./services/layers";
import { servicesAlarms } from "./services/watched";

/** Where deliveries record digests, they are what runs. */
const RUNNING_TAG: RunningTag = "last-delivered";
/** Topics of the two levels of alarms. */
const TOLD = { ERROR: "error", WARN: "warn" } as const;

/** What each part of a workload finds in its account. */
export interface WorkloadSurroundings {
  /** The account. */
  readonly environment: Environment;
  /** What all accounts share. */
  readonly organization: Organization;
  /** Stage of promotion that the account belongs to. */
  readonly stage: WorkloadConfig["stage"];
  /** The account's network: tiers public, private and isolated. */
  readonly network: NetworkExports;
  /** The account's keys, by the class of the data that they encrypt. */
  readonly keys: BackupExports["keys"];
}

/** The layers of what runs in an account, in the order in which they need each other. */
export function composeWorkload(
  app: App,
  { workload }: WorkloadConfig,
  surroundings: WorkloadSurroundings,
): void {
  const { data, decisions, services } = workload;

  const kept = data && composeData(app, data, surroundings);
  const bastion = data && kept && composeBastion(app, data, kept, surroundings);
  const watched =
    services && decisions
      ? composeContainers(app, { ...workload, services, decisions }, kept?.database, surroundings)
      : [];

  if (data && kept) {
    composeWatching(
      app,
      data,
      { ...kept, sessionLogGroupName: bastion?.sessionLogGroupName },
      watchedTogether(...watched),
      surroundings,
    );
  }
}

/** A workload whose images and decisions are stated, on which all that runs depends. */
type Running = WorkloadParts & {
  readonly services: ServicesConfig;
  readonly decisions: DecisionsConfig;
};

/** Images, queue, services, batch and the way in; what of them is watched. */
function composeContainers(
  app: App,
  { data, services, decisions, function: lambda, jobs, entry }: Running,
  database: DatabaseRef | undefined,
  surroundings: WorkloadSurroundings,
): readonly Partial<Watched>[] {
  const { environment } = surroundings;
  const decision = decided(decisions);

  if (decision.packages === "codeartifact") {
    new PackagesStack(app, { environment, name: environment.system, sources: ["npmjs"] });
  }
  const registry = composeRegistry(app, services, jobs ? jobImages(jobs) : [], surroundings);
  const queue = jobs && composeJobQueue(app, jobs, decision, surroundings);
  const { ingress, services: running } = composeServices(
    app,
    services,
    decision,
    {
      registry,
      backing: { database, jobQueue: queue && handingOver(queue) },
      further: {
        specs: jobs && queue ? workerSpecs(jobs, queue, database, decision, surroundings) : {},
      },
    },
    surroundings,
  );
  const batch =
    jobs &&
    composeJobs(
      app,
      jobs,
      decision,
      {
        registry,
        runningTag: RUNNING_TAG,
        database,
        told: erasureTold(data),
        services: running,
      },
      surroundings,
    );
  const backend = ingress
    ? { ...ingress, securityGroup: ingress.loadBalancerSecurityGroup }
    : lambda &&
      composeFunction(
        app,
        lambda,
        {
          registry,
          runningTag: RUNNING_TAG,
          database,
          jobQueue: queue && handingOver(queue),
        },
        surroundings,
      );
  const reached = entry && backend && composeEntry(app, entry, decisions, surroundings, backend);

  return [
    ...(queue ? [{ alarms: queueAlarms(queue, environment) }] : []),
    ...(ingress ? [{ alarms: servicesAlarms(services, ingress, environment) }] : []),
    ...(batch
      ? [{ alarms: batchAlarms(batch, environment), events: batchEvents(batch, running, TOLD, environment) }]
      : []),
    ...(reached ? [{ alarms: entryAlarms(reached, entry.api, environment) }] : []),
    { logGroupNames: Object.values(running.services).map(({ logGroup }) => logGroup.name) },
    ...(ingress
      ? [
          {
            application: {
              url: ingress.url,
              port: ingress.port,
              securityGroup: ingress.loadBalancerSecurityGroup,
            },
          },
        ]
      : []),
  ];
}

/** How long personal data is kept after a person has left, told to the job that erases it. */
function erasureTold(
  data: DataConfig | undefined,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const erasure = data?.database?.erasure;
  return erasure ? { [erasure.job]: { KEEP_DAYS: String(erasure.keepDays) } } : {};
}
