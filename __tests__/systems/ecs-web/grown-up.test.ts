import { composeEnvironment } from "../../../systems/build";
import { environments } from "../../../systems/ecs-web/config";
import { ecsWeb } from "../../../systems/ecs-web/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { statements } from "../../support/policies";
import { synthesizeApp } from "../../support/synthesis";
import { backendContainer, type Layers, only, output, synthesizeLayers, variablesOf } from "./composed";

let dev: Layers;
let prod: Layers;
beforeAll(async () => {
  const layers = await synthesizeLayers();
  dev = layers("dev");
  prod = layers("prod");
});

const RULES = ["rate", "common", "known-bad-inputs", "sql-injection", "bots"];
const rulesOf = (acl: Readonly<Record<string, unknown>>) =>
  (acl["rule"] as { name: string }[]).map(({ name }) => name);

describe("ecs-web in dev leaves out for now", () => {
  test.each([
    ["EW-077: a CDN", ["aws_cloudfront_distribution", "aws_cloudfront_origin_access_control"]],
    ["EW-078: certificates", ["aws_acm_certificate"]],
    ["EW-079: a domain of its own", ["aws_route53_zone", "aws_route53_record"]],
    ["EW-080: a WAF", ["aws_wafv2_web_acl", "aws_wafv2_web_acl_association"]],
    ["EW-081: sign-in", ["aws_cognito_user_pool"]],
    ["EW-054: scaling", ["aws_appautoscaling_target"]],
    [
      "EW-063: what was not chosen: EC2, Lambda, API Gateway",
      [
        "aws_instance",
        "aws_autoscaling_group",
        "aws_lambda_function",
        "aws_api_gateway_rest_api",
        "aws_apigatewayv2_api",
      ],
    ],
  ])("%s", (_row, types) => {
    for (const type of types) {
      expect(dev.all(type)).toEqual([]);
    }
  });

  test("EW-014, EW-082: more than one task of the smallest size, though both subnets are ready for it", () => {
    const { desired_count, network_configuration } = only(dev.of("service"), "aws_ecs_service");

    expect(desired_count).toBe(1);
    expect((network_configuration as { subnets: string[] }).subnets).toHaveLength(2);
  });
});

describe("ecs-web in prod, the site", () => {
  test("EW-077: a distribution serves it, and nobody else reads the bucket", () => {
    const site = prod.of("site");
    const { origin, aliases, default_cache_behavior } = only(site, "aws_cloudfront_distribution");

    expect(aliases).toEqual(["www.example.com"]);
    expect(origin).toEqual([
      {
        origin_id: "site",
        domain_name: "${aws_s3_bucket.site_bucket.bucket_regional_domain_name}",
        origin_access_control_id: "${aws_cloudfront_origin_access_control.cdn_access-to-site.id}",
      },
    ]);
    expect(default_cache_behavior).toMatchObject({ viewer_protocol_policy: "redirect-to-https" });
    expect(site.ids("aws_s3_bucket_website_configuration")).toEqual([]);
    expect(
      statements(site.one("aws_s3_bucket_policy", "site_policy")["policy"])
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Principal, Condition }) => [Principal, Condition]),
    ).toEqual([
      [
        { Service: "cloudfront.amazonaws.com" },
        {
          StringEquals: {
            "AWS:SourceArn": "${aws_cloudfront_distribution.cdn_distribution.arn}",
          },
        },
      ],
    ]);
    expect(output(site, "distribution_id")).toBe("${aws_cloudfront_distribution.cdn_distribution.id}");
  });

  test("EW-080: a web ACL stands before it, and keeps what it decides", () => {
    const site = prod.of("site");

    expect(only(site, "aws_cloudfront_distribution")["web_acl_id"]).toBe(
      "${aws_wafv2_web_acl.web-acl_web-acl.arn}",
    );
    expect(only(site, "aws_wafv2_web_acl")).toMatchObject({ scope: "CLOUDFRONT", provider: "aws.us-east-1" });
    expect(rulesOf(only(site, "aws_wafv2_web_acl"))).toEqual(RULES);
    expect(only(site, "aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-ecs-web-prod-site",
      region: "us-east-1",
      retention_in_days: 30,
    });
  });
});

describe("ecs-web in prod, the API", () => {
  test("EW-078: speaks HTTPS with a certificate of its own, and so does the site", () => {
    expect(prod.of("ingress").one("aws_lb_listener", "listener_https")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: "${aws_acm_certificate_validation.certificate_validation.certificate_arn}",
    });
    expect(prod.of("ingress").one("aws_lb_listener", "listener_http")["default_action"]).toMatchObject([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443" } },
    ]);
    expect(
      prod
        .all("aws_acm_certificate")
        .map(({ domain_name }) => domain_name)
        .sort(),
    ).toEqual(["api.example.com", "www.example.com"]);
    expect(only(prod.of("site"), "aws_acm_certificate")["provider"]).toBe("aws.us-east-1");
  });

  test("EW-079: is known by a name of its own, and so is the site", () => {
    const names = prod
      .all("aws_route53_record")
      .filter(({ alias }) => alias)
      .map(({ name, type }) => `${String(name)} ${String(type)}`);

    expect(names.sort()).toEqual(["api.example.com A", "www.example.com A", "www.example.com AAAA"]);
    expect(output(prod.of("ingress"), "url")).toBe("https://api.example.com");
    expect(variablesOf(backendContainer(prod.of("service")))["ALLOWED_ORIGIN"]).toBe(
      "https://www.example.com",
    );
  });

  test("EW-080: a web ACL against injection, scripts, floods and bots stands before it", () => {
    const ingress = prod.of("ingress");

    expect(only(ingress, "aws_wafv2_web_acl_association")["resource_arn"]).toBe(
      "${aws_lb.load-balancer_lb.arn}",
    );
    expect(rulesOf(only(ingress, "aws_wafv2_web_acl"))).toEqual(RULES);
  });

  test("EW-081: lets nobody through who has not signed in, and leads back to the site", () => {
    const ingress = prod.of("ingress");
    const unauthenticated = (what: string) => ({
      type: "authenticate-cognito",
      authenticate_cognito: { on_unauthenticated_request: what },
    });

    expect(ingress.one("aws_lb_listener", "listener_https")["default_action"]).toMatchObject([
      unauthenticated("deny"),
      { type: "forward" },
    ]);
    expect(Object.keys(ingress.all("aws_lb_listener_rule"))).toEqual(["listener_sign-in"]);
    expect(ingress.one("aws_lb_listener_rule", "listener_sign-in")).toMatchObject({
      action: [unauthenticated("authenticate"), { type: "redirect", redirect: { host: "www.example.com" } }],
      condition: [{ path_pattern: { values: ["/login"] } }],
    });
    expect(only(ingress, "aws_cognito_user_pool")["deletion_protection"]).toBe("ACTIVE");
  });

  test("EW-082: runs two tasks and more, spread over the zones", () => {
    const { desired_count, network_configuration, availability_zone_rebalancing } = only(
      prod.of("service"),
      "aws_ecs_service",
    );

    expect(desired_count).toBe(2);
    expect((network_configuration as { subnets: string[] }).subnets).toEqual([
      "${aws_subnet.network_private_subnet-a.id}",
      "${aws_subnet.network_private_subnet-c.id}",
    ]);
    expect(availability_zone_rebalancing).toBe("ENABLED");
    expect(only(prod.of("service"), "aws_appautoscaling_target")).toMatchObject({
      min_capacity: 2,
      max_capacity: 4,
    });
  });

  test("EW-023, EW-027, EW-D10: protects what it keeps", () => {
    expect(only(prod.of("content"), "aws_dynamodb_table")).toMatchObject({
      deletion_protection_enabled: true,
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
    });
    expect(only(prod.of("ingress"), "aws_lb")).toMatchObject({
      enable_deletion_protection: true,
      access_logs: { enabled: true, prefix: "alb" },
    });
    expect(prod.of("site").one("aws_s3_bucket", "site_bucket")).not.toHaveProperty("force_destroy");
  });
});

describe("ecs-web grows by values alone", () => {
  test("EW-D01: dev with the values of prod for site and API keeps its buckets, its table and its load balancer", () => {
    const { prod: grown, dev: learning } = environments;
    const stacks = synthesizeApp((app) => {
      const system = forAnyConfig({
        ...ecsWeb,
        environments: { dev: { ...learning, site: grown.site, api: grown.api } },
      });
      composeEnvironment(app, system, validConfigs(system, {})["dev"]!);
    });

    for (const [layer, type, id] of [
      ["site", "aws_s3_bucket", "site_bucket"],
      ["content", "aws_dynamodb_table", "items_table"],
      ["content", "aws_s3_bucket", "images_bucket"],
    ] as const) {
      expect(stacks[`${layer}-dev`]!.one(type, id)).toEqual(dev.of(layer).one(type, id));
    }
    const { access_logs, ...loadBalancer } = stacks["ingress-dev"]!.one("aws_lb", "load-balancer_lb");
    expect(access_logs).toBeDefined();
    expect(loadBalancer["name"]).toBe(only(dev.of("ingress"), "aws_lb")["name"]);
    expect(stacks["ingress-dev"]!.ids("aws_lb_target_group")).toEqual(
      dev.of("ingress").ids("aws_lb_target_group"),
    );
  });
});
