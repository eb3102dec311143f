import type { End, Flow } from "../../../systems/flows";
import { blocks, type Inventory, type Resource } from "../inventory";
import { describeEnd } from "../kinds";
import type { Landscape } from "../landscape";
import type { Member } from "../network/member";
import { contains, lets, type Rule } from "../network/rules";
import { groupsOf, proveDefaultRoute, rulesThat } from "./connection";
import type { Trail } from "./trail";

const CLOUDFRONT_ADDRESSES = "com.amazonaws.global.cloudfront.origin-facing";
const ANYWHERE = "0.0.0.0/0";

/** A request from the internet, or from a distribution's addresses, to a load balancer or an instance. */
export function proveFromOutside(
  landscape: Landscape,
  from: End,
  to: Member,
  flow: Flow,
  trail: Trail,
): void {
  const { port = "all" } = flow;
  trail.either(
    rulesThat(
      landscape,
      "ingress",
      to,
      (rule) => admits(landscape.inventory, rule, from) && lets(rule, port),
    ),
    "ingress",
    groupsOf(to),
    `no ingress rule from ${describeEnd(from)} on ${port === "all" ? "any port" : `tcp ${port}`}`,
  );
  if (!to.isPublic) {
    trail.gap(to.resource.address, "has no public address");
  }
  for (const subnet of to.subnets) {
    proveDefaultRoute(landscape, subnet, "internet-gateway", flow, trail);
  }
  if (to.kind === "load-balancer") {
    proveListener(landscape.inventory, to, flow, trail);
  }
}

/** Whether a rule admits an end that is not in the network. */
export function admits(inventory: Inventory, { peer }: Rule, from: End): boolean {
  if (peer.kind === "prefix-list") {
    const list = inventory.find("data.aws_ec2_managed_prefix_list", peer.value);
    return isCloudFront(from) && list?.attributes["name"] === CLOUDFRONT_ADDRESSES;
  }
  if (peer.kind !== "cidr") {
    return false;
  }
  const cidrs = from.kind === "internet" ? (from.cidrs ?? [ANYWHERE]) : [ANYWHERE];
  return cidrs.some((cidr) => contains(peer.value, cidr));
}

/** Distributions of others come from the same addresses as ours. */
function isCloudFront({ kind, name }: End): boolean {
  return kind === "distribution" || (kind === "aws" && name === "cloudfront");
}

/** The load balancer listens on the flow's port. */
export function proveListener(inventory: Inventory, to: Member, { port }: Flow, trail: Trail): void {
  trail.either(
    listenersOf(inventory, to.resource).filter(({ attributes }) => Number(attributes["port"]) === port),
    "listener",
    to.resource.address,
    `no listener on port ${port}`,
  );
}

/** The listeners of a load balancer. */
export function listenersOf(inventory: Inventory, lb: Resource): readonly Resource[] {
  return inventory
    .all("aws_lb_listener")
    .filter(({ attributes }) => inventory.find("aws_lb", attributes["load_balancer_arn"]) === lb);
}

/** A listener or a rule of it forwards to a target group, in which the service registers on the port. */
export function proveTargetGroup(
  landscape: Landscape,
  from: Member,
  to: Member,
  { port }: Flow,
  trail: Trail,
): void {
  const { inventory } = landscape;
  const registrations = blocks(to.resource.attributes["load_balancer"]);
  if (registrations.length === 0) {
    trail.gap(to.resource.address, "registers in no target group");
  }
  for (const registration of registrations) {
    const group = inventory.find("aws_lb_target_group", registration["target_group_arn"]);
    if (registration["container_port"] !== port) {
      trail.gap(
        to.resource.address,
        `registers on port ${String(registration["container_port"])}, not on ${port}`,
      );
    }
    if (!group) {
      trail.gap(to.resource.address, "registers in a target group that the environment does not have");
      continue;
    }
    trail.link("target-group", group.address);
    trail.either(
      forwardersTo(inventory, from.resource, group),
      "forward",
      from.resource.address,
      `no listener forwards to ${group.address}`,
    );
  }
}

function forwardersTo(inventory: Inventory, lb: Resource, group: Resource): readonly Resource[] {
  const listeners = listenersOf(inventory, lb);
  const rules = inventory
    .all("aws_lb_listener_rule")
    .filter(({ attributes }) =>
      listeners.some(
        (listener) => inventory.find("aws_lb_listener", attributes["listener_arn"]) === listener,
      ),
    );
  return [...listeners, ...rules].filter(({ attributes }) =>
    [...blocks(attributes["default_action"]), ...blocks(attributes["action"])].some((action) =>
      JSON.stringify(action).includes(`{${group.address}}`),
    ),
  );
}
