import type { App } from "cdktf";
import { Port } from "../../constructs/network/port";
import { FunctionStack, type FunctionStackProps } from "../../stacks/function-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { NETWORK } from "../support/service-fixture";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

function compose(app: App, overrides: Partial<FunctionStackProps>): void {
  const { exports: registry } = new RegistryStack(app, {
    environment: ENVIRONMENT,
    repositoryNames: { api: "example-api" },
    keepImages: 10,
  });
  new FunctionStack(app, {
    environment: ENVIRONMENT,
    functionName: "example-test-api",
    description: "Answers all requests of the API",
    image: "api",
    registry,
    timeoutSeconds: 29,
    memoryMiB: 1024,
    logRetentionDays: 30,
    ...overrides,
  });
}

const synthesize = (overrides: Partial<FunctionStackProps> = {}): Workspace =>
  synthesizeApp((app) => {
    compose(app, overrides);
  })["function-test"]!;

describe("the layer of the function behind an API", () => {
  test("EN-185: is one function, whatever the paths, of the API's image", () => {
    const layer = synthesize();

    expect(layer.ids("aws_lambda_function")).toEqual(["api_function"]);
    expect(layer.one("aws_lambda_function", "api_function")).toMatchObject({
      function_name: "example-test-api",
      package_type: "Image",
      timeout: 29,
    });
    expect(layer.one("aws_lambda_function", "api_function")["image_uri"]).toContain(
      "api-images_repository-repository_url}:",
    );
    expect(layer.json["output"]).toMatchObject({
      function_name: { value: "${aws_lambda_function.api_function.function_name}" },
    });
  });

  test("EN-219: reaches the database where its values say so, and nothing reaches it", () => {
    const layer = synthesize({
      reaches: {
        network: NETWORK,
        tier: "app",
        flows: [
          {
            peer: { securityGroupId: "sg-aurora", name: "aurora" },
            port: Port.tcp(5432),
            why: "Rows",
          },
        ],
      },
    });

    expect(layer.one("aws_lambda_function", "api_function")).toMatchObject({
      vpc_config: { subnet_ids: ["subnet-app-a", "subnet-app-c"] },
    });
    expect(layer.ids("aws_vpc_security_group_egress_rule")).toEqual([
      "api_security-group_to-aurora-tcp-5432_egress",
      "api_security-group_to-endpoints-tcp-443_egress",
      "api_security-group_to-s3-tcp-443_egress",
    ]);
    expect(
      Object.values(layer.all("aws_vpc_security_group_ingress_rule")).map(
        (rule) => rule["security_group_id"],
      ),
    ).toEqual(["sg-aurora", "sg-endpoints"]);
  });

  test("what it may do is what its values say", () => {
    const layer = synthesize({
      permissions: { jobs: [{ sid: "Send", actions: ["sqs:SendMessage"], resources: ["arn:queue"] }] },
    });

    expect(layer.ids("aws_iam_role_policy")).toEqual(["api_jobs", "api_send-traces", "api_write-logs"]);
  });

  test("EN-185: refuses an image that the registry lacks", () => {
    expect(refusalOf(() => synthesize({ image: "web" }))).toBe(
      "function-test.image: is an image of the registry, got web; use one of api",
    );
  });

  test("EN-220: refuses what API Gateway does not wait for", () => {
    expect(refusalOf(() => synthesize({ timeoutSeconds: 30 }))).toContain(
      "timeoutSeconds: must be 1 to 29 seconds behind API Gateway, got 30",
    );
  });
});
