/** How the data points of a period become one number; `p90` is the 90th percentile. */
export type Statistic = "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount" | `p${number}`;

/** What a metric can be, both ends included. */
export interface ValueRange {
  /** The least that it can be. */
  readonly least: number;
  /**
   * The most that it can be.
   *
   * @default - without end
   */
  readonly most?: number;
}

/** The range of counts, sizes and times. */
export const NOT_NEGATIVE: ValueRange = { least: 0 };
/** The range of a percentage of a whole. */
export const PERCENT: ValueRange = { least: 0, most: 100 };
/** The range of a part of a whole. */
export const RATIO: ValueRange = { least: 0, most: 1 };

/** A metric of CloudWatch. */
export interface Metric {
  /** Namespace: `AWS/ECS`. */
  readonly namespace: string;
  /** Name within the namespace: `CPUUtilization`. */
  readonly name: string;
  /** Dimensions, exactly those under which the metric is published. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** How the data points of a period become one number. */
  readonly statistic: Statistic;
  /**
   * What it can be, so that a threshold which is never or always crossed is refused.
   *
   * @default - any number
   */
  readonly range?: ValueRange;
}

/** A calculation over metrics: `{ expression: "errors / requests", metrics: { errors, requests } }`. */
export interface MetricMath {
  /** Expression over the ids of {@link MetricMath.metrics}; its result is one time series. */
  readonly expression: string;
  /** At most 10 metrics by their id in the expression: lower-case first letter, then letters, digits and _. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /**
   * What the result can be.
   *
   * @default - any number
   */
  readonly range?: ValueRange;
}

/** Whether something measured is a calculation. */
export function isMath(measured: Metric | MetricMath): measured is MetricMath {
  return "expression" in measured;
}
