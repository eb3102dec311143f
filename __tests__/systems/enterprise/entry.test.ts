import { ENTRY } from "../../../systems/enterprise/workload/entry/config";
import { entryProblems } from "../../../systems/enterprise/workload/entry/schema";
import { formatProblem } from "../../../constructs/core/errors";
import { decisionsWith, type EntryCase, synthesizeEntry } from "../../support/entry";
import type { Workspace } from "../../support/synthesis";

type Layers = Readonly<Record<string, Workspace>>;

const PROTECTED = { protection: "protected" } as const;
const PARTNERS = { highAvailability: false, manyUnknown: false, overseas: false, reason: "a contract" };
/** Few partners near by, without a site. */
const B2B = { audience: "b2b", siteOnCloudFront: false, partners: PARTNERS } as const;
/** Callers of the same house. */
const INTERNAL = {
  audience: "internal",
  siteOnCloudFront: false,
  boundary: "own-system",
  rateLimits: "none",
} as const;

const distribution = (layers: Layers) =>
  layers["edge-test"]!.one("aws_cloudfront_distribution", "cdn_distribution");
const behaviours = (layers: Layers) =>
  (distribution(layers)["ordered_cache_behavior"] as Record<string, unknown>[]).map(
    ({ path_pattern, target_origin_id, cache_policy_id }) => [
      path_pattern,
      target_origin_id,
      cache_policy_id,
    ],
  );
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const types = (workspace: Workspace) => Object.keys(workspace.json["resource"]!);
const problems = (given: EntryCase = {}) =>
  entryProblems({ ...ENTRY.prod, ...given.config }, decisionsWith(given), "entry").map(formatProblem);

describe("the entry of an API for consumers", () => {
  let layers: Layers;
  let edge: Workspace;
  let api: Workspace;
  beforeAll(() => {
    layers = synthesizeEntry({ environment: PROTECTED });
    edge = layers["edge-test"]!;
    api = layers["api-test"]!;
  });

  test("EN-200: has one distribution, whose origin for the API is API Gateway's stage", () => {
    expect(edge.ids("aws_cloudfront_distribution")).toEqual(["cdn_distribution"]);
    const origins = distribution(layers)["origin"] as Record<string, unknown>[];
    expect(origins.map(({ origin_id: id }) => id)).toEqual(["site", "api"]);
    expect(origins[1]).toEqual({
      origin_id: "api",
      domain_name: expect.stringMatching(/^\$\{.*\}\.execute-api\.ap-northeast-1\.amazonaws\.com$/),
      origin_path: expect.stringMatching(/^\/\$\{.*stage_name\}$/),
      custom_header: [{ name: "x-origin-verify", value: "${random_password.origin-secret_value-1.result}" }],
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
      },
    });
  });

  test("EN-178, EN-201: serves the application from a private bucket under the API's domain", () => {
    expect(distribution(layers)["aliases"]).toEqual(["app.dev.example.com"]);
    expect(distribution(layers)["default_cache_behavior"]).toMatchObject({ target_origin_id: "site" });
    expect(edge.ids("aws_cloudfront_origin_access_control")).toEqual(["cdn_access-to-site"]);
    expect(edge.one("aws_s3_bucket_public_access_block", "site_public-access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(edge.one("aws_s3_bucket", "site_bucket")["tags"]).toMatchObject({ DataClass: "public" });
  });

  test("EN-208: keeps no response of the API, and sends it everything but the Host header", () => {
    expect(behaviours(layers)).toEqual([["/api/*", "api", CACHING_DISABLED]]);
    expect(
      (distribution(layers)["ordered_cache_behavior"] as Record<string, unknown>[])[0]![
        "origin_request_policy_id"
      ],
    ).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac");
  });

  test("EN-208: keeps what somebody has declared, for everyone or for each user", () => {
    const ttls = { minTtlSeconds: 0, defaultTtlSeconds: 60, maxTtlSeconds: 300 };
    const cached = synthesizeEntry({
      config: {
        cacheablePaths: {
          catalogue: { pathPattern: "/api/catalogue/*", sameFor: "everyone", ...ttls },
          orders: { pathPattern: "/api/orders/*", sameFor: "one-user", ...ttls },
        },
      },
    });
    expect(behaviours(cached).map(([path]) => path)).toEqual(["/api/catalogue/*", "/api/orders/*", "/api/*"]);
    const headersOf = (id: string) =>
      (
        cached["edge-test"]!.one("aws_cloudfront_cache_policy", id)[
          "parameters_in_cache_key_and_forwarded_to_origin"
        ] as { headers_config: object }
      ).headers_config;
    expect(headersOf("behaviours_catalogue_policy")).toEqual({ header_behavior: "none" });
    expect(headersOf("behaviours_orders_policy")).toEqual({
      header_behavior: "whitelist",
      headers: { items: ["Authorization"] },
    });
  });

  test("EN-202: has a web ACL of CloudFront's scope in us-east-1, and Shield Standard, which needs nothing", () => {
    expect(distribution(layers)["web_acl_id"]).toBe("${aws_wafv2_web_acl.web-acl_web-acl.arn}");
    const acl = edge.one("aws_wafv2_web_acl", "web-acl_web-acl");
    expect([acl["scope"], acl["provider"]]).toEqual(["CLOUDFRONT", "aws.us-east-1"]);
    expect(types(edge).filter((type) => type.startsWith("aws_shield"))).toEqual([]);
  });

  test.each([
    ["count" as const, "count", "count"],
    ["enforce" as const, "none", "block"],
  ])(
    "EN-202: its rules %s: common, bad inputs, bad addresses, 2000 requests in five minutes",
    (mode, group, rate) => {
      const acl = synthesizeEntry({ config: { webAcl: { mode, requestsPerAddress: 2_000 } } })[
        "edge-test"
      ]!.one("aws_wafv2_web_acl", "web-acl_web-acl");
      const rules = (acl["rule"] as Record<string, Record<string, unknown>>[]).slice(1);
      expect(
        rules
          .slice(0, 3)
          .map(({ statement, override_action: action }) => [
            (statement!["managed_rule_group_statement"] as { name: string }).name,
            Object.keys(action!),
          ]),
      ).toEqual([
        ["AWSManagedRulesCommonRuleSet", [group]],
        ["AWSManagedRulesKnownBadInputsRuleSet", [group]],
        ["AWSManagedRulesAmazonIpReputationList", [group]],
      ]);
      expect([rules[3]!["statement"], Object.keys(rules[3]!["action"]!)]).toEqual([
        { rate_based_statement: { limit: 2_000, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
        [rate],
      ]);
    },
  );

  test("EN-129: keeps the admin screens for the office whatever the other rules do, and asks for a second factor", () => {
    const [restriction] = edge.one("aws_wafv2_web_acl", "web-acl_web-acl")["rule"] as Record<
      string,
      unknown
    >[];
    expect(restriction).toMatchObject({
      name: "example-test-admin-screens",
      priority: 0,
      action: { block: {} },
    });
    expect(edge.one("aws_wafv2_ip_set", "admin-screens_addresses")["addresses"]).toEqual(["203.0.113.0/28"]);
    const users = synthesizeEntry({ config: { users: ENTRY.prod.users } })["identity-test"]!;
    expect(users.one("aws_cognito_user_pool", "users_pool")).toMatchObject({
      mfa_configuration: "ON",
      password_policy: { minimum_length: 12 },
    });
  });

  test("EN-207: lets the API answer this distribution alone", () => {
    const association = edge.one("aws_wafv2_web_acl_association", "origin-guard_web-acl_before-api");
    expect(association["resource_arn"]).toMatch(/aws_api_gateway_stage-rest-api_stage_stage-arn\}$/);
    expect(edge.one("aws_wafv2_web_acl", "origin-guard_web-acl_web-acl")).toMatchObject({
      scope: "REGIONAL",
      default_action: { block: {} },
    });
    expect(distribution(layers)["depends_on"]).toEqual(["aws_wafv2_web_acl.origin-guard_web-acl_web-acl"]);
  });

  test("EN-202: speaks TLS 1.2 with viewers and keeps their requests", () => {
    expect(distribution(layers)["viewer_certificate"]).toMatchObject({
      minimum_protocol_version: "TLSv1.2_2021",
    });
    expect(edge.ids("aws_cloudwatch_log_delivery")).toEqual(["cdn-logs_delivery"]);
    expect(edge.ids("aws_wafv2_web_acl_logging_configuration")).toEqual([
      "origin-guard_web-acl_logging",
      "web-acl_logging",
    ]);
  });

  test("EN-180, EN-191, EN-192: is a REST API with limits for all and for each client", () => {
    expect(api.ids("aws_api_gateway_rest_api")).toEqual(["rest-api_api"]);
    expect(api.ids("aws_apigatewayv2_api")).toEqual([]);
    expect(api.ids("aws_api_gateway_usage_plan")).toEqual([
      "rest-api_client-partner_plan",
      "rest-api_client-web_plan",
    ]);
    expect(api.one("aws_api_gateway_method_settings", "rest-api_stage_settings")["settings"]).toMatchObject({
      throttling_rate_limit: 100,
      throttling_burst_limit: 200,
    });
  });

  test("EN-182: takes tokens of the account's user pool, which pages get without a secret", () => {
    expect(
      (
        api.one("aws_api_gateway_authorizer", "rest-api_authorizer_authorizer")["provider_arns"] as string[]
      )[0],
    ).toMatch(/identity-test\.outputs\.to-other-stacks-aws_cognito_user_pool-users_pool-arn\}$/);
    const users = layers["identity-test"]!;
    expect(users.one("aws_cognito_user_pool_client", "users_client")).toMatchObject({
      generate_secret: false,
      allowed_oauth_flows: ["code"],
      callback_urls: ["https://app.dev.example.com/"],
      logout_urls: ["https://app.dev.example.com/"],
    });
    expect(users.one("aws_cognito_user_pool", "users_pool")["tags"]).toMatchObject({ DataClass: "personal" });
  });

  test("EN-198: reaches the load balancer by a link of the second version, on its port alone", () => {
    expect(api.one("aws_apigatewayv2_vpc_link", "vpc-link_link")).toMatchObject({
      subnet_ids: ["subnet-a", "subnet-c"],
      security_group_ids: ["${aws_security_group.vpc-link_vpc-link_group.id}"],
    });
    expect(api.ids("aws_api_gateway_vpc_link")).toEqual([]);
    expect(api.all("aws_vpc_security_group_egress_rule")).toEqual({
      "vpc-link_vpc-link_to-alb-tcp-80_egress": {
        security_group_id: "${aws_security_group.vpc-link_vpc-link_group.id}",
        referenced_security_group_id: "sg-alb",
        ip_protocol: "tcp",
        from_port: 80,
        to_port: 80,
        description: "requests that the API takes",
      },
    });
  });

  test("EN-199: has one stage, after the environment", () => {
    expect(
      Object.values(api.all("aws_api_gateway_stage")).map(({ stage_name: name, variables }) => [
        name,
        variables,
      ]),
    ).toEqual([["test", undefined]]);
  });

  test("EN-196: lets the account log, once, by a role of API Gateway's", () => {
    expect(api.ids("aws_api_gateway_account")).toEqual(["account-logging_account"]);
    expect(api.one("aws_iam_role_policy_attachment", "account-logging_role_managed-logs")["policy_arn"]).toBe(
      "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    );
  });

  test("no key of a client and no header's value is in an output", () => {
    for (const workspace of Object.values(layers)) {
      expect(JSON.stringify(workspace.json["output"] ?? {})).not.toMatch(
        /random_password|_key\.[\w-]+\.value/,
      );
    }
  });
});

describe("EN-203: Shield Advanced", () => {
  const chosen = { shield: { use: "advanced", because: "attacks in the last quarter" } };

  test("is there once it is chosen and its cost approved", () => {
    const edge = synthesizeEntry({ choices: chosen, config: { shieldAdvancedApproved: true } })["edge-test"]!;
    expect(edge.ids("aws_shield_subscription")).toEqual(["shield_subscription"]);
    expect(problems({ choices: chosen, config: { shieldAdvancedApproved: true } })).toEqual([]);
  });

  test("is refused while its cost is not", () => {
    expect(problems({ choices: chosen })).toEqual([
      "entry.shieldAdvancedApproved: is true where Shield Advanced is chosen, which binds for a year, got false; have the cost approved, or leave the choice out",
    ]);
  });
});

describe("the entry of an API for partners", () => {
  const few = () => synthesizeEntry({ traits: B2B, environment: PROTECTED });

  test("EN-204, EN-205, EN-207: is a REST API behind a web ACL of the Region where they are few and near", () => {
    const layers = few();
    const edge = layers["edge-test"]!;
    expect(edge.ids("aws_cloudfront_distribution")).toEqual([]);
    expect(edge.one("aws_wafv2_web_acl", "web-acl_web-acl")).toMatchObject({
      scope: "REGIONAL",
      default_action: { allow: {} },
    });
    expect(edge.one("aws_wafv2_web_acl_association", "web-acl_before-api")["resource_arn"]).toMatch(
      /aws_api_gateway_stage-rest-api_stage_stage-arn\}$/,
    );
    expect(edge.one("aws_api_gateway_domain_name", "domain_domain")).toMatchObject({
      domain_name: "app.dev.example.com",
      security_policy: "TLS_1_2",
    });
    expect(
      layers["api-test"]!.one("aws_api_gateway_rest_api", "rest-api_api")["disable_execute_api_endpoint"],
    ).toBe(true);
    expect(types(edge).filter((type) => type.startsWith("aws_s3_bucket"))).toEqual([]);
  });

  test.each(["highAvailability", "manyUnknown", "overseas"] as const)(
    "EN-204: has a distribution where %s is stated",
    (trait) => {
      const layers = synthesizeEntry({ traits: { ...B2B, partners: { ...PARTNERS, [trait]: true } } });
      expect(layers["edge-test"]!.ids("aws_cloudfront_distribution")).toEqual(["cdn_distribution"]);
      expect(distribution(layers)["default_cache_behavior"]).toMatchObject({
        target_origin_id: "api",
        cache_policy_id: CACHING_DISABLED,
      });
    },
  );

  test("EN-201, EN-204: shares the distribution that static content has already", () => {
    const layers = synthesizeEntry({ traits: { ...B2B, siteOnCloudFront: true } });
    expect(behaviours(layers)).toEqual([["/api/*", "api", CACHING_DISABLED]]);
  });
});

describe("the entry of an API for the same house", () => {
  test("EN-179, EN-206: has neither API Gateway nor distribution", () => {
    expect(synthesizeEntry({ traits: INTERNAL })).toEqual({});
    expect(problems({ traits: INTERNAL })).toEqual([]);
  });

  test("EN-179: is refused an API Gateway, which would be on the internet", () => {
    expect(problems({ traits: { audience: "internal" } })).toEqual([
      "entry: has no API Gateway for callers of the house, who reach the internal load balancer, got rest-api; state the boundary as own-system without rate limits, or choose gateway none with a reason",
    ]);
  });
});

describe("what of an entry has no alarms", () => {
  const reasons = (given: EntryCase, layer: string) =>
    (
      synthesizeEntry(given)[layer]!.json["//"] as unknown as {
        acknowledgements?: { id: string; path: string; reason: string }[];
      }
    ).acknowledgements
      ?.filter(({ id }) => id.startsWith("ALM"))
      .map(({ id, path, reason }) => [id, path, reason]);

  test("says why: web ACLs and buckets, and an API of which nothing is promised", () => {
    expect(reasons({}, "edge-test")).toEqual(
      expect.arrayContaining([
        [
          "ALM-012",
          "edge-test",
          "to block requests is what a web ACL is for, and no number of them is declared unusual",
        ],
        [
          "ALM-007",
          "edge-test/site",
          "its files are the releases of one application: no size is expected of them",
        ],
      ]),
    );
    expect(reasons({}, "api-test")).toEqual([]);
    expect(reasons({ config: { api: { ...ENTRY.dev.api, promised: {} } } }, "api-test")).toEqual([
      ["ALM-001", "api-test", "nothing is promised of it; the health check tells whether it answers"],
    ]);
  });
});
