/** What a workload is like, as far as the guideline decides by it. Each is stated once, here. */
export interface Traits {
  /** Load over time: `steady`, or skewed so that nobody can predict it. */
  readonly traffic: "steady" | "unpredictable";
  /** Whether containers of others run on the same hosts, or would. */
  readonly sharedCompute: boolean;
  /** Whether somebody looks after hosts: virus checks, diagnosis of vulnerabilities, renewal. */
  readonly hostOperation: "acceptable" | "too-much";
  /** Whether the technology policy demands Kubernetes, so that a workload can move. */
  readonly kubernetes: "not-demanded" | "demanded";
  /** Longest that a caller waits for an answer, in seconds. */
  readonly longestRequestSeconds: number;
  /** Whether AWS has raised the time that API Gateway waits, which otherwise is 29 seconds. */
  readonly gatewayTimeoutRaised: boolean;
  /** Who calls the API: consumers, partners, or people and systems of the same house. */
  readonly audience: "b2c" | "b2b" | "internal";
  /** What partners demand, for `b2b`. */
  readonly partners: PartnerTraits;
  /** Whether the site is delivered by CloudFront already, so that the API can have the same domain. */
  readonly siteOnCloudFront: boolean;
  /** Whether the API is called within its own system alone, or by systems of others. */
  readonly boundary: "own-system" | "other-systems";
  /** What is limited: nothing, all callers together, or each client by itself. */
  readonly rateLimits: "none" | "together" | "per-client";
  /** Whether the gateway keeps responses for some time. */
  readonly responseCache: boolean;
  /** Whether integrations differ by variables of the stage. */
  readonly stageVariables: boolean;
  /** Whether a token of the user pool says enough, or an authorizer of one's own must look further. */
  readonly authorization: "by-token" | "beyond-token" | "beyond-token-at-low-latency";
  /** What latency is demanded of the way to a service: usual, low, or so low that every hop counts. */
  readonly latency: "usual" | "low" | "extreme";
  /** How often services call each other. */
  readonly serviceCalls: "usual" | "very-frequent";
  /** Whether removal of tasks from DNS was seen to be quick enough for service discovery. */
  readonly discoveryVerified: boolean;
  /** What batch jobs are: business jobs in narrow windows, or large computations. */
  readonly batch: "business" | "computation";
  /** How jobs depend on each other. */
  readonly jobDependencies: "simple" | "many";
  /** What a job's message must be: processed at least once, or exactly once and in order. */
  readonly jobDelivery: "at-least-once" | "exactly-once";
  /** Days for which a message must be kept when nobody processes it. */
  readonly messageKeepDays: number;
  /** Whether an existing user of a message broker moves here as it is. */
  readonly existingBroker: boolean;
  /** Whether operators need the SSH protocol itself. */
  readonly sshNeeded: boolean;
  /** Whether parts of one service's log are kept for such different times that one group costs too much. */
  readonly logRetentionDiffers: boolean;
  /** Where the source lies. */
  readonly sourceHost: "github" | "gitlab";
  /** Whether packages must be had without the internet. */
  readonly closedNetwork: boolean;
  /** Whether there are tests that take too long for every change. */
  readonly longTests: boolean;
}

/** What partners demand of an API; each with its say in whether CloudFront stands before it. */
export interface PartnerTraits {
  /** 99.99 % of availability, or more. */
  readonly highAvailability: boolean;
  /** Many of them that nobody knows beforehand. */
  readonly manyUnknown: boolean;
  /** Access from abroad that needs an answer by place. */
  readonly overseas: boolean;
  /** What the answers rest on: a contract, a plan, a count. */
  readonly reason: string;
}
