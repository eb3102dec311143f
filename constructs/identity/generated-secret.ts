import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { EphemeralResource } from "../core/ephemeral-resource";
import { refuse } from "../core/errors";
import { checkedVersion, secretIn, type SecretProps } from "./secret";

const DEFAULT_LENGTH = 64;
/** Below this a value of letters and digits has less than 128 bits. */
const SHORTEST = 22;
const LONGEST = 4096;

/** Values of a {@link GeneratedSecret}. */
export interface GeneratedSecretProps extends SecretProps {
  /** What the value is for, as the console shows it. */
  readonly description: string;
  /** Key under which the secret's JSON holds the value: `secret`. */
  readonly key: string;
  /**
   * Number of the current value, a whole number from 1. Raising it by one writes a new value at the next apply; the
   * one before stays readable as AWSPREVIOUS.
   */
  readonly version: number;
  /**
   * Number of letters and digits in the value, 22 to 4096.
   *
   * @default 64
   */
  readonly length?: number;
}

/**
 * A random value in a secret of its own, generated in place: it stands in no code, plan or state.
 *
 * Nothing but the secret holds the value, so that one write makes it; for a value that must also stand elsewhere, see
 * how a database's credentials read theirs back.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html
 */
export class GeneratedSecret extends Construct {
  /** ARN of the secret. */
  public readonly secretArn: string;

  /** @throws ProblemsError when name, key, version or length is not acceptable */
  public constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { key, length = DEFAULT_LENGTH } = props;
    const { path } = this.node;
    const version = checkedVersion(props.version, "secret", path);
    if (key === "") {
      refuse({ path: `${path}.key`, rule: "names the value", got: key, fix: "write it like secret" });
    }
    if (!Number.isInteger(length) || length < SHORTEST || length > LONGEST) {
      refuse({
        path: `${path}.length`,
        rule: `is ${SHORTEST} to ${LONGEST} characters`,
        got: length,
        fix: "choose a number of that range",
      });
    }

    const secret = secretIn(this, "secret", props);
    const random = new EphemeralResource(this, "random", {
      type: "aws_secretsmanager_random_password",
      arguments: { password_length: length, exclude_punctuation: true, require_each_included_type: true },
    });
    new SecretsmanagerSecretVersion(this, "current", {
      secretId: secret.id,
      secretStringWo: JSON.stringify({ [key]: random.attribute("random_password") }),
      secretStringWoVersion: version,
    });
    this.secretArn = secret.arn;
  }
}
