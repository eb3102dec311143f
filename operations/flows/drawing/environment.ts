import type { End, Flow, Hop } from "../../../systems/flows";
import { SERVICE_OF_KIND } from "../kinds";
import { type Landscape, memberOf, resourceOf } from "../landscape";
import type { FlowVerdict } from "../verdict";
import { drawn, type Picture, type Placed, type Stroke } from "./picture";

/** Ends of which a reader wants one, not each. */
const TOGETHER: Readonly<Partial<Record<End["kind"], string>>> = {
  "log-group": "CloudWatch Logs",
  repository: "ECR",
  parameter: "SSM parameters",
};
const SERVICES_TOGETHER: Readonly<Record<string, string>> = { logs: "CloudWatch Logs", ecr: "ECR" };

/** Ways to the APIs of AWS's services: what a tier reaches by one of them is one node. */
const WAYS: Readonly<Partial<Record<Hop, string>>> = {
  "interface-endpoint": "by interface endpoints:",
  "gateway-endpoint": "by gateway endpoints:",
  "nat-gateway": "by the NAT gateway:",
  "nat-instance": "by the NAT instance:",
  "transit-gateway": "by the transit gateway:",
  "internet-gateway": "by public addresses:",
};

const STORES: readonly End["kind"][] = ["bucket", "table", "queue", "secret", "database", "cache", "vault"];
const OUTSIDE = "Outside";
const EDGE = "Edge";
const SERVICES = "AWS services";
const DELIVERY = "Delivery and operations";
const PEOPLE = "Roles of people";
const ELSEWHERE = "Other accounts";
/** The tier in the address of a subnet: `app` of `aws_subnet.network_app_subnet-a`. */
const TIER = /\.(?:.*_)?([a-z0-9-]+)_subnet/;

/** Draws the flows that are proven of an environment, with its ends in the boxes of their tiers. */
export function pictureOf(verdict: FlowVerdict, system: string, environment: string): Picture {
  const known = knownParts(verdict, system, environment);
  return drawn(
    verdict.proofs
      .filter(({ flow, gaps }) => gaps.length === 0 && isDrawn(flow))
      .map(({ flow }) => strokeOf(verdict.landscape, flow, known)),
    { first: [OUTSIDE, EDGE], last: [SERVICES, ELSEWHERE, PEOPLE, DELIVERY] },
  );
}

/** Parts of names that all names of the environment have, which a picture leaves out. */
export function knownParts(
  { landscape }: FlowVerdict,
  system: string,
  environment: string,
): readonly string[] {
  const account = landscape.inventory.resources[0]?.place.account ?? "";
  return [`${system}-${environment}-`, `-${account}`];
}

/** Keys and roles that are passed on tell a reader of a picture nothing; the table has them. */
export function isDrawn({ to }: Flow): boolean {
  return to.kind !== "role" && to.kind !== "key" && !(to.kind === "elsewhere" && to.of === "key");
}

function strokeOf(landscape: Landscape, flow: Flow, known: readonly string[]): Stroke {
  const { from, to } = flow;
  return {
    from: placed(landscape, from, flow, known),
    to: callOf(flow) ?? placed(landscape, to, flow, known),
    way: wayOf(flow),
    verbs: verbsOf(flow),
  };
}

/** What is called by an API of AWS and keeps no data of its own is one node for each way. */
function callOf({ to, port, path = [] }: Flow): Placed | undefined {
  const hop = path.find((one) => WAYS[one] !== undefined);
  const title = hop && WAYS[hop];
  const isApi = to.kind === "aws" || (SERVICE_OF_KIND[to.kind] !== undefined && !STORES.includes(to.kind));
  return title !== undefined && port !== undefined && isApi
    ? {
        id: idOf(`${title} ${labelOfTarget(to)}`),
        lines: [labelOfTarget(to)],
        shape: "box",
        box: `AWS services ${title.replace(":", "")}`,
      }
    : undefined;
}

function placed(landscape: Landscape, end: End, flow: Flow, known: readonly string[]): Placed {
  const label = known.reduce((text, part) => text.replace(part, ""), labelOfEnd(end, flow));
  const kind = end.kind === "elsewhere" ? end.of : end.kind;
  return {
    id: idOf(`${end.kind === "aws" && !(end.name in SERVICES_TOGETHER) ? "aws " : ""}${label}`),
    lines: [label],
    shape: isPerson(end, label) ? "person" : STORES.includes(kind) ? "store" : "box",
    box: boxOf(landscape, end, label, flow),
  };
}

/** An id that both languages of drawings take. */
export function idOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, "_");
}

function isPerson({ kind }: End, label: string): boolean {
  return kind === "internet" || kind === "people" || kind === "person" || label === "GitHub Actions";
}

function labelOfTarget(end: End): string {
  return (
    TOGETHER[end.kind] ??
    (end.kind === "aws" ? (SERVICES_TOGETHER[end.name] ?? end.name) : `${end.kind} ${end.name}`)
  );
}

function labelOfEnd(end: End, flow: Flow): string {
  if (end.kind === "role" && end === flow.from && flow.assumedBy === "github") {
    return "GitHub Actions";
  }
  switch (end.kind) {
    case "elsewhere":
      return `${end.of} ${end.resource} of ${end.name}`;
    case "other-account":
      return `account ${end.name}`;
    case "internet":
    case "account":
    case "class":
      return end.name;
    default:
      return labelOfTarget(end);
  }
}

function boxOf(landscape: Landscape, end: End, label: string, { from, assumedBy }: Flow): string {
  if (end.kind === "internet" || label === "GitHub Actions") {
    return OUTSIDE;
  }
  if (["distribution", "api", "vpc-link"].includes(end.kind) || end.name === "cloudfront") {
    return EDGE;
  }
  if (typeof assumedBy === "object" && (end === from || end.kind === "class" || end.kind === "account")) {
    return PEOPLE;
  }
  if (end.kind === "elsewhere" || end.kind === "other-account") {
    return ELSEWHERE;
  }
  if (
    ["role", "pipeline", "build", "source-repository", "account", "class", "state-machine"].includes(end.kind)
  ) {
    return DELIVERY;
  }
  const subnet = memberOf(landscape, end)?.subnets[0]?.address;
  const tier = subnet && TIER.exec(subnet)?.[1];
  if (tier !== undefined && tier !== "") {
    return `Subnets: ${tier}`;
  }
  return resourceOf(landscape, end)?.type === "aws_security_group" || end.kind === "subnets"
    ? "In the network"
    : SERVICES;
}

/** Port and hops of a flow. */
export function wayOf({ port, path = [] }: Flow): string {
  const hops = path.filter((hop) => hop !== "resource-policy" && hop !== "run-task");
  return [...(port === undefined ? [] : [String(port)]), ...hops].join(" ");
}

/** What a flow does, in the words of its actions. */
export function verbsOf({ actions = [], path = [] }: Flow): readonly string[] {
  if (actions === "any") {
    return ["administers"];
  }
  return path.includes("run-task") ? ["runs"] : actions.map((action) => action.replace(/^[^:]*[:/]/, ""));
}
