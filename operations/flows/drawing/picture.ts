import type { End, Flow } from "../../../systems/flows";
import { type Landscape, memberOf, resourceOf } from "../landscape";
import type { FlowVerdict } from "../verdict";

/** A box with what stands in it. */
export interface Box {
  /** What it holds. */
  readonly title: string;
  /** In the order of the flows. */
  readonly nodes: readonly Node[];
}

/** Something at an end of flows. */
export interface Node {
  /** Letters, digits and underscores only. */
  readonly id: string;
  /** What a reader sees. */
  readonly label: string;
  /** A person, something that keeps data, anything else. */
  readonly shape: "person" | "store" | "box";
}

/** All flows from one node to another. */
export interface Arrow {
  /** Id of the node that opens the connection. */
  readonly from: string;
  /** Id of the node that it reaches. */
  readonly to: string;
  /** Ports, ways and actions. */
  readonly label: string;
}

/** A system as it is drawn. */
export interface Picture {
  /** From the outside inwards. */
  readonly boxes: readonly Box[];
  /** One for all flows between two nodes. */
  readonly arrows: readonly Arrow[];
}

/** Ends of which a reader wants one, not each. */
const TOGETHER: Readonly<Partial<Record<End["kind"], string>>> = {
  "log-group": "CloudWatch Logs",
  repository: "ECR",
  parameter: "SSM parameters",
};
const SERVICES_TOGETHER: Readonly<Record<string, string>> = { logs: "CloudWatch Logs", ecr: "ECR" };

const STORES: readonly End["kind"][] = ["bucket", "table", "queue", "secret", "database", "cache"];
const OUTSIDE = "Outside";
const EDGE = "Edge";
const SERVICES = "AWS services";
const DELIVERY = "Delivery and operations";
const ORDER = [OUTSIDE, EDGE];
const LAST = [SERVICES, DELIVERY];
const SHOWN_ACTIONS = 2;
/** The tier in the address of a subnet: `app` of `aws_subnet.network_app_subnet-a`. */
const TIER = /\.(?:.*_)?([a-z0-9-]+)_subnet/;

interface Placed extends Node {
  readonly box: string;
}

/** Draws the flows that are proven: ends in the boxes of their tiers, and one arrow for all flows between two. */
export function pictureOf({ landscape, proofs }: FlowVerdict, system: string, environment: string): Picture {
  const account = landscape.inventory.resources[0]?.place.account ?? "";
  const known = [`${system}-${environment}-`, `-${account}`];
  const nodes = new Map<string, Placed>();
  const labels = new Map<string, Arrow & { readonly labels: Set<string> }>();
  for (const { flow, gaps } of proofs) {
    if (gaps.length > 0 || flow.to.kind === "role") {
      continue; // Who passes roles on is in the table; arrows between roles tell a reader nothing.
    }
    const from = placed(landscape, flow.from, flow, known);
    const to = placed(landscape, flow.to, flow, known);
    nodes.set(from.id, from);
    nodes.set(to.id, to);
    const key = `${from.id} ${to.id}`;
    const arrow = labels.get(key) ?? { from: from.id, to: to.id, label: "", labels: new Set<string>() };
    arrow.labels.add(labelOf(flow));
    labels.set(key, arrow);
  }
  const titles = [...new Set([...nodes.values()].map(({ box }) => box))];
  const tiers = titles.filter((title) => !ORDER.includes(title) && !LAST.includes(title));
  return {
    boxes: [...ORDER, ...tiers, ...LAST]
      .filter((title) => titles.includes(title))
      .map((title) => ({ title, nodes: [...nodes.values()].filter(({ box }) => box === title) })),
    arrows: [...labels.values()].map(({ from, to, labels: texts }) => ({
      from,
      to,
      label: [...texts].join("; "),
    })),
  };
}

/** @param known - parts of names that all names of the environment have, which the picture leaves out */
function placed(landscape: Landscape, end: End, flow: Flow, known: readonly string[]): Placed {
  const label = known.reduce((text, part) => text.replace(part, ""), labelOfEnd(end, flow));
  return {
    id: `${end.kind === "aws" && !(end.name in SERVICES_TOGETHER) ? "aws " : ""}${label}`.replace(
      /[^A-Za-z0-9]+/g,
      "_",
    ),
    label,
    shape:
      end.kind === "internet" || label === "GitHub Actions"
        ? "person"
        : STORES.includes(end.kind)
          ? "store"
          : "box",
    box: boxOf(landscape, end, label),
  };
}

function labelOfEnd(end: End, flow: Flow): string {
  if (end.kind === "role" && end === flow.from && flow.assumedBy === "github") {
    return "GitHub Actions";
  }
  return (
    TOGETHER[end.kind] ??
    (end.kind === "aws" ? SERVICES_TOGETHER[end.name] : undefined) ??
    (end.kind === "aws" || end.kind === "internet" || end.kind === "account"
      ? end.name
      : `${end.kind} ${end.name}`)
  );
}

function boxOf(landscape: Landscape, end: End, label: string): string {
  if (end.kind === "internet" || label === "GitHub Actions") {
    return OUTSIDE;
  }
  if (end.kind === "distribution" || (end.kind === "aws" && end.name === "cloudfront")) {
    return EDGE;
  }
  if (["role", "pipeline", "build", "source-repository", "account"].includes(end.kind)) {
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

function labelOf({ port, path = [], actions = [] }: Flow): string {
  const way = [
    ...(port === undefined ? [] : [String(port)]),
    ...path.filter((hop) => hop !== "resource-policy"),
  ];
  if (way.length > 0) {
    return way.join(" ");
  }
  if (actions === "any") {
    return "administers";
  }
  const verbs = actions.map((action) => action.replace(/^[^:]*[:/]/, ""));
  const more = verbs.length - SHOWN_ACTIONS;
  return [...verbs.slice(0, SHOWN_ACTIONS), ...(more > 0 ? [`${more} more`] : [])].join(", ") || "shows";
}
