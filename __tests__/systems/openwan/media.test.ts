import { statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { only, synthesizeLayers, type Layers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

interface Behaviour {
  readonly path_pattern: string;
  readonly cache_policy_id: string;
}

describe.each([
  {
    environment: "dev",
    account: "333333333333",
    domain: "openwan.dev.example.com",
    parent: "dev.example.com",
    edgeDays: 7,
  },
  {
    environment: "prod",
    account: "444444444444",
    domain: "openwan.example.com",
    parent: "example.com",
    edgeDays: 90,
  },
])("openwan, media and edge of $environment", ({ environment, account, domain, parent, edgeDays }) => {
  let storage: Workspace;
  let edge: Workspace;
  beforeAll(() => {
    storage = layersOf(environment).of("storage");
    edge = layersOf(environment).of("edge");
  });
  const distribution = () => only(edge, "aws_cloudfront_distribution");
  const origin = (id: string) =>
    (distribution()["origin"] as readonly Record<string, unknown>[]).find(
      ({ origin_id }) => origin_id === id,
    )!;
  const behaviour = (path: string) =>
    (distribution()["ordered_cache_behavior"] as readonly Behaviour[]).find(
      ({ path_pattern }) => path_pattern === path,
    );
  const cachePolicy = (path: string) => {
    const { cache_policy_id } = behaviour(path)!;
    const [, id] = /^\$\{aws_cloudfront_cache_policy\.(.+)\.id\}$/.exec(cache_policy_id)!;
    return edge.one("aws_cloudfront_cache_policy", id!);
  };
  const rules = () =>
    only(storage, "aws_s3_bucket_lifecycle_configuration")["rule"] as readonly Record<string, unknown>[];

  it("OW-014 OW-123 OW-127 OW-D41 has one versioned media bucket, named after account and Region", () => {
    expect(only(storage, "aws_s3_bucket")["bucket"]).toBe(`openwan-media-${account}-us-east-1`);
    expect(only(storage, "aws_s3_bucket_versioning")["versioning_configuration"]).toEqual({
      status: "Enabled",
    });
  });

  it("OW-124 OW-125 OW-126 OW-128 OW-129 OW-130 OW-131 OW-132 OW-D07 moves and deletes old versions, abandoned uploads and old previews, and no original", () => {
    expect(rules()).toEqual([
      {
        id: "TransitionOldVersions",
        status: "Enabled",
        filter: [{}],
        noncurrent_version_transition: [{ noncurrent_days: 30, storage_class: "GLACIER" }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      },
      {
        id: "DeleteIncompleteUploads",
        status: "Enabled",
        filter: [{}],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
      {
        id: "TransitionPreviewToIA",
        status: "Enabled",
        filter: [{ prefix: "preview/" }],
        transition: [{ days: 90, storage_class: "STANDARD_IA" }],
      },
    ]);
  });

  it("OW-133 OW-D08 encrypts media with the system's own key", () => {
    expect(only(storage, "aws_s3_bucket_server_side_encryption_configuration")["rule"]).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.s3-key_key.arn}",
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  it("OW-134 OW-135 OW-136 OW-137 OW-138 OW-D42 lets pages of the site alone upload and read", () => {
    expect(only(storage, "aws_s3_bucket_cors_configuration")["cors_rule"]).toEqual([
      {
        allowed_origins: [`https://${domain}`],
        allowed_methods: ["GET", "PUT", "POST", "DELETE"],
        allowed_headers: ["*"],
        expose_headers: ["ETag"],
        max_age_seconds: 3600,
      },
    ]);
  });

  it("OW-139 OW-336 OW-D04 OW-D05 lets this distribution alone read the bucket, which is private otherwise", () => {
    const policy = statements(edge.one("aws_s3_bucket_policy", "media_bucket_policy")["policy"]);

    expect(policy.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "AllowCloudFrontAccess",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["s3:GetObject"],
        Resource: ["${aws_s3_bucket.media_bucket.arn}/*"],
        Condition: {
          StringEquals: { "AWS:SourceArn": "${aws_cloudfront_distribution.cdn_distribution.arn}" },
        },
      },
    ]);
    expect(only(storage, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("OW-140 OW-141 OW-D04 reads the bucket by origin access control", () => {
    expect(origin("S3-openwan-media")).toMatchObject({
      domain_name: "${aws_s3_bucket.media_bucket.bucket_regional_domain_name}",
      origin_access_control_id: "${aws_cloudfront_origin_access_control.cdn_access-to-S3-openwan-media.id}",
    });
    expect(only(edge, "aws_cloudfront_origin_access_control")).toMatchObject({
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
  });

  it.each([
    {
      path: "/preview/*",
      seconds: 86_400,
      rows: "OW-142 OW-143 OW-144 OW-145 OW-146 OW-147 OW-148 OW-149 OW-150 OW-151 OW-328",
    },
    { path: "/thumbnails/*", seconds: 604_800, rows: "OW-152 OW-153 OW-154 OW-155 OW-156 OW-328 OW-D06" },
  ])("$rows answers $path from the bucket and keeps it", ({ path, seconds }) => {
    expect(behaviour(path)).toMatchObject({
      target_origin_id: "S3-openwan-media",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cached_methods: ["GET", "HEAD"],
      viewer_protocol_policy: "redirect-to-https",
      compress: true,
    });
    expect(cachePolicy(path)).toMatchObject({
      min_ttl: 0,
      default_ttl: seconds,
      max_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        query_strings_config: { query_string_behavior: "none" },
        headers_config: {
          header_behavior: "whitelist",
          headers: { items: ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"] },
        },
      },
    });
  });

  it("OW-004 OW-322 OW-D03 OW-D52 sends everything else to the load balancer, over HTTPS and uncached", () => {
    expect(origin("alb")).toMatchObject({
      domain_name: "${aws_lb.load-balancer_lb.dns_name}",
      custom_origin_config: { origin_protocol_policy: "https-only" },
    });
    expect(distribution()["default_cache_behavior"]).toMatchObject({
      target_origin_id: "alb",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    });
  });

  it("OW-157 OW-158 OW-159 OW-160 OW-317 OW-D38 serves everywhere with a certificate of us-east-1 that is proven by DNS", () => {
    expect(distribution()).toMatchObject({
      aliases: [domain],
      price_class: "PriceClass_All",
      viewer_certificate: {
        acm_certificate_arn:
          "${aws_acm_certificate_validation.site_viewer-certificate_validation.certificate_arn}",
        ssl_support_method: "sni-only",
        minimum_protocol_version: "TLSv1.2_2021",
      },
    });
    expect(only(edge, "aws_acm_certificate")).toMatchObject({
      domain_name: domain,
      validation_method: "DNS",
      provider: "aws.us-east-1",
    });
  });

  it("OW-001 OW-002 OW-316 OW-D42 leads the domain to the distribution, in the zone that is there", () => {
    const alias = {
      name: "${aws_cloudfront_distribution.cdn_distribution.domain_name}",
      zone_id: "${aws_cloudfront_distribution.cdn_distribution.hosted_zone_id}",
      evaluate_target_health: false,
    };
    const record = (type: string) => ({
      name: domain,
      type,
      alias,
      zone_id: "${data.aws_route53_zone.site_zone_zone.zone_id}",
    });

    expect(edge.one("aws_route53_record", "site_records_ipv4")).toEqual(record("A"));
    expect(edge.one("aws_route53_record", "site_records_ipv6")).toEqual(record("AAAA"));
    expect(edge.json["data"]?.["aws_route53_zone"]).toMatchObject({ site_zone_zone: { name: parent } });
  });

  it("OW-005 OW-D02 OW-D46 has one load balancer over the three public subnets", () => {
    expect(only(edge, "aws_lb")).toMatchObject({
      name: "openwan-alb",
      load_balancer_type: "application",
      internal: false,
      subnets: ["a", "b", "c"].map((zone) => `\${aws_subnet.network_public_subnet-${zone}.id}`),
    });
  });

  it("OW-037 redirects plain HTTP", () => {
    expect(edge.one("aws_lb_listener", "listener_http")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
      ],
    });
  });

  it("OW-038 OW-D56 forwards what carries the distribution's header to the backend, and refuses the rest", () => {
    const listener = edge.one("aws_lb_listener", "listener_https");

    expect(listener).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: "${aws_acm_certificate_validation.site_viewer-certificate_validation.certificate_arn}",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "403" } }],
    });
    expect(only(edge, "aws_lb_listener_rule")).toMatchObject({
      listener_arn: "${aws_lb_listener.listener_https.arn}",
      action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}" }],
      condition: [
        {
          http_header: {
            http_header_name: "x-origin-verify",
            values: ["${random_password.origin-secret_value-1.result}"],
          },
        },
      ],
    });
    expect(origin("alb")["custom_header"]).toEqual([
      { name: "x-origin-verify", value: "${random_password.origin-secret_value-1.result}" },
    ]);
  });

  it("OW-282 OW-D31 keeps the load balancer's logs as long as the description says", () => {
    expect(only(edge, "aws_lb")["access_logs"]).toMatchObject({ enabled: true });
    expect(
      edge.one("aws_s3_bucket_lifecycle_configuration", "access-logs_logs_lifecycle")["rule"],
    ).toContainEqual({ id: "expire", status: "Enabled", filter: [{}], expiration: [{ days: edgeDays }] });
  });

  it("OW-003 OW-161 OW-250 OW-251 OW-252 OW-D38 stands behind a web ACL that allows what no rule blocks", () => {
    expect(distribution()["web_acl_id"]).toBe("${aws_wafv2_web_acl.web-acl_web-acl.arn}");
    expect(only(edge, "aws_wafv2_web_acl")).toMatchObject({
      name: "openwan-waf-webacl",
      scope: "CLOUDFRONT",
      default_action: { allow: {} },
      provider: "aws.us-east-1",
    });
  });

  it("OW-253 OW-254 OW-255 OW-256 OW-257 OW-258 OW-337 OW-D37 tries six rules in their order", () => {
    const managed = (group: string) => ({
      override_action: { none: {} },
      statement: { managed_rule_group_statement: { name: group, vendor_name: "AWS" } },
    });
    const wanted = [
      ["AWSManagedRulesCommonRuleSet", 1, managed("AWSManagedRulesCommonRuleSet")],
      ["AWSManagedRulesKnownBadInputsRuleSet", 2, managed("AWSManagedRulesKnownBadInputsRuleSet")],
      ["AWSManagedRulesSQLiRuleSet", 3, managed("AWSManagedRulesSQLiRuleSet")],
      [
        "RateLimitRule",
        10,
        {
          action: { block: {} },
          statement: {
            rate_based_statement: { limit: 2000, aggregate_key_type: "IP", evaluation_window_sec: 300 },
          },
        },
      ],
      [
        "GeoBlockRule",
        11,
        {
          action: { block: {} },
          statement: {
            not_statement: {
              statement: { geo_match_statement: { country_codes: ["US", "CN", "JP", "KR", "SG"] } },
            },
          },
        },
      ],
      ["IPReputationList", 12, managed("AWSManagedRulesAmazonIpReputationList")],
    ] as const;

    expect(only(edge, "aws_wafv2_web_acl")["rule"]).toEqual(
      wanted.map(([name, priority, rest]) => ({
        name,
        priority,
        ...rest,
        visibility_config: {
          metric_name: name,
          cloudwatch_metrics_enabled: true,
          sampled_requests_enabled: true,
        },
      })),
    );
  });

  it("OW-283 OW-D31 logs what the web ACL decides", () => {
    expect(only(edge, "aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-openwan",
      retention_in_days: edgeDays,
    });
    expect(only(edge, "aws_wafv2_web_acl_logging_configuration")).toMatchObject({
      log_destination_configs: ["${aws_cloudwatch_log_group.web-acl-log_events_group.arn}"],
      resource_arn: "${aws_wafv2_web_acl.web-acl_web-acl.arn}",
    });
  });
});
