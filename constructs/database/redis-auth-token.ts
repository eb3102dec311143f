import { Password } from "@cdktf/provider-random/lib/password";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { refuse } from "../core/errors";
import { checkedVersion, secretIn, type SecretProps } from "../identity/secret";

/** Letters and digits alone: ElastiCache takes few other characters, and 16 to 128 in all. */
const TOKEN_LENGTH = 64;

/** Values of a {@link RedisAuthToken}. */
export interface RedisAuthTokenProps extends SecretProps {
  /** The cluster that asks for the token, for the secret's description. */
  readonly replicationGroupId: string;
  /** Key under which the secret's JSON holds the token: `token`. */
  readonly key: string;
  /**
   * Number of the current token, a whole number from 1. Raising it by one makes a new token at the next apply; the
   * cluster takes the one before as well until the next change.
   */
  readonly version: number;
}

/**
 * The token by which clients of a Redis cluster identify themselves, in a secret of its own.
 *
 * It stands in the state, encrypted and marked sensitive: neither the cluster's `auth_token` nor the passwords of Redis
 * users have a write-only form in the provider (docs/adr/050-redis-token-in-the-state.md). It is in no code and no plan,
 * and other layers get the secret's ARN alone.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 */
export class RedisAuthToken extends Construct {
  /** ARN of the secret. */
  public readonly secretArn: string;
  /** The token, for the cluster in the same layer. */
  public readonly token: string;

  /** @throws ProblemsError when the name, the key or the version is not acceptable */
  public constructor(scope: Construct, id: string, props: RedisAuthTokenProps) {
    super(scope, id);
    const { replicationGroupId, key } = props;
    const { path } = this.node;
    const version = checkedVersion(props.version, "token", path);
    if (key === "") {
      refuse({ path: `${path}.key`, rule: "names the token", got: key, fix: "write it like token" });
    }

    const password = new Password(this, "value", {
      length: TOKEN_LENGTH,
      special: false,
      keepers: { version: String(version) },
    });
    acknowledge(password, "SEC-001", {
      reason:
        "ElastiCache takes its token in no write-only argument, see docs/adr/050-redis-token-in-the-state.md",
    });
    const secret = secretIn(this, "secret", {
      ...props,
      description: `Token of the Redis cluster ${replicationGroupId}`,
    });
    new SecretsmanagerSecretVersion(this, "current", {
      secretId: secret.id,
      secretStringWo: JSON.stringify({ [key]: password.result }),
      secretStringWoVersion: version,
    });
    this.secretArn = secret.arn;
    this.token = password.result;
  }
}
