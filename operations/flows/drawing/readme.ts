import { refuse } from "../../../constructs/core/errors";
import { mermaidOf } from "./mermaid";
import type { Picture } from "./picture";

const BEGIN = "<!-- Drawn by `npm run flows -- --write`. -->";
const END = "<!-- End of the drawing. -->";

/** A picture among others. */
export interface TitledPicture {
  /** What it shows; empty for the only one. */
  readonly title: string;
  /** The picture. */
  readonly picture: Picture;
}

/**
 * A README with the pictures between its markers.
 *
 * @throws ProblemsError when the markers are missing
 */
export function withPictures(readme: string, pictures: readonly TitledPicture[], file: string): string {
  const [before, rest] = split(readme, BEGIN, file);
  const [, after] = split(rest, END, file);
  const drawn = pictures.flatMap(({ title, picture }) => [
    ...(title === "" ? [] : [`${title}:`]),
    `\`\`\`mermaid\n${mermaidOf(picture)}\n\`\`\``,
  ]);
  return [`${before}${BEGIN}`, ...drawn, `${END}${after}`].join("\n\n");
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
