import type { DecisionsConfig } from "../decisions/config";
import { decided, explained, type WorkloadDecisions } from "../decisions/decided";

/** Which parts stand between clients and services. */
export interface EntryPlan extends Pick<
  WorkloadDecisions,
  "cdn" | "gateway" | "webAcl" | "shield" | "authorization"
> {
  /** Who calls. */
  readonly audience: "b2c" | "b2b" | "internal";
  /** Whether the pages have the API's domain. */
  readonly site: "spa" | "none";
  /** Whether each client has limits of its own. */
  readonly tellsClientsApart: boolean;
  /** Whether AWS has raised the time that API Gateway waits. */
  readonly timeoutQuotaRaised: boolean;
  /** Why a caller is checked where it is. */
  readonly authorizationBecause: string;
  /** Why Shield is what it is. */
  readonly shieldBecause: string;
}

/** What the decisions of a workload come to for its entry. */
export function entryPlan(decisions: DecisionsConfig): EntryPlan {
  const { traits } = decisions;
  const { cdn, gateway, webAcl, shield, authorization } = decided(decisions);
  const reasons = new Map(
    explained(decisions).map(({ key, because, otherwiseBecause = because }) => [key, otherwiseBecause]),
  );
  return {
    cdn,
    gateway,
    webAcl,
    shield,
    authorization,
    audience: traits.audience,
    site: traits.siteOnCloudFront ? "spa" : "none",
    tellsClientsApart: traits.rateLimits === "per-client",
    timeoutQuotaRaised: traits.gatewayTimeoutRaised,
    authorizationBecause: reasons.get("authorization") ?? "",
    shieldBecause: reasons.get("shield") ?? "",
  };
}
