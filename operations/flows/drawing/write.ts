import fs from "node:fs";
import path from "node:path";
import type { SystemFlows } from "../system-flows";
import type { FlowVerdict } from "../verdict";
import { accountsPicture } from "./accounts";
import { pictureOf } from "./environment";
import { type TitledPicture, withPictures } from "./readme";
import { svgOf } from "./svg";

/** A file that is drawn, with what belongs in it. */
export interface DrawnFile {
  /** Path from the folder of the project. */
  readonly file: string;
  /** What belongs in it. */
  readonly content: string;
}

/** The environments that {@link drawingsOf} draws: all that meet, or the last, which all others lead to. */
export function drawnEnvironments({ environments, drawnTogether }: SystemFlows): readonly string[] {
  return drawnTogether ? environments : environments.slice(-1);
}

/**
 * The drawings of a system, as they belong in its folder: its last environment, and where accounts reach each other how
 * they do.
 *
 * @param root - folder of the project
 * @param verdicts - of the environments that are drawn, by name
 * @throws ProblemsError when the system's README has no place for the drawing
 */
export async function drawingsOf(
  root: string,
  system: SystemFlows,
  verdicts: Readonly<Record<string, FlowVerdict>>,
): Promise<readonly DrawnFile[]> {
  const { id, environments, drawnTogether } = system;
  const readme = `systems/${id}/README.md`;
  const place = path.join(root, readme);
  const current = fs.existsSync(place) ? fs.readFileSync(place, "utf8") : "";
  const last = environments.at(-1) ?? "";
  const verdict = verdicts[last];
  const pictures: readonly (TitledPicture & { readonly file: string })[] = [
    ...(drawnTogether
      ? [
          {
            title: "How the accounts reach each other",
            file: "flows-of-accounts.svg",
            picture: accountsPicture(verdicts, id, drawnTogether),
          },
        ]
      : []),
    ...(verdict
      ? [
          {
            title: drawnTogether ? `Within ${last}` : "",
            file: "flows.svg",
            picture: pictureOf(verdict, id, last),
          },
        ]
      : []),
  ];
  const drawings = await Promise.all(
    pictures.map(async ({ file, picture }) => ({
      file: `systems/${id}/${file}`,
      content: await svgOf(picture),
    })),
  );
  return [...drawings, { file: readme, content: withPictures(current, pictures, readme) }];
}
