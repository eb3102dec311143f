import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { type DashboardWidget, type RenderedWidget, renderWidget } from "./dashboard-widgets";

const COLUMNS = 24;
const MOST_ROWS = 1000;
const MOST_METRICS = 500;
const MOST_WIDGETS = 500;

/** Values of a {@link Dashboard}. */
export interface DashboardProps {
  /** Name of the dashboard, unique in the account. A change replaces it. */
  readonly dashboardName: string;
  /** Region of the metrics and log groups that it shows. */
  readonly region: string;
  /** Its widgets by a name for errors, from left to right and from top to bottom. */
  readonly widgets: Readonly<Record<string, DashboardWidget>>;
}

/**
 * A CloudWatch dashboard. Widgets stand beside each other as far as the 24 columns go, then in a new row.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export class Dashboard extends Construct {
  /** Name of the dashboard. */
  public readonly dashboardName: string;

  /** @throws ProblemsError with everything that CloudWatch would refuse or not show */
  public constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { region, widgets } = props;
    const { path } = this.node;
    throwProblems(problemsOf(widgets, path));

    const rendered = Object.entries(widgets).map(([key, widget]) =>
      renderWidget(widget, region, `${path}.${key}`),
    );
    const dashboard = new CloudwatchDashboard(this, "dashboard", {
      dashboardName: checkedName("aws_cloudwatch_dashboard", props.dashboardName, path),
      dashboardBody: JSON.stringify({ widgets: placed(rendered) }),
    });
    this.dashboardName = dashboard.dashboardName;
  }
}

/** Gives each widget its place: beside the one before it, or where a new row begins. */
function placed(widgets: readonly RenderedWidget[]): readonly object[] {
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  return widgets.map(({ type, width, height, properties }) => {
    if (x + width > COLUMNS) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    const place = { type, x, y, width, height, properties };
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return place;
  });
}

function problemsOf(widgets: DashboardProps["widgets"], path: string): readonly Problem[] {
  const count = Object.keys(widgets).length;
  const problems: Problem[] =
    count === 0 || count > MOST_WIDGETS
      ? [
          {
            path: `${path}.widgets`,
            rule: `are 1 to ${MOST_WIDGETS}`,
            got: count,
            fix: "divide them among several dashboards",
          },
        ]
      : [];
  for (const [key, widget] of Object.entries(widgets)) {
    const { width = 1, height = 1 } = widget;
    const require = (holds: boolean, part: string, rule: string, got: unknown, fix: string): void => {
      if (!holds) {
        problems.push({ path: `${path}.${key}.${part}`, rule, got, fix });
      }
    };
    const within = (value: number, most: number): boolean =>
      Number.isInteger(value) && value >= 1 && value <= most;
    require(within(width, COLUMNS), "width", `is 1 to ${COLUMNS} columns`, width, "choose such a width");
    require(within(height, MOST_ROWS), "height", `is 1 to ${MOST_ROWS} rows`, height, "choose such a height");
    const [part, shown] =
      widget.kind === "metric"
        ? (["metrics", widget.metrics] as const)
        : (["logGroupNames", widget.logGroupNames] as const);
    require(!Token.isUnresolved(shown) &&
      shown.length >= 1 &&
      shown.length <= MOST_METRICS, part, `are 1 to ${MOST_METRICS}, each named`, Token.isUnresolved(shown)
      ? "a list that Terraform knows only later"
      : shown.length, "name each of them");
    if (widget.kind === "metric") {
      const { min = -Infinity, max = Infinity } = widget.leftAxis ?? {};
      require(min < max, "leftAxis", "begins below its end", `${min} to ${max}`, "exchange the ends");
    }
  }
  return problems;
}
