import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Node, Picture } from "./picture";

const SHAPES: Readonly<Record<Node["shape"], string>> = {
  person: 'shape=oval, fillcolor="#eaf2fb"',
  store: 'shape=cylinder, fillcolor="#eef7ee"',
  box: 'shape=box, fillcolor="#ffffff"',
};

/** A picture as SVG. Graphviz is in the module as WebAssembly, so that nothing needs to be installed. */
export async function svgOf(picture: Picture): Promise<string> {
  const graphviz = await Graphviz.load();
  return `${graphviz.dot(dotOf(picture)).trim()}\n`;
}

/** A picture in Graphviz's language. */
export function dotOf({ boxes, arrows }: Picture): string {
  return [
    "digraph flows {",
    '  rankdir=LR; fontname="Helvetica"; nodesep=0.25; ranksep=1.2;',
    '  node [style="filled,rounded", fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9, color="#5a6b7b"];',
    ...boxes.flatMap(({ title, nodes }, index) => [
      `  subgraph cluster_${index} {`,
      `    label=${quoted(title)}; style=rounded; color="#9aa5b1";`,
      ...nodes.map(({ id, label, shape }) => `    ${id} [label=${quoted(label)}, ${SHAPES[shape]}];`),
      "  }",
    ]),
    ...arrows.map(({ from, to, label }) => `  ${from} -> ${to} [label=${quoted(label)}];`),
    "}",
  ].join("\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
