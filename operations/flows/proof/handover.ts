import type { Flow } from "../../../systems/flows";
import { type Handover, joins } from "../access/handovers";
import { describeEnd } from "../kinds";
import type { Landscape } from "../landscape";
import type { Trail } from "./trail";

const HANDOVERS: readonly string[] = [
  "delivery",
  "delegation",
  "share",
  "membership",
  "entry-role",
  "replication",
];

/** Whether a hop is something that a resource hands over by naming somebody. */
export function isHandover(hop: string): hop is Handover["hop"] {
  return HANDOVERS.includes(hop);
}

/** A resource names both ends: it delivers logs, delegates a service, shares, makes somebody a member. */
export function proveHandovers({ inventory, handovers }: Landscape, flow: Flow, trail: Trail): void {
  const { from, to, path = [] } = flow;
  for (const hop of path.filter(isHandover)) {
    trail.either(
      handovers.filter((one) => one.hop === hop && joins(one, from, to, inventory)),
      hop,
      describeEnd(to),
      `no ${hop} by or to ${describeEnd(from)}`,
    );
  }
}
