import type { Flow } from "../../../systems/flows";

/** Something that lets a flow through. */
export interface Link {
  /** What it is: `ingress`, `listener`. */
  readonly what: string;
  /** The resource that says so. */
  readonly address: string;
}

/** Something without which a flow is impossible. */
export interface Gap {
  /** The resource that should allow it. */
  readonly address: string;
  /** What it lacks, as a clause. */
  readonly why: string;
}

/** What is known of one flow. */
export interface Proof {
  /** The flow as it is stated. */
  readonly flow: Flow;
  /** What lets it through. */
  readonly links: readonly Link[];
  /** What is missing; none when it is possible. */
  readonly gaps: readonly Gap[];
}

/** Collects links and gaps on the way from one end to the other. */
export class Trail {
  private readonly foundLinks: Link[] = [];
  private readonly foundGaps: Gap[] = [];

  /** Notes what lets the flow through. */
  public link(what: string, address: string): void {
    if (!this.foundLinks.some((link) => link.what === what && link.address === address)) {
      this.foundLinks.push({ what, address });
    }
  }

  /** Notes what is missing. */
  public gap(address: string, why: string): void {
    this.foundGaps.push({ address, why });
  }

  /** Notes the first of several that would do, or that there is none. */
  public either(
    found: readonly { readonly address: string }[],
    what: string,
    address: string,
    why: string,
  ): void {
    if (found.length === 0) {
      this.gap(address, why);
    }
    for (const one of found) {
      this.link(what, one.address);
    }
  }

  /** What was found. */
  public proofOf(flow: Flow): Proof {
    return { flow, links: this.foundLinks, gaps: this.foundGaps };
  }
}
