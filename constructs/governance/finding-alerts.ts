import { Construct } from "constructs";
import { EventNotification } from "../observability/event-notification";
import type { TicketSystem } from "../observability/ticket-system";
import { type FindingSeverity, SEVERITIES } from "./finding-severity";

/** Severities of which somebody is told at once; the others wait for the monthly review, or for getting worse. */
export const ALERTED_SEVERITIES = ["CRITICAL", "HIGH"] as const satisfies readonly FindingSeverity[];

/** A severity of which somebody is told at once. */
export type AlertedSeverity = (typeof ALERTED_SEVERITIES)[number];

/** Values of {@link FindingAlerts}. */
export interface FindingAlertsProps {
  /** Name of the environment, as messages have it. */
  readonly environment: string;
  /** Ids of its accounts. */
  readonly accounts: readonly string[];
  /** Beginning of the rules' names. */
  readonly namePrefix: string;
  /** ARN of the topic that is told, by severity. */
  readonly topicArns: Readonly<Record<AlertedSeverity, string>>;
  /**
   * Ticket system that gets a ticket of each finding beside the topic.
   *
   * @default - none
   */
  readonly tickets?: TicketSystem | undefined;
}

/** Where a finding's values stand in the event. */
const VALUES = {
  account: "$.detail.findings[0].AwsAccountId",
  region: "$.detail.findings[0].Region",
  product: "$.detail.findings[0].ProductName",
  title: "$.detail.findings[0].Title",
  resource: "$.detail.findings[0].Resources[0].Id",
};

/**
 * Tells people of an environment's new findings that cannot wait, with what they are to do and by when. What the
 * register suppresses is told of no more.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 */
export class FindingAlerts extends Construct {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, props: FindingAlertsProps) {
    super(scope, id);
    const { environment, accounts, namePrefix, topicArns, tickets } = props;
    for (const severity of ALERTED_SEVERITIES) {
      const { reaction, resolvedWithin } = SEVERITIES[severity];
      const { ruleName } = new EventNotification(this, severity.toLowerCase(), {
        ruleName: `${namePrefix}-${severity.toLowerCase()}`,
        description: `${severity} findings in ${environment}, to which somebody reacts ${reaction}`,
        pattern: {
          source: ["aws.securityhub"],
          detailType: ["Security Hub Findings - Imported"],
          detail: {
            findings: {
              AwsAccountId: accounts,
              RecordState: ["ACTIVE"],
              Severity: { Label: [severity] },
              Workflow: { Status: ["NEW"] },
            },
          },
        },
        message: {
          values: VALUES,
          title: `${severity} in ${environment}: <title>`,
          description: "<product> found it in account <account>, <region>, at <resource>.",
          nextSteps: [
            `Nobody expected it: react ${reaction}.`,
            `Pattern A: resolve it within ${resolvedWithin} at the latest.`,
            "Pattern B or C: enter it in the findings register, with the reason.",
          ],
        },
        topicArn: topicArns[severity],
      });
      tickets?.openFor(this, `${severity.toLowerCase()}-ticket`, ruleName, {
        values: { ...VALUES, finding: "$.detail.findings[0].Id" },
        fields: {
          title: `${severity} in ${environment}: <title>`,
          description: "<product> found it in account <account>, <region>, at <resource>.",
          severity,
          due: `react ${reaction}, resolve within ${resolvedWithin}`,
          finding: "<finding>",
        },
      });
    }
  }
}
