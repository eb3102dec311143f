import { Construct } from "constructs";
import {
  TicketSystem,
  type TicketSystemConfig,
  ticketSystemProblems,
} from "../../../constructs/observability/ticket-system";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const CONFIG: TicketSystemConfig = {
  endpoint: "https://tickets.example.com/api/issues",
  keyHeader: "X-Api-Key",
};

const synthesize = (config: Partial<TicketSystemConfig> = {}): Workspace =>
  synthesizeStack((stack) => {
    const tickets = new TicketSystem(stack, "tickets", {
      ...CONFIG,
      ...config,
      name: "shop-tickets",
      account: "111111111111",
      region: "ap-northeast-1",
    });
    tickets.openFor(new Construct(stack, "alerts"), "ticket", "shop-rule", {
      values: { title: "$.detail.title" },
      fields: { title: "HIGH: <title>", severity: "HIGH" },
    });
  });

describe("the ticket system", () => {
  test("M-27, EN-042: is called with a key that Terraform never learns", () => {
    expect(synthesize().one("aws_cloudwatch_event_connection", "tickets_connection")).toEqual({
      name: "shop-tickets",
      description: "Signs in to the ticket system; its key is set by hand",
      authorization_type: "API_KEY",
      auth_parameters: { api_key: { key: "X-Api-Key", value: "set-by-hand" } },
      lifecycle: { ignore_changes: ["auth_parameters"] },
    });
  });

  test("M-27: takes new tickets at its address, a few in a second", () => {
    const destination = synthesize().one("aws_cloudwatch_event_api_destination", "tickets_destination");

    expect(destination).toEqual({
      name: "shop-tickets",
      description: "Takes new tickets",
      invocation_endpoint: "https://tickets.example.com/api/issues",
      http_method: "POST",
      invocation_rate_limit_per_second: 5,
      connection_arn: "${aws_cloudwatch_event_connection.tickets_connection.arn}",
    });
    expect(
      synthesize({ mostPerSecond: 1 }).one("aws_cloudwatch_event_api_destination", "tickets_destination"),
    ).toMatchObject({ invocation_rate_limit_per_second: 1 });
  });

  test("M-27: gets a ticket of each event, by a role that may open tickets alone", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_cloudwatch_event_target", "alerts_ticket")).toEqual({
      rule: "shop-rule",
      arn: "${aws_cloudwatch_event_api_destination.tickets_destination.arn}",
      role_arn: "${aws_iam_role.tickets_role_role.arn}",
      input_transformer: {
        input_paths: { title: "$.detail.title" },
        input_template: '{"title":"HIGH: <title>","severity":"HIGH"}',
      },
      depends_on: ["aws_iam_role_policy.tickets_open"],
    });
    expect(
      JSON.parse(workspace.one("aws_iam_role_policy", "tickets_open")["policy"] as string),
    ).toMatchObject({
      Statement: [
        {
          Action: ["events:InvokeApiDestination"],
          Resource: ["${aws_cloudwatch_event_api_destination.tickets_destination.arn}"],
        },
      ],
    });
  });

  test.each<[Partial<TicketSystemConfig>, string]>([
    [{ endpoint: "http://tickets.example.com/" }, "endpoint: must be an HTTPS address without a wildcard"],
    [{ endpoint: "https://tickets.example.com/*/issues" }, "endpoint: must be an HTTPS address"],
    [{ keyHeader: "X Api Key" }, "keyHeader: must be the name of a header"],
    [{ mostPerSecond: 0 }, "mostPerSecond: must be a whole number from 1 to 300, got 0"],
    [{ mostPerSecond: 301 }, "mostPerSecond: must be a whole number from 1 to 300, got 301"],
  ])("refuses %j", (config, message) => {
    expect(refusalOf(() => synthesize(config))).toContain(message);
  });

  test("takes an address without a path", () => {
    expect(ticketSystemProblems({ ...CONFIG, endpoint: "https://tickets.example.com" }, "tickets")).toEqual(
      [],
    );
  });
});
