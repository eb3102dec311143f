import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Node, Picture } from "./picture";

const SHAPES: Readonly<Record<Node["shape"], string>> = {
  person: 'shape=oval, fillcolor="#eaf2fb"',
  store: 'shape=cylinder, fillcolor="#eef7ee"',
  box: 'shape=box, fillcolor="#ffffff"',
};

/** What the shapes mean. */
const LEGEND = [
  "  subgraph cluster_legend {",
  '    label="Legend"; style="rounded,dashed"; color="#9aa5b1";',
  `    legend_person [label="people, the outside", ${SHAPES.person}];`,
  `    legend_store [label="keeps data", ${SHAPES.store}];`,
  `    legend_box [label="runs, or serves", ${SHAPES.box}];`,
  '    legend_person -> legend_box [label="port, way or action"];',
  "    legend_box -> legend_store [style=invis];",
  "  }",
];

/** A picture as SVG. Graphviz is in the module as WebAssembly, so that nothing needs to be installed. */
export async function svgOf(picture: Picture): Promise<string> {
  const graphviz = await Graphviz.load();
  return `${graphviz.dot(dotOf(picture)).trim()}\n`;
}

/** A picture in Graphviz's language. */
export function dotOf({ boxes, arrows }: Picture): string {
  return [
    "digraph flows {",
    '  rankdir=LR; fontname="Helvetica,Arial,sans-serif"; nodesep=0.3; ranksep=1.4;',
    '  node [style="filled,rounded", fontname="Helvetica,Arial,sans-serif", fontsize=11, margin="0.26,0.1"];',
    '  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, color="#5a6b7b"];',
    ...LEGEND,
    ...boxes.flatMap(({ title, nodes }, index) => [
      `  subgraph cluster_${index} {`,
      `    label=${quoted(title)}; style=rounded; color="#9aa5b1";`,
      ...nodes.map(
        ({ id, lines, shape }) => `    ${id} [label=${quoted(lines.join("\\n"))}, ${SHAPES[shape]}];`,
      ),
      "  }",
    ]),
    ...arrows.map(({ from, to, label }) => `  ${from} -> ${to} [label=${quoted(label)}];`),
    "}",
  ].join("\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
