import type { Flow, Hop } from "../../../systems/flows";
import { describeEnd, isResourceKind } from "../kinds";
import { type Landscape, resourceOf } from "../landscape";
import type { AttachedNetwork } from "../network/transit";
import { follow } from "./follow";
import { type Proof, Trail } from "./trail";

/**
 * Follows a stated flow from end to end.
 *
 * @param networks - the attached networks that any of the flows names
 */
export function prove(landscape: Landscape, flow: Flow, networks: readonly AttachedNetwork[]): Proof {
  const trail = new Trail();
  const strangers = [flow.from, flow.to].filter(
    (end) => isResourceKind(end.kind) && !resourceOf(landscape, end),
  );
  if (strangers.length > 0) {
    for (const end of strangers) {
      trail.gap(describeEnd(end), "is in none of the environment's workspaces");
    }
  } else {
    follow(landscape, flow, networks, trail);
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
  "transit-gateway": "transit-gateway",
  firewall: "firewall",
  "vpc-link": "vpc-link",
  authorizer: "authorizer",
  "run-task": "run-task",
  delivery: "delivery",
  delegation: "delegation",
  share: "share",
  membership: "membership",
  "entry-role": "entry-role",
  replication: "replication",
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
