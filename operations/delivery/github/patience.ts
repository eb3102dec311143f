import type { Octokit } from "@octokit/core";

/** How long an answer is waited for. */
export interface Patience {
  /** Further attempts after a failure of the service. */
  readonly retries: number;
  /** Longest wait that a rate limit may ask for, in seconds. */
  readonly longestWaitSeconds: number;
  /** First pause after a failure, in milliseconds; it doubles. */
  readonly pauseMilliseconds: number;
  /** Waits. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What the commands have. */
export const PATIENCE: Patience = {
  retries: 3,
  longestWaitSeconds: 60,
  pauseMilliseconds: 1000,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: () => Date.now(),
};

interface Failure {
  readonly status?: number;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/**
 * Lets requests wait for a rate limit and asks again when GitHub fails. A request that makes something is not repeated
 * after a failure, as it may have been carried out; whoever makes things looks first whether they are there.
 */
export function withPatience(octokit: Octokit, patience: Patience): void {
  octokit.hook.wrap("request", async (request, options) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request(options);
      } catch (error) {
        const wait = waitFor(error as Failure, options.method, attempt, patience);
        if (wait === undefined) {
          throw error;
        }
        await patience.sleep(wait);
      }
    }
  });
}

function waitFor(failure: Failure, method: string, attempt: number, patience: Patience): number | undefined {
  if (attempt >= patience.retries) {
    return undefined;
  }
  const limit = rateLimitSeconds(failure, patience.now());
  if (limit !== undefined) {
    return limit <= patience.longestWaitSeconds ? limit * 1000 : undefined;
  }
  const isTheirs = failure.status === undefined || failure.status >= 500;
  return isTheirs && method !== "POST" ? patience.pauseMilliseconds * 2 ** attempt : undefined;
}

/** Seconds after which a refused request may be repeated; nothing when it was refused for another reason. */
export function rateLimitSeconds({ status, response }: Failure, now: number): number | undefined {
  if (status !== 429 && status !== 403) {
    return undefined;
  }
  const headers = response?.headers ?? {};
  if (headers["retry-after"] !== undefined) {
    return Number(headers["retry-after"]);
  }
  if (String(headers["x-ratelimit-remaining"]) === "0") {
    return Math.max(0, Math.ceil(Number(headers["x-ratelimit-reset"]) - now / 1000));
  }
  return status === 429 ? 60 : undefined;
}
