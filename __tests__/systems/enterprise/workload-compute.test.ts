import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { DECISIONS } from "../../../systems/enterprise/workload/decisions/config";
import { statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { type Change, synthesizeAccounts } from "./composed";

const BECAUSE = "nobody calls it for days, and then many do at once";
const withLambda: Change = (config) =>
  config.kind === "workload"
    ? {
        ...config,
        workload: {
          ...config.workload,
          decisions: {
            traits: { ...DECISIONS.traits, traffic: "unpredictable" },
            choices: { compute: { use: "lambda", because: BECAUSE } },
          },
        },
      }
    : config;

describe("an account whose services are containers", () => {
  let layers: Readonly<Record<string, Workspace>>;

  beforeAll(() => {
    layers = synthesizeAccounts(["prod"]);
  });

  test("EN-219: has no function", () => {
    expect(Object.keys(layers)).not.toContain("function-prod");
    for (const [id, layer] of Object.entries(layers)) {
      // The canary of the health check is not the workload's.
      if (id !== "health-check-prod") {
        expect([id, layer.ids("aws_lambda_function")]).toEqual([id, []]);
      }
    }
  });

  test("EN-234: its batch runs on the instances of its services", () => {
    const { States } = JSON.parse(
      layers["jobs-prod"]!.one("aws_sfn_state_machine", "nightly-workflow_machine")["definition"] as string,
    ) as { States: Record<string, { Parameters: Record<string, unknown> }> };

    expect(States["settle"]!.Parameters["CapacityProviderStrategy"]).toEqual([
      { CapacityProvider: expect.stringContaining("capacity") as unknown, Weight: 1 },
    ]);
  });

  test("EN-239: its worker is a service of the cluster, for instances and for Fargate", () => {
    const service = layers["service-prod"]!;

    expect(service.one("aws_ecs_service", "worker-service_service")).toMatchObject({
      name: "enterprise-prod-worker",
    });
    expect(service.one("aws_ecs_service", "worker-service_service")).not.toHaveProperty("load_balancer");
    expect(service.one("aws_appautoscaling_target", "worker-service_scaling_target")).toMatchObject({
      min_capacity: 2,
      max_capacity: 10,
    });
  });

  test("EN-239, EN-245: the API may hand jobs over", () => {
    const handingOver = Object.entries(layers["service-prod"]!.all("aws_iam_role_policy")).filter(([id]) =>
      id.endsWith("hand-over-jobs"),
    );

    expect(handingOver.map(([id]) => id)).toEqual(["api-hand-over-jobs"]);
    expect(statements(handingOver[0]![1]["policy"])[0]).toMatchObject({ Action: ["sqs:SendMessage"] });
  });

  test.each(["aws_batch_", "aws_eks_", "aws_mq_", "aws_mwaa_"])(
    "EN-233, EN-236, EN-243, EN-246: has nothing of %s in any layer",
    (prefix) => {
      const types = Object.values(layers).flatMap(({ json }) => Object.keys(json["resource"] ?? {}));

      expect(types.filter((type) => type.startsWith(prefix))).toEqual([]);
    },
  );
});

describe("an account whose API is a function", () => {
  let layers: Readonly<Record<string, Workspace>>;

  beforeAll(() => {
    layers = synthesizeAccounts(["dev"], ORGANIZATION, withLambda);
  });

  test("EN-185, EN-219, EN-220: has one function behind the API, and no load balancer", () => {
    const made = layers["function-dev"]!;

    expect(made.ids("aws_lambda_function")).toEqual(["api_function"]);
    expect(made.one("aws_lambda_function", "api_function")).toMatchObject({
      function_name: "enterprise-dev-api",
      timeout: 29,
    });
    expect(Object.keys(layers)).not.toContain("ingress-dev");
  });

  test("EN-185: the API hands every path to it, and admits itself alone", () => {
    const api = layers["api-dev"]!;
    const integrations = Object.values(api.all("aws_api_gateway_integration"));

    const handedOn = integrations.filter(({ type }) => type === "AWS_PROXY");

    // The root has no path of its own beside {proxy+}.
    expect(handedOn).toHaveLength(2);
    for (const { uri, integration_http_method } of handedOn) {
      expect(uri).toContain("aws_lambda_function-api_function-invoke_arn");
      expect(integration_http_method).toBe("POST");
    }
    expect(api.ids("aws_apigatewayv2_vpc_link")).toEqual([]);
    expect(Object.values(api.all("aws_lambda_permission"))).toEqual([
      expect.objectContaining({
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        source_arn: expect.stringContaining(".execution_arn}/*/*") as unknown,
      }),
    ]);
  });

  test("EN-250: it logs to its own group, which ends", () => {
    expect(layers["function-dev"]!.one("aws_cloudwatch_log_group", "api_logs_group")).toMatchObject({
      name: "/aws/lambda/enterprise-dev-api",
      retention_in_days: 30,
      tags: { DataClass: "internal" },
    });
  });

  test("it reaches the database and the queue as the API's containers would", () => {
    const made = layers["function-dev"]!;

    expect(made.ids("aws_iam_role_policy")).toEqual([
      "api_database",
      "api_hand-over-jobs",
      "api_read-variables",
      "api_send-traces",
      "api_write-logs",
    ]);
    expect(made.one("aws_lambda_function", "api_function")).toHaveProperty("vpc_config");
  });

  test("EN-234: worker and batch run on Fargate, as there are no instances", () => {
    const { States } = JSON.parse(
      layers["jobs-dev"]!.one("aws_sfn_state_machine", "nightly-workflow_machine")["definition"] as string,
    ) as { States: Record<string, { Parameters: Record<string, unknown> }> };

    expect(States["settle"]!.Parameters["CapacityProviderStrategy"]).toEqual([
      { CapacityProvider: "FARGATE", Weight: 1 },
    ]);
    expect(layers["service-dev"]!.ids("aws_autoscaling_group")).toEqual([]);
    expect(layers["service-dev"]!.ids("aws_ecs_service")).toEqual(["worker-service_service"]);
  });
});
