import fs from "node:fs";
import path from "node:path";
import type { SystemId } from "../../../systems/registry";
import type { FlowVerdict } from "../verdict";
import { pictureOf } from "./picture";
import { withPicture } from "./readme";
import { svgOf } from "./svg";

/** A file that is drawn, with what belongs in it. */
export interface DrawnFile {
  /** Path from the folder of the project. */
  readonly file: string;
  /** What belongs in it. */
  readonly content: string;
}

/**
 * The drawings of a system, as they belong in its folder.
 *
 * @param root - folder of the project
 * @throws ProblemsError when the system's README has no place for the drawing
 */
export async function drawingsOf(
  root: string,
  id: SystemId,
  environment: string,
  verdict: FlowVerdict,
): Promise<readonly DrawnFile[]> {
  const picture = pictureOf(verdict, id, environment);
  const readme = `systems/${id}/README.md`;
  const place = path.join(root, readme);
  const current = fs.existsSync(place) ? fs.readFileSync(place, "utf8") : "";
  return [
    { file: `systems/${id}/flows.svg`, content: await svgOf(picture) },
    { file: readme, content: withPicture(current, picture, readme) },
  ];
}
