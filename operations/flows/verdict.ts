import type { End, Flow } from "../../systems/flows";
import type { Documents } from "./documents";
import { accessExcess, accessUndecided } from "./excess/access";
import { edgeExcess } from "./excess/edge";
import type { CannotTell, Excess } from "./excess/finding";
import { handoverExcess } from "./excess/handovers";
import { networkExcess, networkUndecided } from "./excess/network";
import { transitExcess } from "./excess/transit";
import { type Landscape, landscapeOf } from "./landscape";
import { prove } from "./proof/prove";
import type { Proof } from "./proof/trail";

/** What an environment allows, held against what is stated of it. */
export interface FlowVerdict {
  /** What the proof was read from. */
  readonly landscape: Landscape;
  /** Every stated flow with its links and gaps. */
  readonly proofs: readonly Proof[];
  /** What is possible beside them. */
  readonly excess: readonly Excess[];
  /** What the workspaces leave open. */
  readonly cannotTell: readonly CannotTell[];
}

/** Proves the flows of an environment, and that there are no others. */
export function judgeFlows(documents: Documents, flows: readonly Flow[]): FlowVerdict {
  const landscape = landscapeOf(documents);
  const networks = flows
    .flatMap(({ from, to }) => [from, to])
    .filter((end): end is Extract<End, { readonly kind: "network" }> => end.kind === "network");
  const proofs = flows.map((flow) => prove(landscape, flow, networks));
  return {
    landscape,
    proofs,
    excess: [
      ...networkExcess(landscape, proofs),
      ...edgeExcess(landscape, proofs),
      ...accessExcess(landscape, proofs),
      ...handoverExcess(landscape, proofs),
      ...transitExcess(landscape, proofs, networks),
    ],
    cannotTell: [...networkUndecided(landscape), ...accessUndecided(landscape)],
  };
}

/** Whether every flow is possible and nothing else is. */
export function isProven({ proofs, excess }: FlowVerdict): boolean {
  return excess.length === 0 && proofs.every(({ gaps }) => gaps.length === 0);
}
