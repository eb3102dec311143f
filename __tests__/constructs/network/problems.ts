import { formatProblem } from "../../../constructs/core/errors";
import type { NetworkConfig } from "../../../constructs/network/network-config";
import type { NetworkNames } from "../../../constructs/network/network-names";
import { networkProblems } from "../../../constructs/network/network-rules";
import { SMALLEST } from "./networks";

/** Availability zones of the made-up environment. */
export const ZONES: readonly string[] = ["ap-northeast-1a", "ap-northeast-1c"];

/** The problems of a network, as a reader sees them. */
export const problemsOf = (
  config: NetworkConfig,
  zones: readonly string[] = ZONES,
  names?: NetworkNames,
): string[] =>
  networkProblems(config, { zones, path: "example.prod.network", ...(names ? { names } : {}) }).map(
    formatProblem,
  );

/** The smallest network with other tiers, and other values where given. */
export const withTiers = (
  tiers: NetworkConfig["tiers"],
  rest: Partial<NetworkConfig> = {},
): NetworkConfig => ({ ...SMALLEST, tiers, ...rest });
