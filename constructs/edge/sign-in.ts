import type { LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Problem } from "../core/errors";

/** The path that Cognito sends users back to, which a load balancer answers itself. */
export const SIGN_IN_CALLBACK_PATH = "/oauth2/idpresponse";
const SESSION_SECONDS = 12 * 60 * 60;
/** Seven days. */
const LONGEST_SESSION_SECONDS = 604_800;
const SCOPE = "openid";

/** Where users begin to sign in, and where they are led afterwards. */
export interface SignInPage {
  /** Path that leads to the sign-in page of the user pool: `/login`. */
  readonly path: string;
  /** Priority of its rule, 1 (first) to 50000, different from those of the routes. */
  readonly priority: number;
  /** Host that users are led to once they have signed in: `www.example.com`. */
  readonly leadsToHost: string;
}

/** Users of a Cognito user pool sign in before their requests are forwarded. */
export interface SignIn {
  /** ARN of the user pool. */
  readonly userPoolArn: string;
  /** Id of an app client that has a secret and calls back to `https://<host>/oauth2/idpresponse`. */
  readonly clientId: string;
  /** Prefix of the user pool's domain, or the whole domain if it is one's own. */
  readonly userPoolDomain: string;
  /**
   * Where users begin to sign in. Every other request without a session is then answered with status 401, which the
   * scripts of a page understand; a redirect to another host they could not follow.
   *
   * @default - every request without a session is led to the sign-in page
   */
  readonly page?: SignInPage | undefined;
  /**
   * Seconds for which a session lasts, 1 to 604800 (seven days).
   *
   * @default 43200, twelve hours
   */
  readonly sessionSeconds?: number | undefined;
}

/**
 * The action that lets only users who have signed in pass.
 *
 * @param without - what happens to a request without a session
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function signInAction(
  { userPoolArn, clientId, userPoolDomain, sessionSeconds = SESSION_SECONDS }: SignIn,
  without: "sign-in" | "refuse",
): LbListenerRuleAction {
  return {
    type: "authenticate-cognito",
    authenticateCognito: {
      userPoolArn,
      userPoolClientId: clientId,
      userPoolDomain,
      scope: SCOPE,
      sessionTimeout: sessionSeconds,
      onUnauthenticatedRequest: without === "refuse" ? "deny" : "authenticate",
    },
  };
}

/** What is wrong with how users sign in. */
export function signInProblems(
  { page, sessionSeconds = SESSION_SECONDS }: SignIn,
  path: string,
): readonly Problem[] {
  return [
    ...(Number.isInteger(sessionSeconds) && sessionSeconds >= 1 && sessionSeconds <= LONGEST_SESSION_SECONDS
      ? []
      : [
          {
            path: `${path}.sessionSeconds`,
            rule: `is a whole number from 1 to ${LONGEST_SESSION_SECONDS}`,
            got: sessionSeconds,
            fix: "choose one of that range",
          },
        ]),
    ...(page === undefined || page.path.startsWith("/")
      ? []
      : [{ path: `${path}.page.path`, rule: "begins with /", got: page.path, fix: "write it like /login" }]),
  ];
}
