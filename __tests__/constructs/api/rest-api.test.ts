import { RestApi, type RestApiProps } from "../../../constructs/api/rest-api";
import { BACKEND } from "../../support/entry";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const USER_POOL = {
  by: "user-pool",
  userPoolArn: "arn:aws:cognito-idp:ap-northeast-1:111111111111:userpool/ap-northeast-1_abc",
  issuer: "https://cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_abc",
  clientIds: ["client-1"],
} as const;
const CLIENT = { ratePerSecond: 50, burst: 100, quota: { requests: 100_000, per: "DAY" } } as const;
const CORS = {
  origins: ["https://partner.example.com"],
  methods: ["GET", "POST"],
  headers: ["Authorization", "Content-Type"],
};
const MINIMAL: RestApiProps = {
  name: "shop-prod",
  stageName: "prod",
  backend: { ...BACKEND, vpcLinkId: "link-1" },
  authorization: USER_POOL,
  throttle: { ratePerSecond: 100, burst: 200 },
  logs: { retentionDays: 30 },
  mayLog: [],
};
const api = (change: Partial<RestApiProps> = {}) =>
  synthesizeStack((stack) => new RestApi(stack, "api", { ...MINIMAL, ...change }));
const refusal = (change: Partial<RestApiProps>) => refusalOf(() => api(change));

describe("a REST API", () => {
  const minimal = api();
  const API_ID = "${aws_api_gateway_rest_api.api_api.id}";
  const ROOT = "${aws_api_gateway_rest_api.api_api.root_resource_id}";
  const BELOW = "${aws_api_gateway_resource.api_below.id}";

  test("EN-186, EN-188: is regional, imports no definition and validates nothing", () => {
    expect(minimal.one("aws_api_gateway_rest_api", "api_api")).toEqual({
      name: "shop-prod",
      endpoint_configuration: { types: ["REGIONAL"] },
      disable_execute_api_endpoint: false,
    });
    expect(minimal.ids("aws_api_gateway_request_validator")).toEqual([]);
  });

  test("EN-184: has {proxy+} as its only path, and ANY there and at the root, for signed-in users alone", () => {
    expect(minimal.all("aws_api_gateway_resource")).toEqual({
      api_below: { rest_api_id: API_ID, parent_id: ROOT, path_part: "{proxy+}" },
    });
    const authorized = {
      rest_api_id: API_ID,
      http_method: "ANY",
      authorization: "COGNITO_USER_POOLS",
      authorizer_id: "${aws_api_gateway_authorizer.api_authorizer_authorizer.id}",
    };
    expect(minimal.all("aws_api_gateway_method")).toEqual({
      "api_root-any_method": { ...authorized, resource_id: ROOT },
      "api_below-any_method": {
        ...authorized,
        resource_id: BELOW,
        request_parameters: { "method.request.path.proxy": true },
      },
    });
  });

  test("EN-198: hands requests by a link straight to the load balancer, and waits 29 seconds", () => {
    expect(minimal.one("aws_api_gateway_integration", "api_below-any_integration")).toEqual({
      rest_api_id: API_ID,
      resource_id: BELOW,
      http_method: "${aws_api_gateway_method.api_below-any_method.http_method}",
      type: "HTTP_PROXY",
      integration_http_method: "ANY",
      uri: `${BACKEND.url}/{proxy}`,
      connection_type: "VPC_LINK",
      connection_id: "link-1",
      integration_target: BACKEND.loadBalancerArn,
      request_parameters: { "integration.request.path.proxy": "method.request.path.proxy" },
      timeout_milliseconds: 29_000,
    });
    expect(minimal.one("aws_api_gateway_integration", "api_root-any_integration")["uri"]).toBe(
      `${BACKEND.url}/`,
    );
  });

  test("EN-182: checks the tokens of a user pool, or scopes of access tokens", () => {
    expect(minimal.one("aws_api_gateway_authorizer", "api_authorizer_authorizer")).toEqual({
      name: "shop-prod",
      rest_api_id: API_ID,
      type: "COGNITO_USER_POOLS",
      provider_arns: [USER_POOL.userPoolArn],
      identity_source: "method.request.header.Authorization",
    });
    expect(
      api({ authorization: { ...USER_POOL, scopes: ["orders/read"] } }).one(
        "aws_api_gateway_method",
        "api_root-any_method",
      )["authorization_scopes"],
    ).toEqual(["orders/read"]);
  });

  test("EN-183: takes a function of one's own with a reason, which may be called by this authorizer alone", () => {
    const custom = {
      by: "function",
      functionName: "authorizer",
      invokeArn: "arn:aws:apigateway:ap-northeast-1:lambda:path/authorizer",
    } as const;
    const made = api({
      authorization: { ...custom, reason: "tenants have identity providers of their own" },
    });
    expect(made.one("aws_api_gateway_authorizer", "api_authorizer_authorizer")).toMatchObject({
      type: "TOKEN",
      authorizer_uri: custom.invokeArn,
    });
    expect(made.one("aws_lambda_permission", "api_authorizer_may-invoke")).toEqual({
      function_name: "authorizer",
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      source_arn:
        "${aws_api_gateway_rest_api.api_api.execution_arn}/authorizers/${aws_api_gateway_authorizer.api_authorizer_authorizer.id}",
    });
    expect(refusal({ authorization: { ...custom, reason: " " } })).toBe(
      "unit-test/api.authorization.reason: says why a user pool does not decide, got  ; write the reason, or authorize by the user pool",
    );
  });

  test("EN-183: lets the application authorize, with the reason beside it", () => {
    const reason = "tenants decide, and an authorizer would cost a call for each request";
    const made = api({ authorization: { by: "application", reason } });
    expect(made.one("aws_api_gateway_method", "api_below-any_method")["authorization"]).toBe("NONE");
    expect(made.ids("aws_api_gateway_authorizer")).toEqual([]);
    expect(JSON.stringify(made.json["//"])).toContain(reason);
  });

  test("EN-187: answers no preflight itself where no page of another origin uses it", () => {
    expect(minimal.ids("aws_api_gateway_method")).toEqual(["api_below-any_method", "api_root-any_method"]);
    expect(minimal.ids("aws_api_gateway_gateway_response")).toEqual([]);
  });

  describe("with pages of another origin", () => {
    const cors = api({ cors: CORS });
    const two = api({ cors: { ...CORS, origins: [...CORS.origins, "https://other.example.com"] } });

    test("EN-187: answers preflights by MOCK without a token, at the root and below", () => {
      for (const [paths, resource] of [
        ["root", ROOT],
        ["below", BELOW],
      ]) {
        expect(cors.one("aws_api_gateway_method", `api_${paths}-preflight_method`)).toEqual({
          rest_api_id: API_ID,
          resource_id: resource,
          http_method: "OPTIONS",
          authorization: "NONE",
        });
        expect(cors.one("aws_api_gateway_integration", `api_${paths}-preflight_integration`)).toMatchObject({
          type: "MOCK",
          request_templates: { "application/json": '{ "statusCode": 204 }' },
        });
      }
      const answer = cors.one("aws_api_gateway_integration_response", "api_below-preflight_answer");
      expect(answer["response_parameters"]).toEqual({
        "method.response.header.Access-Control-Allow-Origin": "'https://partner.example.com'",
        "method.response.header.Access-Control-Allow-Methods": "'GET,POST'",
        "method.response.header.Access-Control-Allow-Headers": "'Authorization,Content-Type'",
        "method.response.header.Access-Control-Max-Age": "'600'",
      });
      const declared = cors.one("aws_api_gateway_method_response", "api_below-preflight_response");
      expect(Object.keys(declared["response_parameters"] as object)).toEqual(
        Object.keys(answer["response_parameters"] as object),
      );
    });

    test("EN-187: puts the origin on its own errors", () => {
      expect(
        Object.values(cors.all("aws_api_gateway_gateway_response")).map(
          ({ response_type: type, response_parameters: headers }) => [type, headers],
        ),
      ).toEqual([
        [
          "DEFAULT_4XX",
          { "gatewayresponse.header.Access-Control-Allow-Origin": "'https://partner.example.com'" },
        ],
        [
          "DEFAULT_5XX",
          { "gatewayresponse.header.Access-Control-Allow-Origin": "'https://partner.example.com'" },
        ],
      ]);
    });

    test("EN-187: of several origins it allows the one that was asked for, if it is in the list", () => {
      const answer = two.one("aws_api_gateway_integration_response", "api_root-preflight_answer");
      const template = (answer["response_templates"] as Record<string, string>)["application/json"];
      expect(template).toContain(
        '#if(["https://partner.example.com", "https://other.example.com"].contains($origin))',
      );
      expect(template).toContain(
        "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
      );
    });

    test.each([
      [
        { origins: ["*"], credentials: "included" },
        "unit-test/api.cors.credentials: are not included for every origin, as any page could then act for the user, got origin *; name the origins, or omit credentials",
      ],
      [
        { origins: [] },
        "unit-test/api.cors.origins: are at least one, got none; name the pages, or leave cors out where they have the API's own domain",
      ],
      [
        { origins: ["https://partner.example.com/"] },
        "unit-test/api.cors.origins: are scheme and host in lower case, without a path, got https://partner.example.com/; write it like https://partner.example.com",
      ],
      [
        { origins: ["*", "https://a.example.com"] },
        "unit-test/api.cors.origins: are either every origin or some, got *, https://a.example.com; leave * out, or name nothing beside it",
      ],
      [
        { methods: ["*"] },
        "unit-test/api.cors.methods: are of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, got *; name each of them, as * does not stand for all where browsers send credentials",
      ],
      [
        { headers: ["*"] },
        "unit-test/api.cors.headers: are names of headers, got *; name each of them, as * does not cover Authorization",
      ],
    ] as const)("EN-187: refuses %j", (change, message) => {
      expect(refusal({ cors: { ...CORS, ...change } })).toBe(message);
    });

    test("EN-187: takes every origin where no credentials are sent", () => {
      expect(
        api({ cors: { ...CORS, origins: ["*"] } }).one(
          "aws_api_gateway_integration_response",
          "api_root-preflight_answer",
        )["response_parameters"],
      ).toMatchObject({ "method.response.header.Access-Control-Allow-Origin": "'*'" });
    });
  });

  test("EN-191: counts the requests of each client by its key, whose value is nobody's to state", () => {
    const made = api({
      clients: { web: CLIENT, partner: { ...CLIENT, apiKey: { existingKeyId: "abcde12345" } } },
    });
    expect(made.one("aws_api_gateway_usage_plan", "api_client-web_plan")).toEqual({
      name: "shop-prod-web",
      api_stages: [{ api_id: API_ID, stage: "${aws_api_gateway_stage.api_stage_stage.stage_name}" }],
      throttle_settings: { rate_limit: 50, burst_limit: 100 },
      quota_settings: { limit: 100_000, period: "DAY" },
    });
    expect(made.all("aws_api_gateway_api_key")).toEqual({
      "api_client-web_key": {
        name: "shop-prod-web",
        description: "Tells one client from another; no proof of who calls",
      },
    });
    expect(made.one("aws_api_gateway_usage_plan_key", "api_client-web_plan-key")).toEqual({
      usage_plan_id: "${aws_api_gateway_usage_plan.api_client-web_plan.id}",
      key_id: "${aws_api_gateway_api_key.api_client-web_key.id}",
      key_type: "API_KEY",
    });
    expect(made.one("aws_api_gateway_usage_plan_key", "api_client-partner_plan-key")["key_id"]).toBe(
      "abcde12345",
    );
    expect(made.one("aws_api_gateway_method", "api_below-any_method")["api_key_required"]).toBe(true);
  });

  test("EN-191: asks for no key where clients are not told apart", () => {
    expect(minimal.one("aws_api_gateway_method", "api_below-any_method")).not.toHaveProperty(
      "api_key_required",
    );
  });

  test.each([
    [{ ...CLIENT, ratePerSecond: 0 }, "clients.web.ratePerSecond: is more than 0, got 0; raise it"],
    [{ ...CLIENT, burst: 0.5 }, "clients.web.burst: is a whole number from 1, got 0.5; choose such a number"],
    [
      { ...CLIENT, quota: { requests: 0, per: "DAY" as const } },
      "clients.web.quota.requests: is a whole number from 1, got 0; choose such a number",
    ],
    [
      { ...CLIENT, apiKey: { existingKeyId: "the-secret-value-of-a-key" } },
      "clients.web.apiKey.existingKeyId: is the id of a key, not its value, got something else; write the 10 lower-case letters and digits that the console shows as ID",
    ],
  ])("EN-191: refuses the limits %j", (limits, message) => {
    expect(refusal({ clients: { web: limits } })).toBe(`unit-test/api.${message}`);
  });

  test("EN-192, EN-195: limits all callers together, logs its errors and keeps no responses", () => {
    expect(minimal.one("aws_api_gateway_method_settings", "api_stage_settings")).toEqual({
      rest_api_id: API_ID,
      stage_name: "${aws_api_gateway_stage.api_stage_stage.stage_name}",
      method_path: "*/*",
      settings: {
        metrics_enabled: true,
        logging_level: "ERROR",
        data_trace_enabled: false,
        throttling_rate_limit: 100,
        throttling_burst_limit: 200,
      },
    });
    expect(minimal.one("aws_api_gateway_stage", "api_stage_stage")).not.toHaveProperty(
      "cache_cluster_enabled",
    );
  });

  test("EN-195: keeps responses where it is told to, encrypted, and apart for each token and query", () => {
    const cached = api({ cache: { sizeGb: "0.5", ttlSeconds: 60, queryStrings: ["page"] } });
    expect(cached.one("aws_api_gateway_stage", "api_stage_stage")).toMatchObject({
      cache_cluster_enabled: true,
      cache_cluster_size: "0.5",
    });
    expect(cached.one("aws_api_gateway_method_settings", "api_stage_settings")["settings"]).toMatchObject({
      caching_enabled: true,
      cache_ttl_in_seconds: 60,
      cache_data_encrypted: true,
    });
    expect(
      cached.one("aws_api_gateway_integration", "api_below-any_integration")["cache_key_parameters"],
    ).toEqual([
      "method.request.path.proxy",
      "method.request.header.Authorization",
      "method.request.querystring.page",
    ]);
    expect(refusal({ cache: { sizeGb: "0.5", ttlSeconds: 0, queryStrings: [] } })).toBe(
      "unit-test/api.cache.ttlSeconds: is a whole number from 1 to 3600, got 0; choose one of that range, or leave the cache out",
    );
  });

  test("EN-196: waits longer than 29 seconds only where AWS has raised the limit", () => {
    expect(refusal({ timeoutMs: 29_001 })).toBe(
      "unit-test/api.timeoutMs: is a whole number from 50 to 29000, got 29001; answer sooner, or have AWS raise the limit and set timeoutQuotaRaised",
    );
    expect(
      api({ timeoutMs: 300_000, timeoutQuotaRaised: true }).one(
        "aws_api_gateway_integration",
        "api_root-any_integration",
      )["timeout_milliseconds"],
    ).toBe(300_000);
    expect(refusal({ timeoutMs: 300_001, timeoutQuotaRaised: true })).toBe(
      "unit-test/api.timeoutMs: is a whole number from 50 to 300000, got 300001; choose one of that range",
    );
  });

  test("EN-199: has one stage, with a line in JSON on each request and variables where there are any", () => {
    const { access_log_settings: log, ...stage } = api({ variables: { backend: "blue" } }).one(
      "aws_api_gateway_stage",
      "api_stage_stage",
    );
    expect(stage).toMatchObject({
      stage_name: "prod",
      deployment_id: "${aws_api_gateway_deployment.api_deployment.id}",
      variables: { backend: "blue" },
      xray_tracing_enabled: true,
    });
    const { destination_arn: group, format } = log as Record<"destination_arn" | "format", string>;
    expect(group).toBe("${aws_cloudwatch_log_group.api_stage_access-log_group.arn}");
    expect(JSON.parse(format)).toMatchObject({
      requestId: "$context.requestId",
      status: "$context.status",
      client: "$context.identity.apiKeyId",
    });
    expect(minimal.ids("aws_api_gateway_stage")).toEqual(["api_stage_stage"]);
    expect(minimal.one("aws_api_gateway_stage", "api_stage_stage")).not.toHaveProperty("variables");
  });

  test("makes the log group first that API Gateway would make without an end", () => {
    expect(minimal.one("aws_cloudwatch_log_group", "api_stage_execution-log_group")).toEqual({
      name: `API-Gateway-Execution-Logs_${API_ID}/prod`,
      retention_in_days: 30,
    });
    expect(minimal.one("aws_api_gateway_stage", "api_stage_stage")["depends_on"]).toEqual([
      "aws_cloudwatch_log_group.api_stage_execution-log_group",
    ]);
  });

  test("is deployed anew when something that a deployment freezes changes, and says what", () => {
    const triggers = (change: Partial<RestApiProps>) =>
      api(change).one("aws_api_gateway_deployment", "api_deployment")["triggers"] as Record<string, string>;
    const before = triggers({});
    expect(before).toEqual({
      backend: `${BACKEND.url} by link-1`,
      timeout: "29000 ms",
      authorization: USER_POOL.userPoolArn,
      "api-keys": "not asked for",
      cors: "none",
      cache: "none",
    });
    const changed = (change: Partial<RestApiProps>) =>
      Object.entries(triggers(change)).flatMap(([key, value]) => (before[key] === value ? [] : [key]));
    expect(changed({ cors: CORS })).toEqual(["cors"]);
    expect(changed({ clients: { web: CLIENT } })).toEqual(["api-keys"]);
    expect(changed({ timeoutMs: 10_000 })).toEqual(["timeout"]);
    expect(changed({ throttle: { ratePerSecond: 1, burst: 1 } })).toEqual([]);
  });

  test("EN-185: puts one function behind all paths, which may be called by this API alone", () => {
    const made = api({ backend: { functionName: "orders", invokeArn: "arn:invoke" } });
    expect(made.one("aws_api_gateway_integration", "api_below-any_integration")).toMatchObject({
      type: "AWS_PROXY",
      integration_http_method: "POST",
      uri: "arn:invoke",
    });
    expect(made.all("aws_lambda_permission")).toEqual({
      "api_may-invoke": {
        function_name: "orders",
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        source_arn: "${aws_api_gateway_rest_api.api_api.execution_arn}/*/*",
      },
    });
  });

  test("answers under a domain of its own alone where it has one", () => {
    expect(
      api({ reachedAt: "own-domain" }).one("aws_api_gateway_rest_api", "api_api")[
        "disable_execute_api_endpoint"
      ],
    ).toBe(true);
  });
});
