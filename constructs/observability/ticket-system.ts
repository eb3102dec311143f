import { CloudwatchEventApiDestination } from "@cdktf/provider-aws/lib/cloudwatch-event-api-destination";
import { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { ServiceRole } from "../identity/service-role";

/** What stands in place of the key until somebody sets it; nobody is let in by it. */
const NO_KEY_YET = "set-by-hand";
const MOST_PER_SECOND = 300;

/** Where tickets are opened. */
export interface TicketSystemConfig {
  /** Address that takes a new ticket: `https://tickets.example.com/api/issues`. A `*` is refused. */
  readonly endpoint: string;
  /** Header in which the system expects its key: `Authorization`, `X-Api-Key`. */
  readonly keyHeader: string;
  /**
   * Most tickets in a second, 1 to 300; EventBridge holds the others back.
   *
   * @default 5
   */
  readonly mostPerSecond?: number | undefined;
}

/** Values of a {@link TicketSystem}. */
export interface TicketSystemProps extends TicketSystemConfig {
  /** Name of connection, destination and role: `findings-tickets`, at most 64 letters, digits and `_-.`. */
  readonly name: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
}

/** A ticket about an event. In its fields `<name>` stands for the value of that name. */
export interface Ticket {
  /** Values by name, each by its place in the event. */
  readonly values: Readonly<Record<string, string>>;
  /** What the ticket system is sent, as one JSON object. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A ticket system outside AWS, which EventBridge opens tickets in.
 *
 * Its key never passes through Terraform, which has no write-only argument for it: somebody sets it in the connection,
 * where AWS keeps it as a secret (docs/adr/119-key-of-the-ticket-system.md).
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export class TicketSystem extends Construct {
  private readonly destinationArn: string;
  private readonly role: ServiceRole;

  /** @throws ProblemsError when endpoint, header, rate or a name is not acceptable */
  public constructor(scope: Construct, id: string, props: TicketSystemProps) {
    super(scope, id);
    const { name, endpoint, keyHeader, mostPerSecond = 5, account, region } = props;
    const { path } = this.node;
    throwProblems(ticketSystemProblems(props, path));

    const connection = new CloudwatchEventConnection(this, "connection", {
      name: checkedName("aws_cloudwatch_event_connection", name, path),
      description: "Signs in to the ticket system; its key is set by hand",
      authorizationType: "API_KEY",
      authParameters: { apiKey: { key: keyHeader, value: NO_KEY_YET } },
      // Whoever sets the key does it past Terraform.
      lifecycle: { ignoreChanges: ["auth_parameters"] },
    });
    const destination = new CloudwatchEventApiDestination(this, "destination", {
      name: checkedName("aws_cloudwatch_event_api_destination", name, path),
      description: "Takes new tickets",
      invocationEndpoint: endpoint,
      httpMethod: "POST",
      invocationRateLimitPerSecond: mostPerSecond,
      connectionArn: connection.arn,
    });
    this.destinationArn = destination.arn;
    this.role = new ServiceRole(this, "role", {
      name,
      description: "Lets EventBridge open tickets",
      service: "events.amazonaws.com",
      source: { account, arn: `arn:aws:events:${region}:${account}:rule/*` },
    });
    this.role.grant(this, "open", {
      sid: "OpenTickets",
      actions: ["events:InvokeApiDestination"],
      resources: [destination.arn],
    });
  }

  /**
   * Opens a ticket for each event that a rule matches. EventBridge tries for a day, by which time somebody has read the
   * mail about it.
   *
   * @param scope - whose target it is
   * @param id - id of the target
   * @param ruleName - name of the rule
   */
  public openFor(scope: Construct, id: string, ruleName: string, { values, fields }: Ticket): void {
    new CloudwatchEventTarget(scope, id, {
      rule: ruleName,
      arn: this.destinationArn,
      roleArn: this.role.arn,
      inputTransformer: { inputPaths: { ...values }, inputTemplate: JSON.stringify(fields) },
      dependsOn: [...this.role.granted],
    });
  }
}

/** What EventBridge would refuse in a ticket system. */
export function ticketSystemProblems(
  { endpoint, keyHeader, mostPerSecond = 1 }: TicketSystemConfig,
  path: string,
): readonly Problem[] {
  return [
    ...(/^https:\/\/[\w.-]+(:\d+)?(\/[^\s*]*)?$/.test(endpoint)
      ? []
      : [
          {
            path: `${path}.endpoint`,
            rule: "must be an HTTPS address without a wildcard",
            got: endpoint,
            fix: "write it like https://tickets.example.com/api/issues",
          },
        ]),
    ...(/^[\w-]+$/.test(keyHeader)
      ? []
      : [
          {
            path: `${path}.keyHeader`,
            rule: "must be the name of a header",
            got: keyHeader,
            fix: "write it like X-Api-Key",
          },
        ]),
    ...(Number.isInteger(mostPerSecond) && mostPerSecond >= 1 && mostPerSecond <= MOST_PER_SECOND
      ? []
      : [
          {
            path: `${path}.mostPerSecond`,
            rule: `must be a whole number from 1 to ${MOST_PER_SECOND}`,
            got: mostPerSecond,
            fix: "choose such a number",
          },
        ]),
  ];
}
