import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { NetworkExports } from "../../../constructs/network/network-exports";
import type { BackupExports } from "../../../stacks/backup-stack";
import type { WorkloadConfig } from "../config";
import type { Organization } from "../organization/config";
import { composeBastion, composeData } from "./data/layers";
import { composeWatching, watchedTogether } from "./data/watching";
import { decided } from "./decisions/decided";
import { composeJobQueue } from "./jobs/queue";
import { queueAlarms } from "./jobs/watched";
import { composeServices } from "./services/layers";

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
  const { data, decisions, services, jobs } = workload;
  const decision = decisions && decided(decisions);

  const kept = data && composeData(app, data, surroundings);
  const bastion = data && kept && composeBastion(app, data, kept, surroundings);

  const queue = jobs && decision && composeJobQueue(app, jobs, decision, surroundings);
  if (services) {
    composeServices(app, services, surroundings);
  }

  if (data && kept) {
    // What the other parts have watched is added here, each as a part of its own.
    composeWatching(
      app,
      data,
      { ...kept, sessionLogGroupName: bastion?.sessionLogGroupName },
      watchedTogether(queue ? { alarms: queueAlarms(queue, surroundings.environment) } : {}),
      surroundings,
    );
  }
}
