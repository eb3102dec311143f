import { runInNewContext } from "node:vm";
import type { Workspace } from "../../support/synthesis";
import { type Layers, only, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const DISTRIBUTION = "aws_cloudfront_distribution";
const SITE = "site";
const API = "alb";
/** Managed policies of CloudFront by the ids that AWS publishes. */
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const ALB_ARN = "${aws_lb.load-balancer_lb.arn}";
const HEADER = {
  http_header: {
    http_header_name: "x-origin-verify",
    values: ["${random_password.origin-secret_value-1.result}"],
  },
};

describe.each([
  { environment: "dev", domain: "dev.example.com", protection: false },
  { environment: "prod", domain: "www.example.com", protection: true },
])("serverless-web, edge of $environment", ({ environment, domain, protection }) => {
  let edge: Workspace;
  beforeAll(() => {
    edge = layersOf(environment).of("edge");
  });
  const distribution = () => only(edge, DISTRIBUTION);
  const origins = () => distribution()["origin"] as readonly Readonly<Record<string, unknown>>[];
  const origin = (id: string) => origins().find(({ origin_id }) => origin_id === id);

  it("SW-001 is one enabled distribution that turns plain HTTP into HTTPS on every path", () => {
    expect(layersOf(environment).all(DISTRIBUTION)).toHaveLength(1);
    expect(distribution()).toMatchObject({
      enabled: true,
      default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
      ordered_cache_behavior: [{ viewer_protocol_policy: "redirect-to-https" }],
    });
  });

  it("SW-002 SW-007 has the web ACL of CloudFront before it", () => {
    expect(distribution()["web_acl_id"]).toBe("${aws_wafv2_web_acl.web-acl_web-acl.arn}");
    expect(only(edge, "aws_wafv2_web_acl")).toMatchObject({
      scope: "CLOUDFRONT",
      provider: "aws.us-east-1",
    });
    expect(edge.json["provider"]!["aws"]).toMatchObject([
      { region: "ap-northeast-1" },
      { alias: "us-east-1", region: "us-east-1" },
    ]);
  });

  it("SW-104 SW-105 SW-106 SW-D32 SW-D42 filters by AWS's managed rules, without exceptions", () => {
    const group = (name: string, priority: number, managed: string) =>
      expect.objectContaining({
        name,
        priority,
        override_action: { none: {} },
        statement: { managed_rule_group_statement: { vendor_name: "AWS", name: managed } },
      }) as unknown;
    expect(only(edge, "aws_wafv2_web_acl")).toMatchObject({
      default_action: { allow: {} },
      rule: [
        group("common", 1, "AWSManagedRulesCommonRuleSet"),
        group("known-bad-inputs", 2, "AWSManagedRulesKnownBadInputsRuleSet"),
        group("sql-injection", 3, "AWSManagedRulesSQLiRuleSet"),
      ],
    });
  });

  it("SW-003 SW-023 SW-119 serves static content from a bucket", () => {
    expect(edge.ids("aws_s3_bucket").filter((id) => !id.includes("-logs_"))).toEqual(["site_bucket"]);
    expect(origin(SITE)).toEqual({
      origin_id: SITE,
      domain_name: "${aws_s3_bucket.site_bucket.bucket_regional_domain_name}",
      origin_access_control_id: "${aws_cloudfront_origin_access_control.cdn_access-to-site.id}",
    });
  });

  it("SW-004 reads the bucket by origin access control, and not by an identity", () => {
    expect(only(edge, "aws_cloudfront_origin_access_control")).toMatchObject({
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
    expect(origins().filter((one) => "s3_origin_config" in one)).toEqual([]);
    expect(edge.ids("aws_cloudfront_origin_access_identity")).toEqual([]);
  });

  it("SW-005 SW-128 lets the distribution alone read the bucket", () => {
    expect(edge.one("aws_s3_bucket_public_access_block", "site_public-access")).toEqual({
      bucket: "${aws_s3_bucket.site_bucket.id}",
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    const { Statement } = JSON.parse(edge.one("aws_s3_bucket_policy", "site_policy")["policy"] as string) as {
      Statement: { Effect: string }[];
    };
    expect(Statement.filter(({ Effect }) => Effect !== "Deny")).toEqual([
      {
        Sid: "AllowCloudFrontAccess",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["s3:GetObject"],
        Resource: ["${aws_s3_bucket.site_bucket.arn}/*"],
        Condition: {
          StringEquals: { "AWS:SourceArn": "${aws_cloudfront_distribution.cdn_distribution.arn}" },
        },
      },
    ]);
  });

  it("SW-006 SW-021 SW-D06 SW-D37 sends every path but the API's to the bucket, and keeps the answers", () => {
    expect(distribution()).toMatchObject({
      default_root_object: "index.html",
      default_cache_behavior: {
        target_origin_id: SITE,
        allowed_methods: ["GET", "HEAD", "OPTIONS"],
        cache_policy_id: CACHING_OPTIMIZED,
        function_association: [
          {
            event_type: "viewer-request",
            function_arn: "${aws_cloudfront_function.spa-router_function.arn}",
          },
        ],
      },
    });
    expect(distribution()).not.toHaveProperty("custom_error_response");
  });

  it("SW-D37 answers deep links with the SPA's page, and files with themselves", () => {
    const code = only(edge, "aws_cloudfront_function")["code"] as string;
    const answered = (uri: string) =>
      (runInNewContext(`${code}\nhandler(event)`, { event: { request: { uri } } }) as { uri: string }).uri;

    expect(answered("/")).toBe("/index.html");
    expect(answered("/orders/7")).toBe("/index.html");
    expect(answered("/assets/app.1a2b.js")).toBe("/assets/app.1a2b.js");
  });

  it("SW-007 SW-022 SW-D06 sends the API's paths to the load balancer, every method and nothing kept", () => {
    expect(origins().map(({ origin_id }) => origin_id)).toEqual([SITE, API]);
    expect(distribution()["ordered_cache_behavior"]).toEqual([
      expect.objectContaining({
        path_pattern: "/api/*",
        target_origin_id: API,
        viewer_protocol_policy: "redirect-to-https",
        allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cache_policy_id: CACHING_DISABLED,
        origin_request_policy_id: ALL_VIEWER,
      }),
    ]);
  });

  it("SW-008 SW-D08 speaks HTTPS to the load balancer, and shows it the header", () => {
    expect(origin(API)).toEqual({
      origin_id: API,
      domain_name: "${aws_lb.load-balancer_lb.dns_name}",
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
      },
      custom_header: [{ name: "x-origin-verify", value: "${random_password.origin-secret_value-1.result}" }],
    });
  });

  it("SW-D07 proves one domain for both ends of TLS", () => {
    expect(distribution()).toMatchObject({
      aliases: [domain],
      viewer_certificate: {
        acm_certificate_arn:
          "${aws_acm_certificate_validation.viewer-certificate_validation.certificate_arn}",
        minimum_protocol_version: "TLSv1.2_2021",
        ssl_support_method: "sni-only",
      },
    });
    expect(edge.one("aws_acm_certificate", "viewer-certificate_certificate")).toMatchObject({
      domain_name: domain,
      provider: "aws.us-east-1",
    });
    const forLoadBalancer = edge.one("aws_acm_certificate", "load-balancer-certificate_certificate");
    expect(forLoadBalancer["domain_name"]).toBe(domain);
    expect(forLoadBalancer).not.toHaveProperty("provider");
  });

  it.each(["ipv4", "ipv6"])("SW-001 has an address under its domain by %s", (family) => {
    expect(edge.one("aws_route53_record", `records_${family}`)).toMatchObject({
      name: domain,
      type: family === "ipv4" ? "A" : "AAAA",
      alias: { name: "${aws_cloudfront_distribution.cdn_distribution.domain_name}" },
    });
  });

  it("SW-107 is an application load balancer on the public side", () => {
    expect(only(edge, "aws_lb")).toMatchObject({
      load_balancer_type: "application",
      internal: false,
      enable_deletion_protection: protection,
      subnets: ["${aws_subnet.network_public_subnet-a.id}", "${aws_subnet.network_public_subnet-c.id}"],
      security_groups: ["${aws_security_group.alb_group.id}", "${aws_security_group.alb-redirect_group.id}"],
    });
  });

  it("SW-108 SW-109 SW-D05 SW-D08 forwards on 443 alone, where TLS ends, and refuses what lacks the header", () => {
    // ADR 021: the default action cannot see a header, so the frontend is the last rule instead.
    expect(edge.one("aws_lb_listener", "listener_https")).toMatchObject({
      load_balancer_arn: ALB_ARN,
      port: 443,
      protocol: "HTTPS",
      certificate_arn:
        "${aws_acm_certificate_validation.load-balancer-certificate_validation.certificate_arn}",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "403" } }],
    });
  });

  it("SW-110 redirects plain HTTP, and has no third listener", () => {
    expect(edge.one("aws_lb_listener", "listener_http")).toMatchObject({
      load_balancer_arn: ALB_ARN,
      port: 80,
      protocol: "HTTP",
      default_action: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
      ],
    });
    expect(edge.ids("aws_lb_listener")).toEqual(["listener_http", "listener_https"]);
  });

  it("SW-009 SW-D05 SW-129 routes what carries the header: API to the backend, the rest to the frontend", () => {
    const rule = (service: string, priority: number, conditions: readonly unknown[]) => ({
      listener_arn: "${aws_lb_listener.listener_https.arn}",
      priority,
      condition: [HEADER, ...conditions],
      action: [{ type: "forward", target_group_arn: `\${aws_lb_target_group.${service}-targets_group.arn}` }],
    });
    const rules = Object.values(edge.all("aws_lb_listener_rule")).map(({ tags: _tags, ...rest }) => rest);
    expect(rules).toEqual([
      rule("backend", 100, [{ path_pattern: { values: ["/api/*"] } }]),
      rule("frontend", 50_000, []),
    ]);
  });

  it.each(["backend", "frontend"])("SW-010 SW-D09 SW-D10 speaks HTTP on 80 to tasks of %s", (service) => {
    expect(edge.one("aws_lb_target_group", `${service}-targets_group`)).toMatchObject({
      protocol: "HTTP",
      port: 80,
      target_type: "ip",
      vpc_id: "${aws_vpc.network_vpc_vpc.id}",
      health_check: { path: "/health", protocol: "HTTP", matcher: "200" },
    });
  });

  it("SW-D08 takes connections from CloudFront's addresses alone, each port in a group of its own", () => {
    expect(edge.json["data"]!["aws_ec2_managed_prefix_list"]).toMatchObject({
      "cloudfront-addresses": { name: "com.amazonaws.global.cloudfront.origin-facing" },
    });
    expect(edge.ids("aws_vpc_security_group_ingress_rule")).toEqual([
      "alb-redirect_from-cloudfront-tcp-80_ingress",
      "alb_from-cloudfront-tcp-443_ingress",
    ]);
  });
});
