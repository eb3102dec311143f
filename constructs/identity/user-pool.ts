import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const SHORTEST_PASSWORD = 12;
const TEMPORARY_PASSWORD_DAYS = 7;

/** Values of a {@link UserPool}. */
export interface UserPoolProps {
  /** Name of the pool and of its app client, at most 128 characters. */
  readonly name: string;
  /**
   * First part of the host of the sign-in page, `<prefix>.auth.<region>.amazoncognito.com`: at most 63 lower-case
   * letters, digits and hyphens, unique in the Region. A change replaces the domain.
   */
  readonly domainPrefix: string;
  /** Addresses that users come back to with their code, over HTTPS; at least one. */
  readonly callbackUrls: readonly string[];
  /** Whether the pool, and with it every user, refuses deletion. */
  readonly protection: Protection;
  /**
   * Who uses the app client: a load balancer, which keeps a secret, or pages in a browser, which cannot keep one and
   * prove with each sign-in that they have begun it (PKCE). A change replaces the client.
   *
   * @default "load-balancer"
   */
  readonly client?: "load-balancer" | "browser" | undefined;
  /**
   * Addresses that users come to when they have signed out, over HTTPS.
   *
   * @default - none
   */
  readonly logoutUrls?: readonly string[] | undefined;
  /**
   * Who makes users: administrators, or everyone for themselves.
   *
   * @default "administrators"
   */
  readonly usersMadeBy?: "administrators" | "everyone" | undefined;
  /**
   * Whether users enter a code of an authenticator app beside their password.
   *
   * @default "optional"
   */
  readonly secondFactor?: "optional" | "required" | undefined;
}

/**
 * A Cognito user pool whose users sign in by mail address on Cognito's own page, and the one app client that a load
 * balancer or a page sends them there with.
 *
 * A load balancer fetches its client's secret from Cognito by itself. Terraform reads it too and keeps it in the
 * state of the layer, encrypted and sensitive; nothing here hands it on (docs/adr/061-signing-in-at-the-load-balancer.md).
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class UserPool extends Construct {
  /** Address by which tokens name the pool as their issuer. */
  public readonly issuer: string;
  /** Id of the pool. */
  public readonly userPoolId: string;
  /** ARN of the pool. */
  public readonly arn: string;
  /** Id of the app client. */
  public readonly clientId: string;
  /** Prefix of the pool's domain, known once the domain exists. */
  public readonly domain: string;

  /** @throws ProblemsError when Cognito would accept neither name nor domain, or users could not come back */
  public constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const { name, domainPrefix, callbackUrls, protection } = props;
    const { usersMadeBy = "administrators", secondFactor = "optional" } = props;
    const { client: clientKind = "load-balancer", logoutUrls = [] } = props;
    const { path } = this.node;
    throwProblems(callbackProblems(callbackUrls, path));

    const pool = new CognitoUserPool(this, "pool", {
      name: checkedName("aws_cognito_user_pool", name, path),
      deletionProtection: protection === "protected" ? "ACTIVE" : "INACTIVE",
      usernameAttributes: ["email"],
      autoVerifiedAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      adminCreateUserConfig: { allowAdminCreateUserOnly: usersMadeBy === "administrators" },
      passwordPolicy: {
        minimumLength: SHORTEST_PASSWORD,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: TEMPORARY_PASSWORD_DAYS,
      },
      mfaConfiguration: secondFactor === "required" ? "ON" : "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
    });
    const client = new CognitoUserPoolClient(this, "client", {
      name: checkedName("aws_cognito_user_pool_client", name, path),
      userPoolId: pool.id,
      // Load balancers accept only clients with a secret.
      generateSecret: clientKind === "load-balancer",
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid"],
      supportedIdentityProviders: ["COGNITO"],
      callbackUrls: [...callbackUrls],
      ...(logoutUrls.length === 0 ? {} : { logoutUrls: [...logoutUrls] }),
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
    });
    const domain = new CognitoUserPoolDomain(this, "domain", {
      domain: checkedName("aws_cognito_user_pool_domain", domainPrefix, path),
      userPoolId: pool.id,
    });
    this.issuer = `https://${pool.endpoint}`;
    this.userPoolId = pool.id;
    this.arn = pool.arn;
    this.clientId = client.id;
    this.domain = domain.domain;
  }
}

function callbackProblems(callbackUrls: readonly string[], path: string): readonly Problem[] {
  if (callbackUrls.length === 0) {
    return [
      {
        path: `${path}.callbackUrls`,
        rule: "are at least one",
        got: "none",
        fix: "name where users come back to",
      },
    ];
  }
  return callbackUrls
    .filter((url) => !url.startsWith("https://"))
    .map((url) => ({
      path: `${path}.callbackUrls`,
      rule: "are HTTPS addresses",
      got: url,
      fix: "write it like https://api.example.com/oauth2/idpresponse",
    }));
}
