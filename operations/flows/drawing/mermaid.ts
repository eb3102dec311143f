import type { Node, Picture } from "./picture";

const SHAPES: Readonly<Record<Node["shape"], readonly [string, string]>> = {
  person: ["([", "])"],
  store: ["[(", ")]"],
  box: ["[", "]"],
};

/** A picture in Mermaid's language, which GitHub draws in a README. */
export function mermaidOf({ boxes, arrows }: Picture): string {
  return [
    "flowchart LR",
    ...boxes.flatMap(({ title, nodes }, index) => [
      `  subgraph box${index}["${title}"]`,
      ...nodes.map(({ id, lines, shape }) => {
        const [open, close] = SHAPES[shape];
        return `    ${id}${open}"${lines.join("<br/>")}"${close}`;
      }),
      "  end",
    ]),
    ...arrows.map(({ from, to, label }) => `  ${from} -- "${label}" --> ${to}`),
  ].join("\n");
}
