import type { Choice } from "../../../decisions";
import type { Traits } from "./traits";

/** What a workload is like, and what is chosen otherwise than the guideline recommends for it. */
export interface DecisionsConfig {
  /** What it is like. */
  readonly traits: Traits;
  /** By the key of a decision, another choice than the recommended one, with its reason. */
  readonly choices: Readonly<Partial<Record<string, Choice>>>;
}

/** The reference workload: an API that consumers and partners call, each of these with limits of its own. */
const REFERENCE: Traits = {
  traffic: "steady",
  sharedCompute: true,
  hostOperation: "acceptable",
  kubernetes: "not-demanded",
  longestRequestSeconds: 20,
  gatewayTimeoutRaised: false,
  audience: "b2c",
  partners: { highAvailability: false, manyUnknown: false, overseas: false, reason: "consumers alone" },
  siteOnCloudFront: true,
  boundary: "other-systems",
  rateLimits: "per-client",
  responseCache: false,
  stageVariables: false,
  authorization: "by-token",
  latency: "usual",
  serviceCalls: "usual",
  discoveryVerified: false,
  batch: "business",
  jobDependencies: "simple",
  jobDelivery: "at-least-once",
  messageKeepDays: 14,
  existingBroker: false,
  sshNeeded: false,
  logRetentionDiffers: false,
  sourceHost: "github",
  closedNetwork: false,
  longTests: true,
};

/** The decisions of every stage: what is verified in one is what runs in the next. */
export const DECISIONS: DecisionsConfig = { traits: REFERENCE, choices: {} };
