import type { WorkloadConfig } from "../../config";

/** The containers of an account and what they need. */
export interface ServicesConfig {
  /** Images by a key that stays; each has a repository of its own. */
  readonly images: readonly string[];
  /** Number of images that each repository keeps, 1 or more. */
  readonly keepImages: number;
}

const IMAGES = ["api"];

/** The services of each stage. */
export const SERVICES: Readonly<Record<WorkloadConfig["stage"], ServicesConfig>> = {
  dev: { images: IMAGES, keepImages: 10 },
  stg: { images: IMAGES, keepImages: 30 },
  prod: { images: IMAGES, keepImages: 30 },
};
