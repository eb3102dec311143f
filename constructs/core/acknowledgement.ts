import type { IConstruct } from "constructs";
import { refuse } from "./errors";

/** Id of a guard rail: a family and a number, `S3-003`. */
export type GuardRailId = `${Uppercase<string>}-${number}`;

/** Why a guard rail does not hold for a part of a stack. */
export interface Acknowledgement {
  /** The reason, as a sentence for whoever reviews it. */
  readonly reason: string;
  /**
   * Last day on which it counts: `2027-06-30`. From the day after, the synthesis fails.
   *
   * @default - it counts as long as it stands
   */
  readonly expires?: string;
}

/** An acknowledgement as it stands in the tree of constructs. */
export interface StatedAcknowledgement extends Acknowledgement {
  /** The guard rail. */
  readonly id: GuardRailId;
  /** Path of the construct that it covers, with everything below. */
  readonly path: string;
}

const METADATA = "strata:acknowledgement";

/**
 * States, beside the construct, that a guard rail does not hold for it and everything below it, and why. The reason
 * appears in the guard rails' report and in the Terraform JSON. One that covers no finding fails the synthesis, and so
 * does one that has expired.
 *
 * @throws ProblemsError when the reason is blank or the day is none
 */
export function acknowledge(scope: IConstruct, id: GuardRailId, { reason, expires }: Acknowledgement): void {
  const { path } = scope.node;
  if (reason.trim() === "") {
    refuse({
      path: `${path}: ${id}`,
      rule: "an acknowledgement has a reason",
      got: reason,
      fix: "say why the guard rail does not hold here",
    });
  }
  if (expires !== undefined && !isDay(expires)) {
    refuse({
      path: `${path}: ${id}`,
      rule: "expires is a day of the calendar",
      got: expires,
      fix: "write it like 2027-06-30",
    });
  }
  scope.node.addMetadata(METADATA, { id, reason, ...(expires === undefined ? {} : { expires }) });
}

/** The acknowledgements that stand at a construct and below it. */
export function acknowledgementsOf(root: IConstruct): readonly StatedAcknowledgement[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === METADATA)
        .map(({ data }) => ({ ...(data as Omit<StatedAcknowledgement, "path">), path: node.path })),
    );
}

/** Whether a text is a day as ISO 8601 writes it. Dates roll over, so that the 31st of February reads as another. */
function isDay(text: string): boolean {
  const time = Date.parse(text);
  return (
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text) &&
    text.length === "2027-06-30".length
  );
}
