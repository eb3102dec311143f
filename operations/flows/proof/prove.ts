import type { Flow, Hop } from "../../../systems/flows";
import { describeEnd, type Landscape, memberOf, resourceOf } from "../landscape";
import type { Member } from "../network/members";
import { contains } from "../network/rules";
import { proveBlock, proveConnection, proveDefaultRoute, proveWayOut, proveWayToAws } from "./connection";
import { proveFromOutside, proveTargetGroup } from "./entrance";
import { proveBucketOrigin, proveLoadBalancerOrigin, proveViewer, proveWebsite } from "./origins";
import { principalsOf, provePermissions, proveResourcePolicy } from "./permission";
import { type Proof, Trail } from "./trail";

/** Follows a stated flow from end to end. */
export function prove(landscape: Landscape, flow: Flow): Proof {
  const trail = new Trail();
  const strangers = [flow.from, flow.to].filter((end) => isNamed(end.kind) && !resourceOf(landscape, end));
  if (strangers.length > 0) {
    for (const end of strangers) {
      trail.gap(describeEnd(end), "is in none of the environment's workspaces");
    }
  } else {
    follow(landscape, flow, trail);
    holdPath(flow, trail);
  }
  return trail.proofOf(flow);
}

/** What is found of each hop. */
const LINK_OF: Readonly<Record<Hop, string>> = {
  "web-acl": "web-acl",
  "origin-access": "origin",
  website: "website",
  listener: "listener",
  "target-group": "target-group",
  "interface-endpoint": "endpoint",
  "gateway-endpoint": "endpoint",
  "nat-gateway": "nat-gateway",
  "nat-instance": "nat-instance",
  "internet-gateway": "route",
  "resource-policy": "resource-policy",
};

/** A hop that nothing was looked for is a mistake in the statement, not a proof. */
function holdPath(flow: Flow, trail: Trail): void {
  const { links, gaps } = trail.proofOf(flow);
  const missed = (flow.path ?? []).filter((hop) => !links.some(({ what }) => what === LINK_OF[hop]));
  for (const hop of gaps.length === 0 ? missed : []) {
    trail.gap(`${describeEnd(flow.from)} to ${describeEnd(flow.to)}`, `passes no ${hop}; correct its path`);
  }
  if (links.length === 0 && gaps.length === 0) {
    trail.gap(
      `${describeEnd(flow.from)} to ${describeEnd(flow.to)}`,
      "says nothing that can be proven; state port or actions",
    );
  }
}

function isNamed(kind: string): boolean {
  return !["internet", "aws", "subnets", "account"].includes(kind);
}

function follow(landscape: Landscape, flow: Flow, trail: Trail): void {
  const { from, to } = flow;
  const source = memberOf(landscape, from);
  switch (from.kind) {
    case "internet":
      followFromInternet(landscape, flow, trail);
      break;
    case "distribution":
      followFromDistribution(landscape, flow, trail);
      break;
    case "subnets":
      followFromSubnets(landscape, flow, trail);
      break;
    case "aws":
      followFromAws(landscape, flow, trail);
      break;
    default:
      if (source && flow.port !== undefined) {
        followFromMember(landscape, source, flow, trail);
      }
      if (to.kind !== "internet") {
        provePermissions(landscape, flow, trail);
      }
  }
}

function followFromInternet(landscape: Landscape, flow: Flow, trail: Trail): void {
  const target = resourceOf(landscape, flow.to);
  const member = memberOf(landscape, flow.to);
  if (flow.to.kind === "distribution" && target) {
    proveViewer(target, flow, trail);
  } else if (flow.to.kind === "bucket" && target) {
    proveWebsite(landscape, target, flow.from, trail);
  } else if (member) {
    proveFromOutside(landscape, flow.from, member, flow, trail);
  }
}

function followFromDistribution(landscape: Landscape, flow: Flow, trail: Trail): void {
  const distribution = resourceOf(landscape, flow.from);
  const target = resourceOf(landscape, flow.to);
  const member = memberOf(landscape, flow.to);
  if (!distribution || !target) {
    return;
  }
  if (flow.to.kind === "bucket") {
    proveBucketOrigin(landscape, distribution, target, trail);
  } else if (member) {
    proveLoadBalancerOrigin(landscape, distribution, target, flow, trail);
    proveFromOutside(landscape, flow.from, member, flow, trail);
  }
}

function followFromAws(landscape: Landscape, flow: Flow, trail: Trail): void {
  const member = memberOf(landscape, flow.to);
  if (member && flow.port !== undefined) {
    proveFromOutside(landscape, flow.from, member, flow, trail);
  } else {
    proveResourcePolicy(landscape, flow, principalsOf(landscape, flow), trail);
  }
}

function followFromSubnets(landscape: Landscape, flow: Flow, trail: Trail): void {
  const { from, path = [] } = flow;
  const cidrs = from.kind === "subnets" ? from.cidrs : [];
  const subnets = landscape.inventory
    .all("aws_subnet")
    .filter(({ attributes }) => cidrs.some((cidr) => contains(cidr, String(attributes["cidr_block"]))));
  if (subnets.length === 0) {
    trail.gap(describeEnd(from), `no subnet lies in ${cidrs.join(", ")}`);
  }
  const target = memberOf(landscape, flow.to);
  if (target) {
    for (const { attributes } of subnets) {
      proveBlock(landscape, String(attributes["cidr_block"]), target, flow, trail);
    }
  }
  const exit = path.find((hop) => hop.startsWith("nat-") || hop === "internet-gateway");
  for (const subnet of exit ? subnets : []) {
    proveDefaultRoute(landscape, subnet, exit ?? "", flow, trail);
  }
}

function followFromMember(landscape: Landscape, source: Member, flow: Flow, trail: Trail): void {
  const target = memberOf(landscape, flow.to);
  if (flow.to.kind === "internet") {
    proveWayOut(landscape, source, flow, trail);
  } else if (target) {
    proveConnection(landscape, source, target, flow, trail);
    if (flow.path?.includes("target-group")) {
      proveTargetGroup(landscape, source, target, flow, trail);
    }
  } else {
    proveWayToAws(landscape, source, flow.to, flow, trail);
  }
}
