import { type Metric, RATIO } from "../metric";
import { type PlannedAlarm, USUAL } from "./monitoring";

const PERCENTILE = 90;

/** What is promised of an interface, and watched because it is promised. */
export interface ServiceLevel {
  /**
   * Percentage of requests that may fail by the interface's own fault, above 0 and below 100.
   *
   * @default - nothing is promised of its availability
   */
  readonly errorsAbovePercent?: number;
  /**
   * How long a request may take.
   *
   * @default - nothing is promised of its speed
   */
  readonly latency?: {
    /** Time in milliseconds that must not be exceeded. */
    readonly aboveMilliseconds: number;
    /**
     * Percentage of requests that keep within it, above 0 and below 100.
     *
     * @default 90
     */
    readonly percentile?: number;
  };
}

/** The alarm on the part of requests that fail; a promise that is not kept is a WARN at most. */
export function errorRatio(
  { errorsAbovePercent }: ServiceLevel,
  metrics: { readonly errors: Metric; readonly requests: Metric },
): PlannedAlarm | undefined {
  return errorsAbovePercent === undefined
    ? undefined
    : {
        ...USUAL,
        level: "WARN",
        atMost: "WARN",
        nameEnding: "5xx-ratio",
        describe: (subject) =>
          `More than ${errorsAbovePercent} % of the requests to ${subject} fail: look at its health and at the application's log`,
        metric: { expression: "errors / requests", metrics: { ...metrics }, range: RATIO },
        about: metrics.errors.name,
        comparison: ">",
        threshold: errorsAbovePercent / 100,
      };
}

/** The alarm on how long requests take; a promise that is not kept is a WARN at most. */
export function slowRequests(
  { latency }: ServiceLevel,
  metric: Omit<Metric, "statistic">,
  unitsPerMillisecond: number,
): PlannedAlarm | undefined {
  if (latency === undefined) {
    return undefined;
  }
  const { aboveMilliseconds, percentile = PERCENTILE } = latency;
  return {
    ...USUAL,
    level: "WARN",
    atMost: "WARN",
    nameEnding: "slow",
    describe: (subject) =>
      `Fewer than ${percentile} % of the requests to ${subject} are answered within ${aboveMilliseconds} ms: look at what lies behind it`,
    metric: { ...metric, statistic: `p${percentile}` },
    comparison: ">",
    threshold: aboveMilliseconds * unitsPerMillisecond,
  };
}
