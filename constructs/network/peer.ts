import { Token } from "cdktf";
import { refuse } from "../core/errors";
import { isCidrFault, readCidr } from "./cidr";

const ANYWHERE_IPV4 = "0.0.0.0/0";

/** A security group as other groups and other stacks see it. */
export interface SecurityGroupRef {
  /** Id of the group; may be a reference to another stack. */
  readonly securityGroupId: string;
  /** Short name within the ids of rules: letters, digits and hyphens. Part of their addresses: keep it. */
  readonly name: string;
}

/**
 * The far end of a flow that is no security group: a block of addresses or a prefix list.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class Peer {
  private constructor(
    /** Short name within the ids of rules. */
    public readonly name: string,
    /** How a rule names it: exactly one of the two. */
    public readonly target: { readonly cidrIpv4: string } | { readonly prefixListId: string },
  ) {}

  /**
   * An IPv4 block, without host bits.
   *
   * @param name - short name within the ids of rules, for a block that may change its value; default the block
   *   itself with hyphens: `10-0-128-0-18`
   */
  public static cidr(cidr: string, name?: string): Peer {
    const path = `Peer.cidr(${cidr})`;
    if (Token.isUnresolved(cidr)) {
      if (name === undefined) {
        refuse({
          path,
          rule: "needs a name",
          got: "a reference only",
          fix: "pass a short name as second argument",
        });
      }
      return new Peer(name, { cidrIpv4: cidr });
    }
    if (cidr === ANYWHERE_IPV4) {
      refuse({ path, rule: "is the whole internet", got: cidr, fix: "say so with Peer.anywhereIpv4()" });
    }
    const block = readCidr(cidr);
    if (isCidrFault(block)) {
      refuse({ path, ...block, got: cidr });
    }
    return new Peer(name ?? cidr.replace(/[./]/g, "-"), { cidrIpv4: cidr });
  }

  /** Every IPv4 address. */
  public static anywhereIpv4(): Peer {
    return new Peer("anywhere-ipv4", { cidrIpv4: ANYWHERE_IPV4 });
  }

  /**
   * A prefix list, such as that of the S3 gateway endpoint or of CloudFront.
   *
   * @param name - short name within the ids of rules: `s3`
   */
  public static prefixList(prefixListId: string, name: string): Peer {
    return new Peer(name, { prefixListId });
  }
}
