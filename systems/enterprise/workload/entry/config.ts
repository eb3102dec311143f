import type { ResponseCache, Throttle } from "../../../../constructs/api/api-limits";
import type { ClientLimits } from "../../../../constructs/api/client-plan";
import type { CorsConfig } from "../../../../constructs/api/cors";
import type { CacheablePath } from "../../../../constructs/edge/api-behaviours";
import type { RestrictedPathsConfig } from "../../../../constructs/edge/restricted-paths";
import type { ServiceLevel } from "../../../../constructs/observability/catalogue/service-level";
import type { UserPoolProps } from "../../../../constructs/identity/user-pool";
import type { WorkloadConfig } from "../../config";

/** How the API takes requests, where API Gateway stands before it. */
export interface EntryApi {
  /** How many requests all callers together may send. */
  readonly throttle: Throttle;
  /** What each client may use, by a name that stays, where clients have limits of their own. */
  readonly clients: Readonly<Record<string, ClientLimits>>;
  /** What is promised of it, and watched because it is. */
  readonly promised: ServiceLevel;
  /**
   * Pages of other origins that may use it in a browser. Pages under the same domain need no permission.
   *
   * @default - none
   */
  readonly cors?: CorsConfig | undefined;
  /**
   * Responses that it keeps, where the workload's traits ask for it.
   *
   * @default - none
   */
  readonly cache?: ResponseCache | undefined;
  /**
   * Variables of the stage, where the workload's traits ask for them.
   *
   * @default - none
   */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /**
   * Milliseconds for which it waits for an answer.
   *
   * @default 29000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The function that checks tokens, where a token alone does not say enough.
   *
   * @default - none
   */
  readonly authorizer?: { readonly functionName: string; readonly invokeArn: string } | undefined;
  /**
   * What API Gateway tells of its own work.
   *
   * @default "ERROR"
   */
  readonly executionLevel?: "OFF" | "ERROR" | "INFO" | undefined;
}

/** How clients reach what runs in an account. Which parts stand between follows from the workload's decisions. */
export interface EntryConfig {
  /** Domain under which clients know site and API: `app.example.com`. */
  readonly domainName: string;
  /** Hosted zone in which the domain's records stand. */
  readonly hostedZoneId: string;
  /** Who signs in. */
  readonly users: Pick<UserPoolProps, "domainPrefix" | "usersMadeBy" | "secondFactor">;
  /** How the API takes requests. */
  readonly api: EntryApi;
  /** What the web ACL does. */
  readonly webAcl: {
    /** Whether its rules block, or count what they would block. */
    readonly mode: "enforce" | "count";
    /** Requests of one address in five minutes above which it is blocked, 10 to 2000000000. */
    readonly requestsPerAddress: number;
  };
  /**
   * Screens that administer a public site, and the addresses that reach them.
   *
   * @default - there are none
   */
  readonly adminScreens?: RestrictedPathsConfig | undefined;
  /**
   * Paths of the API whose responses CloudFront keeps, by a name that stays.
   *
   * @default - none
   */
  readonly cacheablePaths?: Readonly<Record<string, CacheablePath>> | undefined;
  /** Versions of the header by which the API knows the distribution; the last is sent, all are accepted. */
  readonly originSecretVersions: readonly string[];
  /** Days for which it is kept who asked for what. */
  readonly requestLogRetentionDays: number;
  /**
   * Whether the cost of Shield Advanced is approved, where it is chosen: it binds for a year.
   *
   * @default false
   */
  readonly shieldAdvancedApproved?: boolean | undefined;
}

/** Requests of one address in five minutes that no person makes. */
const REQUESTS_PER_ADDRESS = 2_000;
/** What an agreement with a client begins with. */
const BEGINNER: ClientLimits = {
  ratePerSecond: 50,
  burst: 100,
  quota: { requests: 100_000, per: "DAY" },
};
const CORS: CorsConfig = {
  origins: ["http://localhost:5173"],
  methods: ["DELETE", "GET", "PATCH", "POST", "PUT"],
  headers: ["Authorization", "Content-Type", "X-Api-Key"],
};
/** One request in a hundred may fail, and nine in ten are answered within a second. */
const PROMISED: ServiceLevel = { errorsAbovePercent: 1, latency: { aboveMilliseconds: 1_000 } };
/** Domains, the hosted zone and the office's address are examples. */
const HOSTED_ZONE_ID = "Z0000000000000EXAMPLE";
const ADMIN_SCREENS: RestrictedPathsConfig = {
  pathPrefixes: ["/admin", "/api/admin"],
  allowedCidrs: { office: "203.0.113.0/28" },
};

/** The entry of each stage. */
export const ENTRY: Readonly<Record<WorkloadConfig["stage"], EntryConfig>> = {
  dev: {
    domainName: "app.dev.example.com",
    hostedZoneId: HOSTED_ZONE_ID,
    users: { domainPrefix: "enterprise-dev-users", secondFactor: "optional" },
    api: {
      throttle: { ratePerSecond: 100, burst: 200 },
      clients: { web: BEGINNER, partner: BEGINNER },
      promised: PROMISED,
      // Whoever develops the pages runs them on their own machine.
      cors: CORS,
    },
    webAcl: { mode: "count", requestsPerAddress: REQUESTS_PER_ADDRESS },
    adminScreens: ADMIN_SCREENS,
    originSecretVersions: ["1"],
    requestLogRetentionDays: 30,
  },
  stg: {
    domainName: "app.stg.example.com",
    hostedZoneId: HOSTED_ZONE_ID,
    users: { domainPrefix: "enterprise-stg-users", secondFactor: "required" },
    api: {
      throttle: { ratePerSecond: 100, burst: 200 },
      clients: { web: BEGINNER, partner: BEGINNER },
      promised: PROMISED,
    },
    webAcl: { mode: "enforce", requestsPerAddress: REQUESTS_PER_ADDRESS },
    adminScreens: ADMIN_SCREENS,
    originSecretVersions: ["1"],
    requestLogRetentionDays: 30,
  },
  prod: {
    domainName: "app.example.com",
    hostedZoneId: HOSTED_ZONE_ID,
    users: { domainPrefix: "enterprise-prod-users", secondFactor: "required" },
    api: {
      throttle: { ratePerSecond: 1_000, burst: 2_000 },
      clients: {
        web: { ratePerSecond: 500, burst: 1_000, quota: { requests: 20_000_000, per: "DAY" } },
        partner: BEGINNER,
      },
      promised: PROMISED,
    },
    webAcl: { mode: "enforce", requestsPerAddress: REQUESTS_PER_ADDRESS },
    adminScreens: ADMIN_SCREENS,
    originSecretVersions: ["1"],
    requestLogRetentionDays: 365,
  },
};
