import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ApiDomain } from "../../../constructs/api/api-domain";
import { Cdn } from "../../../constructs/edge/cdn";
import { OriginGuard } from "../../../constructs/edge/origin-guard";
import { RestrictedPaths, type RestrictedPathsProps } from "../../../constructs/edge/restricted-paths";
import { ShieldProtection } from "../../../constructs/edge/shield-protection";
import { VpcOrigin } from "../../../constructs/edge/vpc-origin";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const STAGE_ARN = "arn:aws:apigateway:ap-northeast-1::/restapis/abc/stages/prod";

describe("a guard at an API's stage", () => {
  const guard = (accepted: readonly string[]) =>
    synthesizeStack(
      (stack) =>
        new OriginGuard(stack, "guard", {
          name: "shop-prod-api",
          stageArn: STAGE_ARN,
          requiredHeader: { headerName: "x-origin-verify", accepted },
          logDestinationArn: "arn:aws:logs:ap-northeast-1:111111111111:log-group:aws-waf-logs-shop",
        }),
    );
  const match = (value: string) => ({
    byte_match_statement: {
      search_string: value,
      positional_constraint: "EXACTLY",
      field_to_match: { single_header: { name: "x-origin-verify" } },
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  });
  const statement = (accepted: readonly string[]) =>
    (
      guard(accepted).one("aws_wafv2_web_acl", "guard_web-acl_web-acl")["rule"] as {
        statement: unknown;
      }[]
    )[0]!.statement;

  test("EN-207: blocks whatever lacks the header, at the stage, in the Region", () => {
    expect(guard(["one"]).one("aws_wafv2_web_acl", "guard_web-acl_web-acl")).toMatchObject({
      scope: "REGIONAL",
      default_action: { block: {} },
      rule: [{ name: "distribution", action: { allow: {} } }],
    });
    expect(guard(["one"]).one("aws_wafv2_web_acl_association", "guard_web-acl_before-api")).toEqual({
      resource_arn: STAGE_ARN,
      web_acl_arn: "${aws_wafv2_web_acl.guard_web-acl_web-acl.arn}",
    });
  });

  test("accepts each version of the value while it changes", () => {
    expect(statement(["one"])).toEqual(match("one"));
    expect(statement(["one", "two"])).toEqual({
      or_statement: { statement: [match("one"), match("two")] },
    });
  });

  test("leaves the value out of the log", () => {
    expect(
      guard(["one"]).one("aws_wafv2_web_acl_logging_configuration", "guard_web-acl_logging")[
        "redacted_fields"
      ],
    ).toEqual(
      ["authorization", "cookie", "x-origin-verify", "x-api-key"].map((name) => ({
        single_header: { name },
      })),
    );
  });
});

describe("screens that administer", () => {
  const MINIMAL: Omit<RestrictedPathsProps, "scope"> = {
    name: "shop-prod-admin-screens",
    priority: 0,
    pathPrefixes: ["/admin"],
    allowedCidrs: { office: "203.0.113.0/28" },
  };
  const restrict = (change: Partial<RestrictedPathsProps> = {}) => {
    let rule: unknown;
    const workspace = synthesizeStack((stack) => {
      const cloudfront = new AwsProvider(stack, "cdn", { alias: "cdn", region: "us-east-1" });
      ({ rule } = new RestrictedPaths(stack, "admin", { ...MINIMAL, scope: { cloudfront }, ...change }));
    });
    return { workspace, rule: rule as { action: string; statement: Record<string, unknown> } };
  };

  test("EN-129: are blocked for all but the named addresses, however the path is spelt", () => {
    const { workspace, rule } = restrict();
    expect(workspace.one("aws_wafv2_ip_set", "admin_addresses")).toEqual({
      name: "shop-prod-admin-screens",
      scope: "CLOUDFRONT",
      ip_address_version: "IPV4",
      addresses: ["203.0.113.0/28"],
      provider: "aws.cdn",
    });
    expect(rule.action).toBe("block");
    const [path, others] = (rule.statement["and_statement"] as { statement: Record<string, unknown>[] })
      .statement;
    expect(path).toEqual({
      byte_match_statement: {
        search_string: "/admin",
        positional_constraint: "STARTS_WITH",
        field_to_match: { uri_path: {} },
        text_transformation: [
          { priority: 0, type: "URL_DECODE" },
          { priority: 1, type: "NORMALIZE_PATH" },
          { priority: 2, type: "LOWERCASE" },
        ],
      },
    });
    expect(Object.keys(others!)).toEqual(["not_statement"]);
  });

  test("EN-129: are in the Region where no distribution is", () => {
    expect(
      restrict({ scope: "regional" }).workspace.one("aws_wafv2_ip_set", "admin_addresses"),
    ).toMatchObject({ scope: "REGIONAL" });
  });

  test.each([
    [{ pathPrefixes: [] }, "unit-test/admin.pathPrefixes: are at least one, got none; name one, or nothing"],
    [
      { pathPrefixes: ["/Admin"] },
      "unit-test/admin.pathPrefixes: begin with / and are in lower case, got /Admin; write it like /admin",
    ],
    [
      { allowedCidrs: {} },
      "unit-test/admin.allowedCidrs: must name at least one address, got none; write it like operator: 203.0.113.10/32",
    ],
  ])("EN-129: refuses %j", (change, message) => {
    expect(refusalOf(() => restrict(change))).toBe(message);
  });
});

describe("Shield Advanced", () => {
  const shield = (change: object = {}) =>
    synthesizeStack(
      (stack) =>
        new ShieldProtection(stack, "shield", {
          name: "shop-prod",
          resourceArn: "arn:aws:cloudfront::111111111111:distribution/E1",
          approved: true,
          reason: "attacks in the last quarter",
          ...change,
        }),
    );

  test("EN-203: is subscribed to before something is protected, once it is approved", () => {
    expect(shield().all("aws_shield_subscription")).toEqual({
      shield_subscription: { auto_renew: "ENABLED" },
    });
    expect(shield().one("aws_shield_protection", "shield_protection")).toEqual({
      name: "shop-prod",
      resource_arn: "arn:aws:cloudfront::111111111111:distribution/E1",
      depends_on: ["aws_shield_subscription.shield_subscription"],
    });
    expect(shield({ subscription: "there-already" }).ids("aws_shield_subscription")).toEqual([]);
  });

  test("EN-203: is refused before", () => {
    expect(refusalOf(() => shield({ approved: false }))).toBe(
      "unit-test/shield.approved: is true once cost and benefit are weighed: the subscription binds for a year, got false; have it approved, or leave Shield Advanced out",
    );
    expect(refusalOf(() => shield({ reason: "" }))).toBe(
      'unit-test/shield.reason: says who approved it, got ""; write it',
    );
  });
});

describe("a load balancer without a public address, behind a distribution", () => {
  const workspace = synthesizeStack((stack) => {
    const { vpcOriginId } = new VpcOrigin(stack, "origin", {
      name: "shop-prod",
      loadBalancerArn: "arn:aws:elasticloadbalancing:x",
      securityGroup: { securityGroupId: "sg-alb", name: "alb" },
      port: 80,
    });
    new Cdn(stack, "cdn", {
      name: "shop-prod",
      webAclArn: "arn:web-acl",
      origins: {
        api: { vpcOriginId, domainName: "internal-shop.elb.amazonaws.com" },
        gateway: { domainName: "abc.execute-api.ap-northeast-1.amazonaws.com", path: "/prod" },
      },
      defaultBehaviour: { origin: "api", methods: "all", cachePolicyId: "none" },
    });
  });

  test("EN-200: is reached within the network", () => {
    expect(workspace.one("aws_cloudfront_vpc_origin", "origin_origin")["vpc_origin_endpoint_config"]).toEqual(
      [
        {
          name: "shop-prod",
          arn: "arn:aws:elasticloadbalancing:x",
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: "http-only",
          origin_ssl_protocols: [{ items: ["TLSv1.2"], quantity: 1 }],
        },
      ],
    );
    expect(workspace.one("aws_cloudfront_distribution", "cdn_distribution")["origin"]).toEqual([
      {
        origin_id: "api",
        domain_name: "internal-shop.elb.amazonaws.com",
        vpc_origin_config: { vpc_origin_id: "${aws_cloudfront_vpc_origin.origin_origin.id}" },
      },
      expect.objectContaining({
        origin_id: "gateway",
        origin_path: "/prod",
        custom_origin_config: expect.objectContaining({ origin_protocol_policy: "https-only" }),
      }),
    ]);
  });
});

describe("a domain of an API", () => {
  test("EN-207: speaks TLS 1.2 in the Region and leads to the stage", () => {
    const workspace = synthesizeStack(
      (stack) =>
        new ApiDomain(stack, "domain", {
          domainName: "api.example.com",
          certificateArn: "arn:certificate",
          restApiId: "abc",
          stageName: "prod",
        }),
    );
    expect(workspace.one("aws_api_gateway_domain_name", "domain_domain")).toEqual({
      domain_name: "api.example.com",
      regional_certificate_arn: "arn:certificate",
      endpoint_configuration: { types: ["REGIONAL"] },
      security_policy: "TLS_1_2",
    });
    expect(workspace.one("aws_api_gateway_base_path_mapping", "domain_mapping")).toEqual({
      api_id: "abc",
      stage_name: "prod",
      domain_name: "${aws_api_gateway_domain_name.domain_domain.domain_name}",
    });
  });
});
