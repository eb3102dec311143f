/** What the network account keeps, and who reads it. */
export interface HubConfig {
  /** What it holds. */
  readonly kind: "hub";
}

/** The values of the network account. */
export const HUB: HubConfig = { kind: "hub" };
