import { API } from "./api";
import { BASELINE } from "./baseline";
import type { Check, Checks } from "./check";
import { CDN } from "./cdn";
import { COMPUTE } from "./compute";
import { DATABASE } from "./database";
import { EDGE } from "./edge";
import { GOVERNANCE } from "./governance";
import { IDENTITY } from "./identity";
import { LOAD_BALANCING } from "./load-balancing";
import { MESSAGING } from "./messaging";
import { NETWORK } from "./network";
import { OBSERVABILITY } from "./observability";
import { SECURITY } from "./security";
import { STORAGE } from "./storage";
import { TRANSIT } from "./transit";

const FIELDS: readonly Checks[] = [
  NETWORK,
  TRANSIT,
  LOAD_BALANCING,
  COMPUTE,
  STORAGE,
  DATABASE,
  MESSAGING,
  CDN,
  EDGE,
  API,
  IDENTITY,
  GOVERNANCE,
  BASELINE,
  SECURITY,
  OBSERVABILITY,
];

/** Every check by resource type. */
export const CHECKS: ReadonlyMap<string, readonly Check[]> = new Map(
  FIELDS.flatMap((checks) => Object.entries(checks)),
);

/** The checks of one resource type. */
export function checksOf(type: string): readonly Check[] {
  return CHECKS.get(type) ?? [];
}
