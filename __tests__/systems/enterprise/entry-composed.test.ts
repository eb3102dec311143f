import type { EnterpriseConfig } from "../../../systems/enterprise/config";
import type { Traits } from "../../../systems/enterprise/workload/decisions/traits";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { Workspace } from "../../support/synthesis";
import { type Change, problemsOf, synthesizeAccounts } from "./composed";

const STAGES = ["dev", "stg", "prod"];

/** The workloads of all accounts with other traits. */
const withTraits =
  (traits: Partial<Traits>): Change =>
  (config: EnterpriseConfig) =>
    config.kind === "workload" && config.workload.decisions
      ? {
          ...config,
          workload: {
            ...config.workload,
            decisions: {
              ...config.workload.decisions,
              traits: { ...config.workload.decisions.traits, ...traits },
            },
          },
        }
      : config;

const named = (workspaces: Readonly<Record<string, Workspace>>, layer: string) =>
  Object.keys(workspaces).filter((id) => id.startsWith(`${layer}-`));

describe("the entry of the accounts that systems run in", () => {
  let workspaces: Readonly<Record<string, Workspace>>;
  beforeAll(() => {
    workspaces = synthesizeAccounts(STAGES);
  });

  test("EN-199: has an API in each account, with one stage after the environment", () => {
    expect(
      STAGES.map((name) => {
        const api = workspaces[`api-${name}`]!;
        return [
          Object.values(api.all("aws_api_gateway_rest_api")).map((one) => one["name"]),
          Object.values(api.all("aws_api_gateway_stage")).map((one) => one["stage_name"]),
        ];
      }),
    ).toEqual(STAGES.map((name) => [[`enterprise-${name}`], [name]]));
  });

  test("EN-198: leads to the internal load balancer of the account, by its certificate's name", () => {
    for (const name of STAGES) {
      const integration = workspaces[`api-${name}`]!.one(
        "aws_api_gateway_integration",
        "rest-api_below-any_integration",
      );
      expect(integration["uri"]).toMatch(/^https:\/\/services\..*example\.com\/\{proxy\}$/);
      expect(integration["integration_target"]).toContain(
        `ingress-${name}.outputs.to-other-stacks-aws_lb-load-balancer_lb-arn`,
      );
      expect(workspaces[`ingress-${name}`]!.one("aws_lb", "load-balancer_lb")["internal"]).toBe(true);
    }
  });

  test("EN-200, EN-201: has one distribution in each account, under the account's domain", () => {
    expect(
      STAGES.map((name) =>
        Object.values(workspaces[`edge-${name}`]!.all("aws_cloudfront_distribution")).map(
          ({ aliases }) => aliases,
        ),
      ),
    ).toEqual([[["app.dev.example.com"]], [["app.stg.example.com"]], [["app.example.com"]]]);
  });

  test("EN-202: its web ACL counts in dev and blocks elsewhere", () => {
    const rateLimit = (name: string) =>
      Object.keys(
        (
          workspaces[`edge-${name}`]!.one("aws_wafv2_web_acl", "web-acl_web-acl")["rule"] as {
            name: string;
            action: object;
          }[]
        ).find((rule) => rule.name === "rate-limit")!.action,
      );
    expect(STAGES.map(rateLimit)).toEqual([["count"], ["block"], ["block"]]);
  });

  test("EN-129: asks everyone for a second factor outside dev", () => {
    expect(
      STAGES.map(
        (name) =>
          workspaces[`identity-${name}`]!.one("aws_cognito_user_pool", "users_pool")["mfa_configuration"],
      ),
    ).toEqual(["OPTIONAL", "ON", "ON"]);
  });

  test("EN-203: subscribes to Shield Advanced nowhere", () => {
    for (const { json } of Object.values(workspaces)) {
      expect(Object.keys(json["resource"]!).filter((type) => type.startsWith("aws_shield"))).toEqual([]);
    }
  });

  test("EN-260, EN-261: is watched for what is promised of it", () => {
    const alarms = Object.values(workspaces["observability-prod"]!.all("aws_cloudwatch_metric_alarm"));
    expect(
      alarms
        .map(({ alarm_name: name }) => name)
        .filter((name) => String(name).includes("api-gateway"))
        .sort(),
    ).toEqual(["enterprise-prod-api-gateway-5xx-ratio", "enterprise-prod-api-gateway-slow"]);
  });
});

describe("the entry of other workloads", () => {
  test("EN-179, EN-206: callers of the house reach the internal load balancer alone", () => {
    const internal = withTraits({
      audience: "internal",
      siteOnCloudFront: false,
      boundary: "own-system",
      rateLimits: "none",
    });
    const workspaces = synthesizeAccounts(["stg"], undefined, internal);
    expect(["identity", "api", "edge"].flatMap((layer) => named(workspaces, layer))).toEqual([]);
    expect(workspaces["ingress-stg"]!.one("aws_lb", "load-balancer_lb")["internal"]).toBe(true);
  });

  test("EN-204, EN-207: partners near by reach an API behind a web ACL of the Region", () => {
    const partners = withTraits({ audience: "b2b", siteOnCloudFront: false });
    const workspaces = synthesizeAccounts(["stg"], undefined, partners);
    const edge = workspaces["edge-stg"]!;
    expect(edge.ids("aws_cloudfront_distribution")).toEqual([]);
    expect(edge.one("aws_wafv2_web_acl", "web-acl_web-acl")["scope"]).toBe("REGIONAL");
    expect(edge.ids("aws_wafv2_web_acl_association")).toEqual(["web-acl_before-api"]);
  });

  test("EN-200: an API that takes too long for API Gateway is reached by CloudFront within the network", () => {
    const slow = withTraits({ rateLimits: "none", longestRequestSeconds: 60 });
    const workspaces = synthesizeAccounts(["stg"], undefined, slow);
    expect(named(workspaces, "api")).toEqual([]);
    expect(
      Object.values(workspaces["edge-stg"]!.all("aws_vpc_security_group_ingress_rule")).map(
        ({ security_group_id: group, to_port: port }) => [String(group).includes("ingress-stg"), port],
      ),
    ).toEqual([[true, 443]]);
  });

  test("EN-179: callers of the house who should come through API Gateway are refused", () => {
    const problems = problemsOf(ORGANIZATION, withTraits({ audience: "internal", siteOnCloudFront: false }));
    expect(problems).toEqual(
      STAGES.map(
        (name) =>
          `enterprise.${name}.workload.entry: has no API Gateway for callers of the house, who reach the internal load balancer, got rest-api; state the boundary as own-system without rate limits, or choose gateway none with a reason`,
      ),
    );
  });
});
