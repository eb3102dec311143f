import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct, type IConstruct } from "constructs";
import { refuse } from "../core/errors";
import { checkedDescription } from "./description";
import { Peer, type SecurityGroupRef } from "./peer";
import type { Port } from "./port";

const NAME = /^[A-Za-z0-9-]+$/;

/**
 * The network access of a security group, stated as flows.
 *
 * A flow to or from another group becomes exactly one pair of standalone rules: egress on the side that opens the
 * connection, ingress on the side that accepts it, each referencing the other group, both with the given
 * description. A flow to or from addresses becomes the one rule on this group.
 *
 * All rules are made in the stack of this group, below it: state a flow that crosses stacks from the downstream
 * group, passing the upstream one as {@link SecurityGroupRef}.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export class Connections {
  public constructor(
    private readonly owner: Construct,
    private readonly self: SecurityGroupRef,
  ) {
    checkedName(self.name, owner.node.path);
  }

  /**
   * Lets this group open connections to the peer.
   *
   * @param why - what the flow is for: the description of the rules, at most 255 characters
   * @throws ProblemsError when the same flow is already stated, or the description is not one that AWS accepts
   */
  public allowTo(peer: SecurityGroupRef | Peer, port: Port, why: string): void {
    const flow = this.flow(
      `to-${checkedName(peer.name, this.owner.node.path)}-${port.id}`,
      [this.self, peer],
      port,
      why,
    );
    flow.egress(this.self, peer);
    if (!(peer instanceof Peer)) {
      flow.ingress(peer, this.self);
    }
  }

  /**
   * Lets the peer open connections to this group.
   *
   * @param why - what the flow is for: the description of the rules, at most 255 characters
   * @throws ProblemsError when the same flow is already stated, or the description is not one that AWS accepts
   */
  public allowFrom(peer: SecurityGroupRef | Peer, port: Port, why: string): void {
    const flow = this.flow(
      `from-${checkedName(peer.name, this.owner.node.path)}-${port.id}`,
      [peer, this.self],
      port,
      why,
    );
    if (!(peer instanceof Peer)) {
      flow.egress(peer, this.self);
    }
    flow.ingress(this.self, peer);
  }

  /** Lets this group open connections to every IPv4 address. */
  public allowToAnywhere(port: Port, why: string): void {
    this.allowTo(Peer.anywhereIpv4(), port, why);
  }

  /** Lets every IPv4 address open connections to this group. */
  public allowFromAnywhere(port: Port, why: string): void {
    this.allowFrom(Peer.anywhereIpv4(), port, why);
  }

  private flow(
    id: string,
    ends: readonly [SecurityGroupRef | Peer, SecurityGroupRef | Peer],
    port: Port,
    why: string,
  ) {
    const path = `${this.owner.node.path}/${id}`;
    const statedFlows = flowsOf(this.owner);
    const key = `${ends.map(identity).join(" > ")} ${port.id}`;
    const stated = statedFlows.get(key);
    if (stated !== undefined) {
      refuse({
        path,
        rule: "a flow is stated once",
        got: `the same flow as ${stated}`,
        fix: "remove one of the two statements",
      });
    }
    if (this.owner.node.tryFindChild(id)) {
      refuse({
        path,
        rule: "peers of a security group have different names",
        got: "another peer of the same name",
        fix: "rename one of the two peers",
      });
    }
    const description = checkedDescription(describe(why, port), path);
    statedFlows.set(key, path);
    return new Flow(this.owner, id, { port, description });
  }
}

interface FlowProps {
  readonly port: Port;
  readonly description: string;
}

/** The rules of one flow, below the group that states it. */
class Flow extends Construct {
  private readonly common;

  public constructor(scope: Construct, id: string, { port, description }: FlowProps) {
    super(scope, id);
    const { ipProtocol, fromPort, toPort } = port;
    this.common = {
      description,
      ipProtocol,
      ...(fromPort === undefined || toPort === undefined ? {} : { fromPort, toPort }),
    };
  }

  public egress(group: SecurityGroupRef, destination: SecurityGroupRef | Peer): void {
    new VpcSecurityGroupEgressRule(this, "egress", {
      securityGroupId: group.securityGroupId,
      ...target(destination),
      ...this.common,
    });
  }

  public ingress(group: SecurityGroupRef, source: SecurityGroupRef | Peer): void {
    new VpcSecurityGroupIngressRule(this, "ingress", {
      securityGroupId: group.securityGroupId,
      ...target(source),
      ...this.common,
    });
  }
}

// AWS refuses the second of two equal rules only at apply, and the two may stand in different stacks; the statements
// of one app are therefore held together, as long as the app lives.
const flowsByApp = new WeakMap<IConstruct, Map<string, string>>();

function flowsOf(construct: IConstruct): Map<string, string> {
  const app = construct.node.root;
  const known = flowsByApp.get(app) ?? new Map<string, string>();
  flowsByApp.set(app, known);
  return known;
}

function identity(end: SecurityGroupRef | Peer): string {
  return end instanceof Peer ? Object.values(end.target).join() : end.securityGroupId;
}

function target(peer: SecurityGroupRef | Peer) {
  return peer instanceof Peer ? peer.target : { referencedSecurityGroupId: peer.securityGroupId };
}

function describe(why: string, { reason, ipProtocol, fromPort, toPort }: Port): string {
  if (reason === undefined || why.trim() === "") {
    return why;
  }
  return `${why} (${ipProtocol === "-1" ? "all traffic" : `${ipProtocol} ${fromPort}-${toPort}`}: ${reason})`;
}

function checkedName(name: string, path: string): string {
  if (!NAME.test(name)) {
    refuse({
      path,
      rule: "the short name of a peer is made of letters, digits and hyphens",
      got: name,
      fix: "rename it, as it is part of the rules' addresses",
    });
  }
  return name;
}
