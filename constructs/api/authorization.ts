import type { Problem } from "../core/errors";

/** Users sign in to a Cognito user pool and send its token. */
export interface UserPoolAuthorization {
  /** Who decides. */
  readonly by: "user-pool";
  /** ARN of the user pool. */
  readonly userPoolArn: string;
  /** Address by which tokens name the pool as their issuer: `https://cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly issuer: string;
  /** Ids of the app clients whose tokens count. An HTTP API asks for them; a REST API takes those of all clients. */
  readonly clientIds: readonly string[];
  /**
   * Scopes of which an access token has one: `orders/read`. Without scopes a REST API asks for an id token.
   *
   * @default - none
   */
  readonly scopes?: readonly string[] | undefined;
}

/** A function of one's own decides, where the standard does not do. */
export interface CustomAuthorization {
  /** Who decides. */
  readonly by: "function";
  /** Name of the function. */
  readonly functionName: string;
  /** ARN by which API Gateway invokes it. */
  readonly invokeArn: string;
  /** Why a token of the user pool does not say enough: the function costs time and money at each new token. */
  readonly reason: string;
}

/** The application decides itself; API Gateway lets everything through. */
export interface ApplicationAuthorization {
  /** Who decides. */
  readonly by: "application";
  /** Why API Gateway does not: latency, cost, or an API that is for everyone. */
  readonly reason: string;
}

/** Who decides whether a caller may use an API. */
export type ApiAuthorization = UserPoolAuthorization | CustomAuthorization | ApplicationAuthorization;

/** What is wrong with who decides. */
export function authorizationProblems(authorization: ApiAuthorization, path: string): readonly Problem[] {
  if (authorization.by === "user-pool") {
    return [];
  }
  return authorization.reason.trim() === ""
    ? [
        {
          path: `${path}.reason`,
          rule: "says why a user pool does not decide",
          got: authorization.reason,
          fix: "write the reason, or authorize by the user pool",
        },
      ]
    : [];
}
