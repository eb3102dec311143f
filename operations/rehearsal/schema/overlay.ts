import { BASELINE } from "./overlay/baseline";
import { COMPUTE } from "./overlay/compute";
import { DATABASE } from "./overlay/database";
import { DELIVERY } from "./overlay/delivery";
import { EDGE } from "./overlay/edge";
import { GOVERNANCE } from "./overlay/governance";
import { IDENTITY } from "./overlay/identity";
import { MESSAGING } from "./overlay/messaging";
import { NETWORK } from "./overlay/network";
import { OBSERVABILITY } from "./overlay/observability";
import { RANDOM } from "./overlay/random";
import { STORAGE } from "./overlay/storage";
import { TRANSIT } from "./overlay/transit";
import type { Attribute, Block, NestedBlock } from "./types";

/**
 * What the bindings lost of a resource type's schema, written by hand.
 *
 * A test holds every name against the derived schema. That a value is sensitive or forces replacement no test here can
 * show: an entry is as good as its author, and the plan against the real provider decides.
 *
 * A type without an entry works: nothing of it is sensitive and every change happens in place.
 */
export interface Overlay {
  /** Values hidden in plans, as dotted paths through blocks. */
  readonly sensitive?: readonly string[];
  /** Values that the service cannot change in place, as dotted paths; "Forces new resource" in the documentation. */
  readonly replaces?: readonly string[];
  /** What the provider plans for an optional, computed argument that is left out, where that is known before apply. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
}

/** Overlays by resource type. */
export type Overlays = Readonly<Record<string, Overlay>>;

const OVERLAYS: Overlays = {
  ...NETWORK,
  ...TRANSIT,
  ...COMPUTE,
  ...STORAGE,
  ...DATABASE,
  ...DELIVERY,
  ...MESSAGING,
  ...EDGE,
  ...IDENTITY,
  ...OBSERVABILITY,
  ...GOVERNANCE,
  ...BASELINE,
  ...RANDOM,
};

const NOTHING: Overlay = {};

/** The overlay of a resource type; empty for a type that has none. */
export function overlayOf(type: string): Overlay {
  return OVERLAYS[type] ?? NOTHING;
}

/** Every type that has an overlay, for the test that holds each path against the derived schema. */
export function overlaidTypes(): readonly string[] {
  return Object.keys(OVERLAYS);
}

/** Marks what the overlay calls sensitive. */
export function withSensitive(block: Block, paths: readonly string[]): Block {
  if (paths.length === 0) {
    return block;
  }
  const here = new Set(paths.filter((path) => !path.includes(".")));
  return {
    attributes: block.attributes.map((attribute): Attribute =>
      here.has(attribute.name) ? { ...attribute, sensitive: true } : attribute,
    ),
    blocks: block.blocks.map((nested): NestedBlock => {
      const prefix = `${nested.name}.`;
      const inner = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      return { ...nested, block: withSensitive(nested.block, inner) };
    }),
  };
}
