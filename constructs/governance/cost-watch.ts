import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Percentages of the budget: of what was spent, and of what will have been by the end of the month. */
const ACTUAL_PERCENT = [80, 100] as const;
const FORECAST_PERCENT = 100;
/** Addresses that AWS Budgets takes for a notification. */
const MOST_ADDRESSES = 10;

/** How an account's costs are watched. */
export interface CostConfig {
  /** US dollars that the account may cost in a month, above 0. */
  readonly monthlyUsd: number;
  /** E-mail addresses that are told, 1 to 10. */
  readonly addresses: readonly string[];
  /**
   * US dollars by which a day may exceed what is usual before somebody is told; a monitor covers all services. An
   * account has one such monitor, the payer's covers all accounts.
   *
   * @default - nothing unusual is looked for
   */
  readonly anomalyUsd?: number | undefined;
}

/** Values of {@link CostWatch}. */
export interface CostWatchProps extends CostConfig {
  /** What budget and monitor are called by: `enterprise-prod`. */
  readonly name: string;
}

/** What is wrong with how costs are watched. */
export function costProblems(
  { monthlyUsd, addresses, anomalyUsd }: CostConfig,
  path: string,
): readonly Problem[] {
  const amount = (value: number, place: string): readonly Problem[] =>
    Number.isFinite(value) && value > 0
      ? []
      : [
          {
            path: place,
            rule: "is an amount above 0 in US dollars",
            got: value,
            fix: "state what is planned",
          },
        ];
  return [
    ...amount(monthlyUsd, `${path}.monthlyUsd`),
    ...(anomalyUsd === undefined ? [] : amount(anomalyUsd, `${path}.anomalyUsd`)),
    ...(addresses.length >= 1 && addresses.length <= MOST_ADDRESSES
      ? []
      : [
          {
            path: `${path}.addresses`,
            rule: `are 1 to ${MOST_ADDRESSES}`,
            got: addresses.length,
            fix: "name whoever answers for the costs, or a list of theirs",
          },
        ]),
    ...addresses
      .filter((address) => !EMAIL.test(address))
      .map((got) => ({
        path: `${path}.addresses`,
        rule: "are e-mail addresses",
        got,
        fix: "write it as name@example.com",
      })),
  ];
}

/**
 * Tells when an account costs more than planned, or more than usual.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
 */
export class CostWatch extends Construct {
  /** @throws ProblemsError when an amount or an address is none */
  public constructor(scope: Construct, id: string, props: CostWatchProps) {
    super(scope, id);
    const { name, monthlyUsd, addresses, anomalyUsd } = props;
    throwProblems(costProblems(props, this.node.path));

    const notification = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...addresses],
    });
    new BudgetsBudget(this, "budget", {
      name: checkedName("aws_budgets_budget", `${name}-monthly`, this.node.path),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(monthlyUsd),
      limitUnit: "USD",
      notification: [
        ...ACTUAL_PERCENT.map((percent) => notification("ACTUAL", percent)),
        notification("FORECASTED", FORECAST_PERCENT),
      ],
    });
    if (anomalyUsd !== undefined) {
      this.watchForAnomalies(name, addresses, anomalyUsd);
    }
  }

  private watchForAnomalies(name: string, addresses: readonly string[], anomalyUsd: number): void {
    const monitor = new CeAnomalyMonitor(this, "monitor", {
      name: `${name}-services`,
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
    });
    new CeAnomalySubscription(this, "subscription", {
      name: `${name}-anomalies`,
      frequency: "DAILY",
      monitorArnList: [monitor.arn],
      subscriber: addresses.map((address) => ({ type: "EMAIL", address })),
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(anomalyUsd)],
        },
      },
    });
  }
}
