import type { Overlays } from "../overlay";

const CHARACTERS = [
  "length",
  "lower",
  "min_lower",
  "min_numeric",
  "min_special",
  "min_upper",
  "numeric",
  "override_special",
  "special",
  "upper",
  "keepers",
];
const DEFAULTS = {
  lower: true,
  upper: true,
  special: true,
  numeric: true,
  number: true,
  min_lower: 0,
  min_upper: 0,
  min_numeric: 0,
  min_special: 0,
};

/** @see https://registry.terraform.io/providers/hashicorp/random/3.7.2/docs */
export const RANDOM: Overlays = {
  random_password: { replaces: CHARACTERS, sensitive: ["result", "bcrypt_hash"], defaults: DEFAULTS },
  random_string: { replaces: CHARACTERS, defaults: DEFAULTS },
  random_id: { replaces: ["byte_length", "keepers", "prefix"] },
  random_bytes: { replaces: ["length", "keepers"], sensitive: ["base64", "hex"] },
  random_integer: { replaces: ["min", "max", "seed", "keepers"] },
  random_pet: {
    replaces: ["length", "prefix", "separator", "keepers"],
    defaults: { length: 2, separator: "-" },
  },
  random_shuffle: { replaces: ["input", "result_count", "seed", "keepers"] },
  random_uuid: { replaces: ["keepers"] },
};
