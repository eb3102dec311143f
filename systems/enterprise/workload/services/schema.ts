import { z } from "zod";
import type { Environment } from "../../../../constructs/core/environment";
import type { Problem } from "../../../../constructs/core/errors";
import { keepImagesProblems } from "../../../../constructs/registry/image-repository";
import { countShape } from "../../../shapes";
import type { ServicesConfig } from "./config";

const text = z.string("must be a text; write it in quotes");

/** Shape of a {@link ServicesConfig}; messages are `rule; remedy`. */
export const servicesShape = z.strictObject({
  images: z.array(text),
  keepImages: countShape,
});

/** What must fit together in the containers of an account. */
export function servicesProblems(
  { keepImages }: ServicesConfig,
  _environment: Environment,
  path: string,
): readonly Problem[] {
  return keepImagesProblems(keepImages, path);
}
