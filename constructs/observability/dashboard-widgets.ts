import { insightsQuery } from "./insights-query";
import type { Metric } from "./metric";

const WIDTH = 12;
const HEIGHT = 6;
const PERIOD_SECONDS = 300;

/** How large a widget is on the grid of 24 columns. */
export interface WidgetSize {
  /**
   * Columns, 1 to 24.
   *
   * @default 12
   */
  readonly width?: number;
  /**
   * Rows, 1 to 1000.
   *
   * @default 6
   */
  readonly height?: number;
}

/** A graph of metrics. */
export interface MetricWidget extends WidgetSize {
  /** Kind of the widget. */
  readonly kind: "metric";
  /** Title. */
  readonly title: string;
  /** The metrics, each with its statistic, in the order of the legend; 1 to 500. */
  readonly metrics: readonly Metric[];
  /**
   * Length of a period in seconds.
   *
   * @default 300
   */
  readonly periodSeconds?: number;
  /**
   * Ends of the left axis.
   *
   * @default - by the values that are shown
   */
  readonly leftAxis?: { readonly min?: number; readonly max?: number };
}

/** What a query finds in logs. */
export interface LogWidget extends WidgetSize {
  /** Kind of the widget. */
  readonly kind: "log";
  /** Title. */
  readonly title: string;
  /** Names of the log groups that it searches, at least one. */
  readonly logGroupNames: readonly string[];
  /** The commands of the query: `["fields @timestamp, @message", "limit 20"]`. */
  readonly commands: readonly string[];
}

/** A part of a dashboard. */
export type DashboardWidget = MetricWidget | LogWidget;

/** A widget as CloudWatch reads it, without its place. */
export interface RenderedWidget {
  /** Kind of the widget. */
  readonly type: "metric" | "log";
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** What it shows. */
  readonly properties: object;
}

/**
 * Writes a widget as CloudWatch reads it.
 *
 * @param region - Region of its metrics or log groups
 * @param path - where it stands, for errors
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function renderWidget(widget: DashboardWidget, region: string, path: string): RenderedWidget {
  const { width = WIDTH, height = HEIGHT } = widget;
  const properties =
    widget.kind === "metric" ? metricProperties(widget, region) : logProperties(widget, region, path);
  return { type: widget.kind, width, height, properties };
}

function metricProperties(widget: MetricWidget, region: string): object {
  const { title, metrics, periodSeconds = PERIOD_SECONDS, leftAxis } = widget;
  const [first] = metrics;
  return {
    title,
    metrics: renderMetrics(metrics, first?.statistic),
    period: periodSeconds,
    stat: first?.statistic,
    region,
    view: "timeSeries",
    ...(leftAxis === undefined ? {} : { yAxis: { left: leftAxis } }),
  };
}

function logProperties({ title, logGroupNames, commands }: LogWidget, region: string, path: string): object {
  const sources = logGroupNames.map((name) => `SOURCE '${name}'`);
  return {
    title,
    query: insightsQuery([...sources, ...commands], `${path}.commands`),
    region,
    view: "table",
  };
}

/** Metrics as rows in which `.` repeats what stands above it, as the console writes them. */
function renderMetrics(metrics: readonly Metric[], usual: string | undefined): readonly unknown[] {
  let above: readonly string[] = [];
  return metrics.map(({ namespace, name, dimensions, statistic }) => {
    const row = [namespace, name, ...Object.entries(dimensions).flat()];
    const short = row.map((cell, column) =>
      row.length === above.length && above[column] === cell ? "." : cell,
    );
    above = row;
    return statistic === usual ? short : [...short, { stat: statistic }];
  });
}
