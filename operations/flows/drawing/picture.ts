/** A box with what stands in it. */
export interface Box {
  /** What it holds. */
  readonly title: string;
  /** In the order of the flows. */
  readonly nodes: readonly Node[];
}

/** Something at an end of flows, or several that a reader need not tell apart. */
export interface Node {
  /** Letters, digits and underscores only. */
  readonly id: string;
  /** What a reader sees, line by line. */
  readonly lines: readonly string[];
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

/** A node with the box that it stands in. */
export interface Placed extends Node {
  /** Title of its box. */
  readonly box: string;
}

/** One flow between two nodes. */
export interface Stroke {
  /** Where it begins. */
  readonly from: Placed;
  /** Where it ends. */
  readonly to: Placed;
  /** Port and way; empty where a call is no connection of the system's network. */
  readonly way: string;
  /** What is done. */
  readonly verbs: readonly string[];
}

const SHOWN_VERBS = 2;
const SHOWN_LINES = 12;
const MOST_ROUNDS = 5;
/** So many arrows of one box to one node are drawn as one. */
const MANY = 3;

interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly ways: ReadonlySet<string>;
  readonly verbs: ReadonlySet<string>;
}

/**
 * Draws strokes as a picture: one arrow between two nodes, and one node for those that stand in the same box and have the
 * same neighbours, as a reader would say of them what he says of one.
 *
 * @param order - boxes that come first, and last
 */
export function drawn(
  strokes: readonly Stroke[],
  order: { readonly first: readonly string[]; readonly last: readonly string[] },
): Picture {
  let nodes: ReadonlyMap<string, Placed> = together(
    strokes.flatMap(({ from, to }) => [from, to]),
    new Map(),
  );
  let bundles = bundled(
    strokes.map(({ from, to, way, verbs }) => ({ from: from.id, to: to.id, way, verbs })),
  );
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const twins = twinsOf([...nodes.values()], bundles);
    if (twins.size === 0) {
      break;
    }
    nodes = together([...nodes.values()], twins);
    bundles = bundled(
      bundles.flatMap(({ from, to, ways, verbs }) =>
        [...ways].map((way) => ({
          from: twins.get(from) ?? from,
          to: twins.get(to) ?? to,
          way,
          verbs: [...verbs],
        })),
      ),
    );
  }
  ({ nodes, bundles } = folded(nodes, bundles));
  const titles = [...new Set([...nodes.values()].map(({ box }) => box))];
  const between = titles.filter((title) => !order.first.includes(title) && !order.last.includes(title));
  return {
    boxes: [...order.first, ...between, ...order.last]
      .filter((title) => titles.includes(title))
      .map((title) => ({
        title,
        nodes: [...nodes.values()]
          .filter(({ box }) => box === title)
          .map(({ id, lines, shape }) => ({ id, lines: shown(lines), shape })),
      })),
    arrows: bundles.map(({ from, to, ways, verbs }) => ({ from, to, label: labelOf(ways, verbs) })),
  };
}

/** What many of one box call in the same way they call by one arrow; who reaches what keeps data is always drawn. */
function folded(
  nodes: ReadonlyMap<string, Placed>,
  bundles: readonly Bundle[],
): { readonly nodes: ReadonlyMap<string, Placed>; readonly bundles: readonly Bundle[] } {
  const keyOf = ({ from, to, ways }: Bundle): string =>
    [nodes.get(from)?.box, to, [...ways].sort().join()].join("|");
  const many = new Map<string, number>();
  for (const bundle of bundles) {
    many.set(keyOf(bundle), (many.get(keyOf(bundle)) ?? 0) + 1);
  }
  const all = new Map(nodes);
  const arrows = new Map<string, Bundle>();
  for (const bundle of bundles) {
    const box = nodes.get(bundle.from)?.box ?? "";
    const id = `several_${box.replace(/[^A-Za-z0-9]+/g, "_")}`;
    const isCall = nodes.get(bundle.to)?.shape === "box" && !bundle.ways.has("");
    if (!isCall || (many.get(keyOf(bundle)) ?? 0) < MANY) {
      arrows.set(`${bundle.from} ${bundle.to}`, bundle);
    } else {
      all.set(id, { id, lines: ["several of these"], shape: "box", box });
      arrows.set(`${id} ${bundle.to}`, { ...bundle, from: id });
    }
  }
  return { nodes: all, bundles: [...arrows.values()] };
}

function bundled(
  strokes: readonly {
    readonly from: string;
    readonly to: string;
    readonly way: string;
    readonly verbs: readonly string[];
  }[],
): readonly Bundle[] {
  const bundles = new Map<string, Bundle & { readonly ways: Set<string>; readonly verbs: Set<string> }>();
  for (const { from, to, way, verbs } of strokes) {
    const key = `${from} ${to}`;
    const bundle = bundles.get(key) ?? { from, to, ways: new Set<string>(), verbs: new Set<string>() };
    bundle.ways.add(way);
    for (const verb of verbs) {
      bundle.verbs.add(verb);
    }
    bundles.set(key, bundle);
  }
  return [...bundles.values()];
}

/** By the id of a node that of the first of its kind with the same neighbours, reached in the same ways. */
function twinsOf(nodes: readonly Placed[], bundles: readonly Bundle[]): ReadonlyMap<string, string> {
  const firsts = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const { id, box, shape } of nodes) {
    const neighbours = bundles
      .filter(({ from, to }) => from === id || to === id)
      .map(({ from, to, ways }) => `${from === id ? `to ${to}` : `from ${from}`} ${[...ways].sort().join()}`)
      .sort();
    const key = [box, shape, ...neighbours].join("|");
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, id);
    } else if (shape !== "person") {
      twins.set(id, first);
    }
  }
  return twins;
}

function together(nodes: readonly Placed[], twins: ReadonlyMap<string, string>): ReadonlyMap<string, Placed> {
  const merged = new Map<string, Placed>();
  for (const node of nodes) {
    const id = twins.get(node.id) ?? node.id;
    const first = merged.get(id) ?? node;
    merged.set(id, { ...first, lines: [...new Set([...first.lines, ...node.lines])] });
  }
  return merged;
}

function shown(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN_LINES;
  return more > 1 ? [...lines.slice(0, SHOWN_LINES), `and ${more} more`] : lines;
}

function labelOf(ways: ReadonlySet<string>, verbs: ReadonlySet<string>): string {
  const stated = [...ways].filter((way) => way !== "");
  if (stated.length > 0) {
    return stated.join("; ");
  }
  const all = [...verbs];
  const more = all.length - SHOWN_VERBS;
  return [...all.slice(0, SHOWN_VERBS), ...(more > 0 ? [`${more} more`] : [])].join(", ") || "shows";
}
