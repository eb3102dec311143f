import type { Flow } from "../../../systems/flows";
import { blocks } from "../inventory";
import { describeEnd } from "../kinds";
import { type Landscape, memberOf, resourceOf } from "../landscape";
import type { Member } from "../network/member";
import { contains } from "../network/rules";
import type { AttachedNetwork } from "../network/transit";
import { runnersOf } from "../network/tasks";
import { proveApi, proveApiOrigin, proveVpcLink } from "./api";
import { proveBlock, proveConnection, proveDefaultRoute, proveWayOut, proveWayToAws } from "./connection";
import { proveFromOutside, proveListener, proveTargetGroup } from "./entrance";
import { isHandover, proveHandovers } from "./handover";
import { proveBucketOrigin, proveLoadBalancerOrigin, proveViewer, proveWebsite } from "./origins";
import { provePermissions } from "./permission";
import { principalsOf, proveResourcePolicy } from "./resource-policy";
import type { Trail } from "./trail";
import { proveArrival, proveTransit } from "./transit";

/** Follows a flow from its source, in the way of its kind. */
export function follow(
  landscape: Landscape,
  flow: Flow,
  networks: readonly AttachedNetwork[],
  trail: Trail,
): void {
  const { from } = flow;
  proveHandovers(landscape, flow, trail);
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
    case "network": {
      const target = memberOf(landscape, flow.to);
      if (target) {
        proveBlock(landscape, from.cidr, target, flow, trail);
        proveArrival(landscape, target, trail);
      } else {
        proveTransit(landscape, { ...flow, from }, networks, trail);
      }
      break;
    }
    case "aws":
    case "other-account":
    case "elsewhere":
      followFromAws(landscape, flow, trail);
      break;
    case "account":
    case "person":
    case "people":
    case "class":
      break; // Nothing acts there but what hands over.
    default:
      followFromResource(landscape, flow, trail);
  }
}

function followFromResource(landscape: Landscape, flow: Flow, trail: Trail): void {
  const source = memberOf(landscape, flow.from);
  const resource = resourceOf(landscape, flow.from);
  if (flow.from.kind === "api" && resource && flow.path?.includes("vpc-link")) {
    proveVpcLink(landscape, resource, flow, trail);
  } else if (source && flow.port !== undefined) {
    followFromMember(landscape, source, flow, trail);
  }
  if (flow.path?.includes("run-task")) {
    proveRun(landscape, flow, trail);
  }
  if (flow.to.kind !== "internet") {
    provePermissions(landscape, flow, trail);
  }
}

/** A state machine, or a schedule by its role, runs the task. */
function proveRun(landscape: Landscape, { from, to }: Flow, trail: Trail): void {
  const { inventory } = landscape;
  const task = resourceOf(landscape, to);
  const source = resourceOf(landscape, from);
  const runs = task ? runnersOf(inventory, task) : [];
  trail.either(
    runs.filter(
      (runner) =>
        runner === source ||
        [runner.attributes, ...blocks(runner.attributes["target"])].some(
          ({ role_arn: role }) => source !== undefined && inventory.find("aws_iam_role", role) === source,
        ),
    ),
    "run-task",
    task?.address ?? describeEnd(to),
    `${describeEnd(from)} does not run it`,
  );
}

function followFromInternet(landscape: Landscape, flow: Flow, trail: Trail): void {
  const target = resourceOf(landscape, flow.to);
  const member = memberOf(landscape, flow.to);
  if (flow.to.kind === "distribution" && target) {
    proveViewer(target, flow, trail);
  } else if (flow.to.kind === "api" && target) {
    proveApi(landscape, target, flow, trail);
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
  } else if (flow.to.kind === "api") {
    proveApiOrigin(landscape, distribution, target, flow, trail);
  } else if (member) {
    proveLoadBalancerOrigin(landscape, distribution, target, flow, trail);
    proveFromOutside(landscape, flow.from, member, flow, trail);
  }
}

function followFromAws(landscape: Landscape, flow: Flow, trail: Trail): void {
  const member = memberOf(landscape, flow.to);
  const handedOver = flow.path?.some(isHandover) === true && !flow.path.includes("resource-policy");
  if (member && flow.port !== undefined) {
    proveFromOutside(landscape, flow.from, member, flow, trail);
  } else if (!handedOver) {
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
  const exit = path.find((hop) => hop.startsWith("nat-") || hop.endsWith("-gateway"));
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
    if (target.kind === "load-balancer") {
      proveListener(landscape.inventory, target, flow, trail);
    }
    if (flow.path?.includes("target-group")) {
      proveTargetGroup(landscape, source, target, flow, trail);
    }
  } else {
    proveWayToAws(landscape, source, flow.to, flow, trail);
  }
}
