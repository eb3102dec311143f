import { statements } from "../support/policies";
import { synthesizeMediaEdge } from "../support/media-edge";
import { refusalOf } from "../support/synthesis";

const { edge, storage } = synthesizeMediaEdge();
const MEDIA =
  "${data.terraform_remote_state.cross-stack-reference-input-storage-test.outputs.to-other-stacks-aws_s3_bucket-media_bucket";
const distribution = edge.one("aws_cloudfront_distribution", "cdn_distribution");

describe("the edge of a media platform, at its load balancer", () => {
  test("OW-005, OW-282: one in three public subnets, which logs to a bucket for 90 days", () => {
    expect(edge.one("aws_lb", "load-balancer_lb")).toMatchObject({
      name: "openwan-alb",
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-a", "subnet-b", "subnet-c"],
      access_logs: { enabled: true, prefix: "alb" },
    });
    expect(edge.one("aws_s3_bucket", "access-logs_logs_bucket")["bucket"]).toBe(
      "openwan-alb-logs-111111111111",
    );
    expect(
      edge.one("aws_s3_bucket_lifecycle_configuration", "access-logs_logs_lifecycle")["rule"],
    ).toContainEqual(expect.objectContaining({ expiration: [{ days: 90 }] }));
  });

  test("OW-035, OW-036, OW-322: it takes HTTPS and plain HTTP from everywhere, and nothing else", () => {
    const ingress = Object.values(edge.all("aws_vpc_security_group_ingress_rule"));

    expect(
      ingress.map(({ from_port, to_port, ip_protocol, cidr_ipv4 }) => [
        from_port,
        to_port,
        ip_protocol,
        cidr_ipv4,
      ]),
    ).toEqual([
      [443, 443, "tcp", "0.0.0.0/0"],
      [80, 80, "tcp", "0.0.0.0/0"],
    ]);
  });

  test("OW-039: it has no way out of its own; the services' layer states the flow to its tasks", () => {
    expect(edge.all("aws_vpc_security_group_egress_rule")).toEqual({});
    expect(edge.one("aws_security_group", "alb_group")).not.toHaveProperty("egress");
  });

  test("OW-037: plain HTTP is redirected", () => {
    expect(edge.one("aws_lb_listener", "listener_http")).toMatchObject({
      port: 80,
      default_action: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
      ],
    });
  });

  test("OW-038, OW-D56: HTTPS is forwarded with the distribution's header, and refused without", () => {
    expect(edge.one("aws_lb_listener", "listener_https")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: "${aws_acm_certificate_validation.site_viewer-certificate_validation.certificate_arn}",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "403" } }],
    });
    expect(edge.all("aws_lb_listener_rule")).toEqual({
      "listener_to-backend": {
        listener_arn: "${aws_lb_listener.listener_https.arn}",
        priority: 100,
        action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}" }],
        condition: [
          {
            http_header: {
              http_header_name: "x-origin-verify",
              values: ["${random_password.origin-secret_value-1.result}"],
            },
          },
        ],
      },
    });
  });

  test("OW-085, OW-D50: tasks are targets on 8080, asked for /health", () => {
    expect(edge.one("aws_lb_target_group", "backend-targets_group")).toMatchObject({
      name: "openwan-backend-tg",
      port: 8080,
      protocol: "HTTP",
      target_type: "ip",
      health_check: {
        path: "/health",
        matcher: "200",
        interval: 30,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
    });
  });
});

describe("the edge of a media platform, at its distribution", () => {
  test("OW-004, OW-D03: what no path takes goes to the load balancer, uncached and whole", () => {
    expect(distribution["origin"]).toContainEqual({
      origin_id: "alb",
      domain_name: "${aws_lb.load-balancer_lb.dns_name}",
      custom_header: [{ name: "x-origin-verify", value: "${random_password.origin-secret_value-1.result}" }],
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
      },
    });
    expect(distribution["default_cache_behavior"]).toMatchObject({
      target_origin_id: "alb",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    });
  });

  test("OW-140, OW-141: media come from the bucket through origin access control", () => {
    expect(distribution["origin"]).toContainEqual({
      origin_id: "S3-openwan-media",
      domain_name: `${MEDIA}-bucket_regional_domain_name}`,
      origin_access_control_id: "${aws_cloudfront_origin_access_control.cdn_access-to-S3-openwan-media.id}",
    });
  });

  test("OW-142 to OW-147, OW-151 to OW-154, OW-156: previews and thumbnails are cached by policies of their own", () => {
    const common = {
      target_origin_id: "S3-openwan-media",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cached_methods: ["GET", "HEAD"],
      viewer_protocol_policy: "redirect-to-https",
      compress: true,
    };

    expect(distribution["ordered_cache_behavior"]).toMatchObject([
      {
        ...common,
        path_pattern: "/preview/*",
        cache_policy_id: "${aws_cloudfront_cache_policy.media_preview-cache_policy.id}",
      },
      {
        ...common,
        path_pattern: "/thumbnails/*",
        cache_policy_id: "${aws_cloudfront_cache_policy.media_thumbnails-cache_policy.id}",
      },
    ]);
  });

  test.each([
    ["preview", "OW-149", 86_400],
    ["thumbnails", "OW-155", 604_800],
  ])("%s are kept by default as %s says", (key, _row, ttl) => {
    expect(edge.one("aws_cloudfront_cache_policy", `media_${key}-cache_policy`)).toMatchObject({
      name: `openwan-${key}`,
      min_ttl: 0,
      default_ttl: ttl,
      max_ttl: 31_536_000,
    });
  });

  test("OW-139, OW-D04, OW-D05, OW-336: the bucket's policy stands here and admits this distribution alone", () => {
    expect(storage.all("aws_s3_bucket_policy")).toEqual({});
    expect(
      statements(edge.one("aws_s3_bucket_policy", "media_bucket_policy")["policy"]).filter(
        ({ Effect }) => Effect === "Allow",
      ),
    ).toEqual([
      {
        Sid: "AllowCloudFrontAccess",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["s3:GetObject"],
        Resource: [`${MEDIA}-arn}/*`],
        Condition: {
          StringEquals: { "AWS:SourceArn": "${aws_cloudfront_distribution.cdn_distribution.arn}" },
        },
      },
    ]);
  });

  test("OW-157 to OW-160, OW-D52: one certificate of us-east-1 answers at the distribution and at the load balancer", () => {
    expect(distribution).toMatchObject({
      aliases: ["openwan.example.com"],
      price_class: "PriceClass_All",
      viewer_certificate: {
        acm_certificate_arn:
          "${aws_acm_certificate_validation.site_viewer-certificate_validation.certificate_arn}",
        ssl_support_method: "sni-only",
        minimum_protocol_version: "TLSv1.2_2021",
      },
    });
    expect(edge.all("aws_acm_certificate")).toEqual({
      "site_viewer-certificate_certificate": expect.objectContaining({
        domain_name: "openwan.example.com",
        validation_method: "DNS",
        provider: "aws.us-east-1",
      }),
    });
  });

  test("OW-001, OW-002, OW-316: its zone and the records that lead to it", () => {
    expect(edge.ids("aws_route53_zone")).toEqual(["site_zone_zone"]);
    expect(edge.one("aws_route53_record", "site_records_ipv4")).toMatchObject({
      zone_id: "${aws_route53_zone.site_zone_zone.zone_id}",
      name: "openwan.example.com",
      type: "A",
      alias: { name: "${aws_cloudfront_distribution.cdn_distribution.domain_name}" },
    });
    expect(edge.one("aws_route53_record", "site_records_ipv6")["type"]).toBe("AAAA");
  });

  test("a new header value is accepted before it is sent", () => {
    expect(distribution["depends_on"]).toEqual(["aws_lb_listener_rule.listener_to-backend"]);
  });
});

describe("the edge of a media platform, at its web ACL", () => {
  const acl = edge.one("aws_wafv2_web_acl", "web-acl_web-acl");

  test("OW-003, OW-161, OW-250 to OW-252: stands before the distribution, in us-east-1, and lets pass by default", () => {
    expect(distribution["web_acl_id"]).toBe("${aws_wafv2_web_acl.web-acl_web-acl.arn}");
    expect(acl).toMatchObject({
      name: "openwan-waf-webacl",
      scope: "CLOUDFRONT",
      default_action: { allow: {} },
      provider: "aws.us-east-1",
      visibility_config: { metric_name: "openwan-waf-webacl" },
    });
  });

  test("OW-253 to OW-258, OW-337: holds its six rules under their names and priorities", () => {
    const managed = (name: string) => ({
      statement: { managed_rule_group_statement: { vendor_name: "AWS", name } },
      override_action: { none: {} },
    });

    expect(acl["rule"]).toMatchObject([
      { name: "AWSManagedRulesCommonRuleSet", priority: 1, ...managed("AWSManagedRulesCommonRuleSet") },
      {
        name: "AWSManagedRulesKnownBadInputsRuleSet",
        priority: 2,
        ...managed("AWSManagedRulesKnownBadInputsRuleSet"),
      },
      { name: "AWSManagedRulesSQLiRuleSet", priority: 3, ...managed("AWSManagedRulesSQLiRuleSet") },
      {
        name: "RateLimitRule",
        priority: 10,
        action: { block: {} },
        statement: {
          rate_based_statement: { limit: 2000, aggregate_key_type: "IP", evaluation_window_sec: 300 },
        },
      },
      {
        name: "GeoBlockRule",
        priority: 11,
        action: { block: {} },
        statement: {
          not_statement: {
            statement: { geo_match_statement: { country_codes: ["US", "CN", "JP", "KR", "SG"] } },
          },
        },
      },
      { name: "IPReputationList", priority: 12, ...managed("AWSManagedRulesAmazonIpReputationList") },
    ]);
  });

  test("OW-283: logs for 90 days, without what tells who somebody is", () => {
    expect(edge.one("aws_cloudwatch_log_group", "web-acl-log_events_group")).toEqual({
      name: "aws-waf-logs-openwan",
      retention_in_days: 90,
      region: "us-east-1",
    });
    expect(edge.one("aws_wafv2_web_acl_logging_configuration", "web-acl_logging")).toEqual({
      resource_arn: "${aws_wafv2_web_acl.web-acl_web-acl.arn}",
      log_destination_configs: ["${aws_cloudwatch_log_group.web-acl-log_events_group.arn}"],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
      provider: "aws.us-east-1",
    });
  });
});

describe("the edge of a media platform", () => {
  test("OW-321: tells where it is", () => {
    expect(Object.keys(edge.json["output"]!).sort()).toEqual([
      "distribution_domain_name",
      "distribution_id",
      "load_balancer_dns_name",
      "name_servers",
      "site_url",
    ]);
    expect(edge.json["output"]!["site_url"]).toMatchObject({ value: "https://openwan.example.com" });
  });

  test("OW-158: has a certificate for the load balancer's Region where that is another", () => {
    const { edge: elsewhere } = synthesizeMediaEdge({
      environment: {
        system: "example",
        name: "test",
        account: "111111111111",
        region: "ap-northeast-1",
        zones: [],
        protection: "protected",
        tags: {},
        state: {
          bucket: "example-state",
          lockTable: "example-lock",
          region: "ap-northeast-1",
          kmsKeyArn: "arn:aws:kms:ap-northeast-1:111111111111:alias/example-state",
          nativeLock: false,
        },
      },
    });

    expect(elsewhere.ids("aws_acm_certificate")).toEqual([
      "site_load-balancer-certificate_certificate",
      "site_viewer-certificate_certificate",
    ]);
  });

  test("has names after system and environment where none is given", () => {
    const { edge: unnamed } = synthesizeMediaEdge({ names: undefined });

    expect(unnamed.one("aws_lb", "load-balancer_lb")["name"]).toBe("example-test");
    expect(unnamed.one("aws_lb_target_group", "backend-targets_group")["name"]).toBe("example-test-backend");
    expect(unnamed.one("aws_s3_bucket", "access-logs_logs_bucket")["bucket"]).toBe(
      "example-test-alb-logs-111111111111",
    );
    expect(unnamed.one("aws_cloudwatch_log_group", "web-acl-log_events_group")["name"]).toBe(
      "aws-waf-logs-example-test",
    );
  });

  test("refuses a path whose cache policy is not there", () => {
    expect(
      refusalOf(() =>
        synthesizeMediaEdge({
          media: {
            bucket: { name: "b", arn: "a", regionalDomainName: "d" },
            originId: "media",
            cachePolicies: {},
            paths: [{ pathPattern: "/preview/*", methods: "read", cachePolicy: "preview" }],
          },
        }),
      ),
    ).toBe(
      "edge-test/media.paths./preview/*.cachePolicy: is one of none, got preview; choose one of them, or add it to cachePolicies",
    );
  });

  test("refuses equal priorities of rules", () => {
    expect(
      refusalOf(() =>
        synthesizeMediaEdge({
          webAclRules: [
            { name: "a", priority: 1, requestsPerAddress: 100 },
            { name: "b", priority: 1, requestsPerAddress: 200 },
          ],
        }),
      ),
    ).toContain("web-acl.rules.b.priority: differs from that of a, got 1");
  });
});
