import { Password } from "@cdktf/provider-random/lib/password";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { refuse } from "../core/errors";

const HEADER_NAME = "x-origin-verify";
/** Letters and digits only: a load balancer reads `*` and `?` in a header's value as patterns. */
const VALUE_LENGTH = 48;
/** A rule of a load balancer holds five values; one is for the path. */
const MOST_VERSIONS = 4;
const VERSION = /^[a-z0-9-]+$/;

/** Values of an {@link OriginSecret}. */
export interface OriginSecretProps {
  /**
   * Versions of the value, oldest first: lower-case letters, digits and hyphens. The last is sent, all are accepted.
   *
   * To change the value without an interruption: append a version and apply, then remove the old one and apply.
   */
  readonly versions: readonly string[];
  /**
   * Name of the header.
   *
   * @default "x-origin-verify"
   */
  readonly headerName?: string;
}

/**
 * A value that a distribution sends with each request and a load balancer asks for, so that nobody reaches the load
 * balancer through another distribution.
 *
 * Neither side has a write-only argument for it, so it stands in the state of the one layer that holds both, encrypted
 * and marked sensitive, and is never handed to another layer (docs/adr/021-one-edge-layer.md).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
export class OriginSecret extends Construct {
  /** Name of the header. */
  public readonly headerName: string;
  /** The value that is sent. */
  public readonly sent: string;
  /** The values that are accepted. */
  public readonly accepted: readonly string[];

  /** @throws ProblemsError when there is no version, or too many, or one twice */
  public constructor(
    scope: Construct,
    id: string,
    { versions, headerName = HEADER_NAME }: OriginSecretProps,
  ) {
    super(scope, id);
    const values = new Map<string, string>();
    for (const version of versions) {
      if (!VERSION.test(version) || values.has(version)) {
        refuse({
          path: `${this.node.path}.versions`,
          rule: "are lower-case letters, digits and hyphens, each once",
          got: version,
          fix: "rename or remove it",
        });
      }
      const password = new Password(this, `value-${version}`, { length: VALUE_LENGTH, special: false });
      acknowledge(password, "SEC-001", {
        reason: "neither CloudFront nor the listener takes the header's value write-only",
      });
      values.set(version, password.result);
    }
    const accepted = [...values.values()];
    const sent = accepted.at(-1);
    if (sent === undefined || accepted.length > MOST_VERSIONS) {
      refuse({
        path: `${this.node.path}.versions`,
        rule: `are 1 to ${MOST_VERSIONS}`,
        got: accepted.length,
        fix: "name the one that is sent, and beside it only the one it replaces",
      });
    }
    this.headerName = headerName;
    this.sent = sent;
    this.accepted = accepted;
  }
}
