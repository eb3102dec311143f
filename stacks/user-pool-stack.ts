import type { App } from "cdktf";
import { classify } from "../constructs/governance/classify";
import { UserPool, type UserPoolProps } from "../constructs/identity/user-pool";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link UserPoolStack}. */
export interface UserPoolStackProps
  extends PlatformStackProps, Pick<UserPoolProps, "domainPrefix" | "usersMadeBy" | "secondFactor"> {
  /** Host of the pages that users sign in from, and come back to: `www.example.com`. */
  readonly host: string;
  /**
   * Name of the pool and of its client.
   *
   * @default - `<system>-<environment>`
   */
  readonly poolName?: string | undefined;
}

/** What other layers learn of the user pool. */
export interface UserPoolExports {
  /** ARN of the pool, which the authorizer of a REST API names. */
  readonly userPoolArn: string;
  /** Id of the pool. */
  readonly userPoolId: string;
  /** Id of the client, which is also the audience of its tokens. */
  readonly clientId: string;
  /** Address by which tokens name the pool as their issuer. */
  readonly issuer: string;
}

/**
 * The identity layer of what runs in an account: the users of an application. A layer of its own, as users outlive the
 * API that they sign in to.
 *
 * Outputs: `user_pool_id` and `user_pool_client_id`, which the pages are built with.
 */
export class UserPoolStack extends PlatformStack {
  /** What other layers learn of the user pool. */
  public readonly exports: UserPoolExports;

  /** @throws ProblemsError when Cognito would accept neither name nor domain */
  public constructor(scope: App, props: UserPoolStackProps) {
    super(scope, "identity", props);
    const { environment, host, domainPrefix, usersMadeBy, secondFactor } = props;
    const { poolName = `${environment.system}-${environment.name}` } = props;
    const pages = [`https://${host}/`];

    const pool = new UserPool(this, "users", {
      name: poolName,
      domainPrefix,
      callbackUrls: pages,
      logoutUrls: pages,
      client: "browser",
      protection: environment.protection,
      usersMadeBy,
      secondFactor,
    });
    classify(pool, "personal", {
      notBackedUpBecause: "AWS Backup knows no user pools; deletion protection keeps the users",
    });
    this.exports = {
      userPoolArn: pool.arn,
      userPoolId: pool.userPoolId,
      clientId: pool.clientId,
      issuer: pool.issuer,
    };
    this.publish("user_pool_id", pool.userPoolId, "Id of the user pool");
    this.publish("user_pool_client_id", pool.clientId, "Id of the client that the pages sign users in with");
  }
}
