import { formatProblem } from "../../../constructs/core/errors";
import { RegionalApiEdgeStack } from "../../../stacks/regional-api-edge-stack";
import { ENTRY } from "../../../systems/enterprise/workload/entry/config";
import { entryProblems } from "../../../systems/enterprise/workload/entry/schema";
import { BACKEND, decisionsWith, type EntryCase, synthesizeEntry } from "../../support/entry";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../../support/synthesis";

/** Few partners near by, without a site. */
const B2B = {
  audience: "b2b",
  siteOnCloudFront: false,
  partners: { highAvailability: false, manyUnknown: false, overseas: false, reason: "a contract" },
} as const;

const types = (workspace: Workspace) => Object.keys(workspace.json["resource"]!);
const problems = (given: EntryCase = {}) =>
  entryProblems({ ...ENTRY.prod, ...given.config }, decisionsWith(given), "entry").map(formatProblem);

describe("which API stands at the boundary", () => {
  const SIMPLE = { rateLimits: "together" } as const;
  const apiOf = (traits: NonNullable<EntryCase["traits"]>) => types(synthesizeEntry({ traits })["api-test"]!);

  test("EN-193: an HTTP API where neither clients nor cache nor variables are asked for", () => {
    expect(apiOf(SIMPLE)).toContain("aws_apigatewayv2_api");
    expect(apiOf(SIMPLE)).not.toContain("aws_api_gateway_rest_api");
    expect(apiOf({})).toContain("aws_api_gateway_rest_api");
  });

  test("EN-193: a REST API where responses are kept, which are then stated", () => {
    const cache = { sizeGb: "0.5", ttlSeconds: 60, queryStrings: [] } as const;
    const traits = { ...SIMPLE, responseCache: true };
    const layers = synthesizeEntry({ traits, config: { api: { ...ENTRY.dev.api, cache } } });
    expect(layers["api-test"]!.one("aws_api_gateway_stage", "rest-api_stage_stage")).toMatchObject({
      cache_cluster_enabled: true,
    });
    expect(layers["api-test"]!.ids("aws_api_gateway_usage_plan")).toEqual([]);
  });

  test("EN-194: a REST API where no distribution stands before it", () => {
    expect(apiOf({ ...B2B, ...SIMPLE })).toContain("aws_api_gateway_rest_api");
  });

  test("EN-194: an HTTP API is refused where no distribution stands before it, as it takes no web ACL", () => {
    const refusal = refusalOf(() =>
      synthesizeApp((app) => {
        new RegionalApiEdgeStack(app, {
          environment: ENVIRONMENT,
          domainName: "api.example.com",
          hostedZoneId: "Z1",
          webAclRules: [],
          requestLogRetentionDays: 30,
          api: {
            kind: "http-api",
            apiId: "abc",
            apiName: "shop",
            stageName: "prod",
            stageArn: undefined,
            host: "abc.execute-api.ap-northeast-1.amazonaws.com",
            accessLog: { name: "log", arn: "arn:log" },
          },
        });
      }),
    );
    expect(refusal).toBe(
      "edge-test.api: is a REST API where no distribution stands before it, as no web ACL protects an HTTP API, got http-api; make it a REST API, or put CloudFront before it",
    );
  });

  test("EN-185: one function answers all paths where the service is one, without a link", () => {
    const layers = synthesizeEntry({ backend: { functionName: "orders", invokeArn: "arn:invoke" } });
    expect(
      layers["api-test"]!.one("aws_api_gateway_integration", "rest-api_below-any_integration"),
    ).toMatchObject({ type: "AWS_PROXY", uri: "arn:invoke" });
    expect(types(layers["api-test"]!)).not.toContain("aws_apigatewayv2_vpc_link");
  });

  test("EN-185: a function is refused where no API Gateway stands before it", () => {
    expect(
      refusalOf(() =>
        synthesizeEntry({
          traits: { rateLimits: "none", longestRequestSeconds: 60 },
          backend: { functionName: "orders", invokeArn: "arn:invoke" },
        }),
      ),
    ).toBe(
      "enterprise.test.workload.decisions.choices.gateway: is an API where a function answers, as a distribution reaches load balancers alone, got none; choose rest-api or http-api, or run the service on ECS",
    );
  });

  test("EN-202: an HTTP API keeps the distribution's web ACL, as it can have none", () => {
    const layers = synthesizeEntry({ traits: SIMPLE });
    expect(layers["edge-test"]!.ids("aws_wafv2_web_acl")).toEqual(["web-acl_web-acl"]);
    expect(types(layers["edge-test"]!)).not.toContain("random_password");
  });

  test("EN-200: none where answers take too long for it: CloudFront reaches the load balancer within the network", () => {
    const layers = synthesizeEntry({
      traits: { rateLimits: "none", longestRequestSeconds: 60 },
    });
    const edge = layers["edge-test"]!;
    expect(Object.keys(layers).sort()).toEqual(["edge-test", "identity-test"]);
    expect(
      (
        edge.one("aws_cloudfront_vpc_origin", "vpc-origin_origin")["vpc_origin_endpoint_config"] as object[]
      )[0],
    ).toMatchObject({ arn: BACKEND.loadBalancerArn, origin_protocol_policy: "http-only" });
    expect(edge.all("aws_vpc_security_group_ingress_rule")).toEqual({
      "vpc-origin_from-cloudfront-tcp-80_ingress": {
        security_group_id: "sg-alb",
        prefix_list_id: "${data.aws_ec2_managed_prefix_list.vpc-origin_cloudfront-addresses.id}",
        ip_protocol: "tcp",
        from_port: 80,
        to_port: 80,
        description: "requests that the distribution forwards within the network",
      },
    });
  });
});

describe("the values of an entry", () => {
  test("those of every stage fit the decisions", () => {
    for (const [stage, config] of Object.entries(ENTRY)) {
      expect([stage, problems({ config })]).toEqual([stage, []]);
    }
  });

  test.each<[string, EntryCase, string]>([
    [
      "EN-191: limits of each client that are not stated",
      { config: { api: { ...ENTRY.prod.api, clients: {} } } },
      "entry.api.clients: is stated where each client has limits of its own, got nothing; state it, or correct the traits",
    ],
    [
      "EN-195: a cache that nothing asks for",
      { config: { api: { ...ENTRY.prod.api, cache: { sizeGb: "0.5", ttlSeconds: 60, queryStrings: [] } } } },
      "entry.api.cache: is left out unless responses are cached, got stated; leave it out, or correct the traits",
    ],
    [
      "EN-183: a function of one's own that the traits do not ask for",
      {
        config: {
          api: { ...ENTRY.prod.api, authorizer: { functionName: "authorizer", invokeArn: "arn:invoke" } },
        },
      },
      "entry.api.authorizer: is left out unless a function of one's own checks tokens, got stated; leave it out, or correct the traits",
    ],
    [
      "EN-183: a function of one's own that is not there",
      { traits: { authorization: "beyond-token" } },
      "entry.api.authorizer: is stated where a function of one's own checks tokens, got nothing; state it, or correct the traits",
    ],
    [
      "EN-196: a time that AWS has not raised",
      { config: { api: { ...ENTRY.prod.api, timeoutMs: 60_000 } } },
      "entry.api.timeoutMs: is a whole number from 50 to 29000, got 60000; answer sooner, or have AWS raise the limit and set timeoutQuotaRaised",
    ],
    [
      "EN-205: no web ACL before partners",
      {
        traits: B2B,
        choices: { webAcl: { use: "none", because: "partners have addresses of their own" } },
      },
      "entry: has a web ACL before whatever is reached from the internet, got none; leave the choice of webAcl out; its rules may count",
    ],
    [
      "EN-206: a load balancer that nobody could reach",
      { traits: { ...B2B, rateLimits: "none", longestRequestSeconds: 60 } },
      "entry: reaches the load balancer from the internet, which has no public address, got neither API Gateway nor CloudFront; choose cdn cloudfront or gateway rest-api",
    ],
  ])("%s is refused", (_, given, message) => {
    expect(problems(given)).toEqual([message]);
  });
});
