import { HttpApi, type HttpApiProps } from "../../../constructs/api/http-api";
import { BACKEND } from "../../support/entry";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: HttpApiProps = {
  name: "shop-prod",
  stageName: "prod",
  backend: { ...BACKEND, vpcLinkId: "link-1" },
  authorization: {
    by: "user-pool",
    userPoolArn: "arn:pool",
    issuer: "https://cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_abc",
    clientIds: ["client-1"],
  },
  throttle: { ratePerSecond: 100, burst: 200 },
  logs: { retentionDays: 30 },
};
const api = (change: Partial<HttpApiProps> = {}) =>
  synthesizeStack((stack) => new HttpApi(stack, "api", { ...MINIMAL, ...change }));

describe("an HTTP API", () => {
  const minimal = api();
  const API_ID = "${aws_apigatewayv2_api.api_api.id}";

  test("EN-193, EN-186: is of the protocol HTTP and imports no definition", () => {
    expect(minimal.one("aws_apigatewayv2_api", "api_api")).toEqual({
      name: "shop-prod",
      protocol_type: "HTTP",
    });
  });

  test("EN-182, EN-184: hands ANY on, at the root and below, for tokens of the user pool's client", () => {
    expect(minimal.one("aws_apigatewayv2_authorizer", "api_authorizer")).toEqual({
      api_id: API_ID,
      name: "shop-prod",
      authorizer_type: "JWT",
      identity_sources: ["$request.header.Authorization"],
      jwt_configuration: {
        issuer: "https://cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_abc",
        audience: ["client-1"],
      },
    });
    const route = {
      api_id: API_ID,
      target: "integrations/${aws_apigatewayv2_integration.api_backend.id}",
      authorization_type: "JWT",
      authorizer_id: "${aws_apigatewayv2_authorizer.api_authorizer.id}",
    };
    expect(minimal.all("aws_apigatewayv2_route")).toEqual({
      "api_root-any": { ...route, route_key: "ANY /" },
      "api_below-any": { ...route, route_key: "ANY /{proxy+}" },
    });
  });

  test("EN-198: reaches the listener by a link, without the stage's name in the path", () => {
    expect(minimal.one("aws_apigatewayv2_integration", "api_backend")).toEqual({
      api_id: API_ID,
      integration_type: "HTTP_PROXY",
      integration_method: "ANY",
      integration_uri: BACKEND.listenerArn,
      connection_type: "VPC_LINK",
      connection_id: "link-1",
      request_parameters: { "overwrite:path": "$request.path" },
      timeout_milliseconds: 29_000,
    });
  });

  test("EN-192: limits all callers together and keeps a line on each request", () => {
    const { access_log_settings: log, ...stage } = minimal.one("aws_apigatewayv2_stage", "api_stage");
    expect(stage).toEqual({
      api_id: API_ID,
      name: "prod",
      auto_deploy: true,
      default_route_settings: {
        detailed_metrics_enabled: true,
        throttling_rate_limit: 100,
        throttling_burst_limit: 200,
      },
    });
    expect(log).toMatchObject({ destination_arn: "${aws_cloudwatch_log_group.api_access-log_group.arn}" });
  });

  test("EN-187: answers preflights itself, which need no token", () => {
    const made = api({
      cors: { origins: ["https://partner.example.com"], methods: ["GET"], headers: ["Authorization"] },
    });
    expect(made.one("aws_apigatewayv2_api", "api_api")["cors_configuration"]).toEqual({
      allow_origins: ["https://partner.example.com"],
      allow_methods: ["GET"],
      allow_headers: ["Authorization"],
      allow_credentials: false,
      max_age: 600,
    });
    expect(made.one("aws_apigatewayv2_route", "api_below-preflight")).toEqual({
      api_id: API_ID,
      route_key: "OPTIONS /{proxy+}",
      target: "integrations/${aws_apigatewayv2_integration.api_backend.id}",
    });
  });

  test("EN-185: invokes one function behind all paths", () => {
    const made = api({ backend: { functionName: "orders", invokeArn: "arn:invoke" } });
    expect(made.one("aws_apigatewayv2_integration", "api_backend")).toEqual({
      api_id: API_ID,
      integration_type: "AWS_PROXY",
      integration_uri: "arn:invoke",
      payload_format_version: "2.0",
      timeout_milliseconds: 29_000,
    });
    expect(made.one("aws_lambda_permission", "api_may-invoke")["source_arn"]).toBe(
      "${aws_apigatewayv2_api.api_api.execution_arn}/*/*",
    );
  });

  test("EN-196: waits no longer than 29 seconds", () => {
    expect(refusalOf(() => api({ timeoutMs: 30_000 }))).toBe(
      "unit-test/api.timeoutMs: is a whole number from 50 to 29000, got 30000; answer sooner, or have AWS raise the limit and set timeoutQuotaRaised",
    );
  });
});
