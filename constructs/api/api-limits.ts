import type { Problem } from "../core/errors";

/** Longest that API Gateway waits for a backend, unless AWS has raised it for the account. */
export const LONGEST_TIMEOUT_MS = 29_000;
/** What AWS may raise it to for REST APIs of a Region. */
const LONGEST_RAISED_TIMEOUT_MS = 300_000;
const SHORTEST_TIMEOUT_MS = 50;
const LONGEST_CACHE_TTL_SECONDS = 3600;

/** How many requests are taken. What exceeds it gets status 429. */
export interface Throttle {
  /** Requests a second that are taken for any length of time, more than 0. */
  readonly ratePerSecond: number;
  /** Requests that are taken at once, a whole number from 1. */
  readonly burst: number;
}

/** How many requests a client may send in a period. */
export interface Quota {
  /** Number of requests, a whole number from 1. */
  readonly requests: number;
  /** The period. */
  readonly per: "DAY" | "WEEK" | "MONTH";
}

/** Responses that a REST API keeps for a while. It is billed by the hour, whether it keeps anything or not. */
export interface ResponseCache {
  /** Size in GB. A change empties it. */
  readonly sizeGb: "0.5" | "1.6" | "6.1" | "13.5" | "28.4" | "58.2" | "118" | "237";
  /** Seconds for which a response is kept, 1 to 3600. */
  readonly ttlSeconds: number;
  /** Query strings by which responses differ. Those that are not named here reach the backend but tell no responses apart. */
  readonly queryStrings: readonly string[];
}

/** How long an API waits. */
export interface Waiting {
  /** Milliseconds for which it waits for the backend. */
  readonly timeoutMs: number;
  /** Whether AWS has raised the account's limit of 29 seconds, for which it may lower the number of requests a second. */
  readonly timeoutQuotaRaised: boolean;
}

/** What is wrong with how many requests are taken. */
export function throttleProblems({ ratePerSecond, burst }: Throttle, path: string): readonly Problem[] {
  return [
    ...(Number.isFinite(ratePerSecond) && ratePerSecond > 0
      ? []
      : [{ path: `${path}.ratePerSecond`, rule: "is more than 0", got: ratePerSecond, fix: "raise it" }]),
    ...wholeFromOne(burst, `${path}.burst`),
  ];
}

/** What is wrong with how many requests a client may send. */
export function quotaProblems({ requests }: Quota, path: string): readonly Problem[] {
  return wholeFromOne(requests, `${path}.requests`);
}

/** What is wrong with how long an API waits. */
export function waitingProblems(
  { timeoutMs, timeoutQuotaRaised }: Waiting,
  path: string,
): readonly Problem[] {
  const longest = timeoutQuotaRaised ? LONGEST_RAISED_TIMEOUT_MS : LONGEST_TIMEOUT_MS;
  return Number.isInteger(timeoutMs) && timeoutMs >= SHORTEST_TIMEOUT_MS && timeoutMs <= longest
    ? []
    : [
        {
          path: `${path}.timeoutMs`,
          rule: `is a whole number from ${SHORTEST_TIMEOUT_MS} to ${longest}`,
          got: timeoutMs,
          fix: timeoutQuotaRaised
            ? "choose one of that range"
            : "answer sooner, or have AWS raise the limit and set timeoutQuotaRaised",
        },
      ];
}

/** What is wrong with how long responses are kept. */
export function cacheProblems({ ttlSeconds }: ResponseCache, path: string): readonly Problem[] {
  return Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= LONGEST_CACHE_TTL_SECONDS
    ? []
    : [
        {
          path: `${path}.ttlSeconds`,
          rule: `is a whole number from 1 to ${LONGEST_CACHE_TTL_SECONDS}`,
          got: ttlSeconds,
          fix: "choose one of that range, or leave the cache out",
        },
      ];
}

function wholeFromOne(value: number, path: string): readonly Problem[] {
  return Number.isInteger(value) && value >= 1
    ? []
    : [{ path, rule: "is a whole number from 1", got: value, fix: "choose such a number" }];
}
