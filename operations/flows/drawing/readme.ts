import { refuse } from "../../../constructs/core/errors";
import { mermaidOf } from "./mermaid";
import type { Picture } from "./picture";

const BEGIN = "<!-- Drawn by `npm run flows -- --write`. -->";
const END = "<!-- End of the drawing. -->";

/**
 * A README with the picture between its markers.
 *
 * @throws ProblemsError when the markers are missing
 */
export function withPicture(readme: string, picture: Picture, file: string): string {
  const [before, rest] = split(readme, BEGIN, file);
  const [, after] = split(rest, END, file);
  return `${before}${BEGIN}\n\n\`\`\`mermaid\n${mermaidOf(picture)}\n\`\`\`\n\n${END}${after}`;
}

function split(text: string, marker: string, file: string): readonly [string, string] {
  const at = text.indexOf(marker);
  if (at < 0) {
    refuse({
      path: file,
      rule: "must have a place for the drawing",
      got: undefined,
      fix: `add the line ${marker}`,
    });
  }
  return [text.slice(0, at), text.slice(at + marker.length)];
}
