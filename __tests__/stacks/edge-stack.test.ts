import { TerraformOutput } from "cdktf";
import { EdgeStack, type EdgeStackProps } from "../../stacks/edge-stack";
import { BareStack, ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

const MINIMAL: EdgeStackProps = {
  environment: ENVIRONMENT,
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-a", "subnet-c"],
  domainName: "app.example.com",
  hostedZoneId: "Z1",
  targets: {
    frontend: { port: 80, healthCheck: { path: "/" } },
    backend: { port: 80, healthCheck: { path: "/health" }, deregistrationDelaySeconds: 60 },
  },
  apiPath: "/api/*",
  originSecretVersions: ["1"],
  webAclRules: [
    { name: "AWSManagedRulesCommonRuleSet", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" },
    {
      name: "AWSManagedRulesKnownBadInputsRuleSet",
      priority: 2,
      managedGroup: "AWSManagedRulesKnownBadInputsRuleSet",
    },
    { name: "AWSManagedRulesSQLiRuleSet", priority: 3, managedGroup: "AWSManagedRulesSQLiRuleSet" },
  ],
};

const synthesize = (change: Partial<EdgeStackProps> = {}): Workspace =>
  synthesizeApp((app) => new EdgeStack(app, { ...MINIMAL, ...change }))["edge-test"]!;

interface Distribution {
  readonly aliases: unknown;
  readonly default_cache_behavior: { readonly viewer_protocol_policy: string };
  readonly default_root_object: string;
  readonly depends_on: unknown;
  readonly enabled: boolean;
  readonly ordered_cache_behavior: readonly { readonly viewer_protocol_policy: string }[];
  readonly origin: readonly { readonly origin_id: string; readonly custom_header?: unknown }[];
  readonly price_class: string;
  readonly viewer_certificate: unknown;
  readonly web_acl_id: string;
}

const distribution = (workspace = synthesize()): Distribution =>
  workspace.one("aws_cloudfront_distribution", "cdn_distribution") as unknown as Distribution;

describe("the edge layer, before the distribution", () => {
  test("SW-002, SW-129: a web ACL of us-east-1 stands before the distribution that fronts the load balancer", () => {
    const workspace = synthesize();

    expect(distribution(workspace).web_acl_id).toBe("${aws_wafv2_web_acl.web-acl_web-acl.arn}");
    expect(workspace.one("aws_wafv2_web_acl", "web-acl_web-acl")).toMatchObject({
      name: "example-test",
      scope: "CLOUDFRONT",
      provider: "aws.us-east-1",
      default_action: { allow: {} },
    });
    expect(workspace.json["provider"]!["aws"]).toMatchObject([
      { region: "ap-northeast-1" },
      { alias: "us-east-1", region: "us-east-1", allowed_account_ids: ["111111111111"] },
    ]);
  });

  test("SW-104 to SW-106, SW-D32: it holds AWS's managed rules", () => {
    const { rule } = synthesize().one("aws_wafv2_web_acl", "web-acl_web-acl");

    expect(rule).toMatchObject(
      [
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
      ].map((name, index) => ({
        name,
        priority: index + 1,
        statement: { managed_rule_group_statement: { vendor_name: "AWS", name } },
        override_action: { none: {} },
      })),
    );
  });

  test("tags what it makes in us-east-1 like everything else", () => {
    const [home, northVirginia] = synthesize().json["provider"]!["aws"] as Record<string, unknown>[];

    expect(northVirginia!["default_tags"]).toEqual(home!["default_tags"]);
  });

  test("SW-D07: the domain leads to the distribution over IPv4 and IPv6", () => {
    const workspace = synthesize();

    expect(distribution(workspace).aliases).toEqual(["app.example.com"]);
    for (const [record, type] of [
      ["records_ipv4", "A"],
      ["records_ipv6", "AAAA"],
    ] as const) {
      expect(workspace.one("aws_route53_record", record)).toMatchObject({
        zone_id: "Z1",
        name: "app.example.com",
        type,
        alias: { name: "${aws_cloudfront_distribution.cdn_distribution.domain_name}" },
      });
    }
  });

  test("SW-D07: certificates are issued in us-east-1 and at home, proven by one record", () => {
    const workspace = synthesize();
    const proof = "${aws_route53_record.viewer-certificate_proof-app-example-com.fqdn}";

    expect(workspace.one("aws_acm_certificate", "viewer-certificate_certificate")).toMatchObject({
      domain_name: "app.example.com",
      provider: "aws.us-east-1",
    });
    expect(workspace.one("aws_acm_certificate", "load-balancer-certificate_certificate")).not.toHaveProperty(
      "provider",
    );
    for (const validation of Object.values(workspace.all("aws_acm_certificate_validation"))) {
      expect(validation["validation_record_fqdns"]).toEqual([proof]);
    }
  });

  test("SW-D07: or are taken from elsewhere", () => {
    const workspace = synthesize({
      certificates: {
        viewerArn: "arn:aws:acm:us-east-1:1:certificate/v",
        loadBalancerArn: "arn:aws:acm:x:1:certificate/l",
      },
    });

    expect(workspace.ids("aws_acm_certificate")).toEqual([]);
    expect(distribution(workspace).viewer_certificate).toMatchObject({
      acm_certificate_arn: "arn:aws:acm:us-east-1:1:certificate/v",
    });
    expect(workspace.one("aws_lb_listener", "listener_https")).toMatchObject({
      certificate_arn: "arn:aws:acm:x:1:certificate/l",
    });
  });
});

describe("the edge layer, at the distribution", () => {
  test("SW-001, SW-007: one distribution serves site and API, over HTTPS alone", () => {
    const workspace = synthesize();
    const { default_cache_behavior, ordered_cache_behavior, origin, enabled } = distribution(workspace);

    expect(workspace.ids("aws_cloudfront_distribution")).toHaveLength(1);
    expect(enabled).toBe(true);
    expect(origin.map(({ origin_id }) => origin_id)).toEqual(["site", "alb"]);
    for (const behaviour of [default_cache_behavior, ...ordered_cache_behavior]) {
      expect(behaviour.viewer_protocol_policy).toBe("redirect-to-https");
    }
  });

  test("SW-003, SW-004: the site lies in a bucket that is read through Origin Access Control", () => {
    const workspace = synthesize();

    expect(distribution(workspace).origin[0]).toEqual({
      origin_id: "site",
      domain_name: "${aws_s3_bucket.site_bucket.bucket_regional_domain_name}",
      origin_access_control_id: "${aws_cloudfront_origin_access_control.cdn_access-to-site.id}",
    });
    expect(workspace.one("aws_cloudfront_origin_access_control", "cdn_access-to-site")).toEqual({
      name: "example-test-site",
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
  });

  test("SW-005, SW-119, SW-128: only this distribution reads it", () => {
    const workspace = synthesize();
    const { policy } = workspace.one("aws_s3_bucket_policy", "site_policy");
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Effect: string }[] };

    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
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
    expect(workspace.one("aws_s3_bucket_public_access_block", "site_public-access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("SW-006, SW-021, SW-D06, SW-D37: everything but the API is the cached site, deep links included", () => {
    const { default_cache_behavior, default_root_object } = distribution();

    expect(default_root_object).toBe("index.html");
    expect(default_cache_behavior).toMatchObject({
      target_origin_id: "site",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cached_methods: ["GET", "HEAD"],
      cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      function_association: [
        { event_type: "viewer-request", function_arn: "${aws_cloudfront_function.spa-router_function.arn}" },
      ],
    });
    expect(distribution()).not.toHaveProperty("custom_error_response");
  });

  test("SW-007, SW-022, SW-D06: the API is passed on with all methods, uncached, and the viewer's Host", () => {
    expect(distribution().ordered_cache_behavior).toEqual([
      {
        path_pattern: "/api/*",
        target_origin_id: "alb",
        viewer_protocol_policy: "redirect-to-https",
        allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cached_methods: ["GET", "HEAD"],
        compress: true,
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
        response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
      },
    ]);
  });

  test("SW-008, SW-D08: the load balancer is called over HTTPS, with the secret header", () => {
    expect(distribution().origin[1]).toEqual({
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
  });

  test("takes a price class", () => {
    expect(distribution(synthesize({ priceClass: "PriceClass_200" })).price_class).toBe("PriceClass_200");
    expect(distribution().price_class).toBe("PriceClass_All");
  });
});

describe("the edge layer, at the load balancer", () => {
  test("SW-107: it stands in the public subnets", () => {
    expect(synthesize().one("aws_lb", "load-balancer_lb")).toEqual({
      name: "example-test",
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-a", "subnet-c"],
      security_groups: ["${aws_security_group.alb_group.id}", "${aws_security_group.alb-redirect_group.id}"],
      drop_invalid_header_fields: true,
      enable_deletion_protection: false,
      idle_timeout: 60,
    });
  });

  test("SW-108 to SW-110: TLS ends there, plain HTTP is redirected", () => {
    const listeners = synthesize().all("aws_lb_listener");

    expect(Object.keys(listeners).sort()).toEqual(["listener_http", "listener_https"]);
    expect(listeners["listener_https"]).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn:
        "${aws_acm_certificate_validation.load-balancer-certificate_validation.certificate_arn}",
    });
    expect(listeners["listener_http"]).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
      ],
    });
  });

  test("SW-009, SW-010, SW-D05: backend by its path, frontend for the rest", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_lb_listener_rule", "listener_to-backend")).toMatchObject({
      priority: 100,
      action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}" }],
    });
    expect(workspace.one("aws_lb_listener_rule", "listener_to-frontend")).toMatchObject({
      priority: 50_000,
      action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.frontend-targets_group.arn}" }],
    });
    expect(workspace.one("aws_lb_target_group", "backend-targets_group")).toMatchObject({
      name: "example-test-backend",
      port: 80,
      protocol: "HTTP",
      target_type: "ip",
      deregistration_delay: "60",
      health_check: { path: "/health" },
    });
    expect(workspace.one("aws_lb_target_group", "frontend-targets_group")).toMatchObject({
      name: "example-test-frontend",
      deregistration_delay: "30",
    });
  });

  test("SW-129, SW-D08: nothing is forwarded without the secret header", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_lb_listener", "listener_https")["default_action"]).toEqual([
      {
        type: "fixed-response",
        fixed_response: { status_code: "403", content_type: "text/plain", message_body: "Forbidden" },
      },
    ]);
    for (const rule of Object.values(workspace.all("aws_lb_listener_rule"))) {
      expect(rule["condition"]).toContainEqual({
        http_header: {
          http_header_name: "x-origin-verify",
          values: ["${random_password.origin-secret_value-1.result}"],
        },
      });
    }
  });

  test("SW-D08: a new header value is accepted before it is sent", () => {
    const workspace = synthesize({ originSecretVersions: ["1", "2"] });

    expect(workspace.one("aws_lb_listener_rule", "listener_to-frontend")["condition"]).toEqual([
      {
        http_header: {
          http_header_name: "x-origin-verify",
          values: [
            "${random_password.origin-secret_value-1.result}",
            "${random_password.origin-secret_value-2.result}",
          ],
        },
      },
    ]);
    expect(distribution(workspace).origin[1]!.custom_header).toEqual([
      { name: "x-origin-verify", value: "${random_password.origin-secret_value-2.result}" },
    ]);
    expect(distribution(workspace).depends_on).toEqual([
      "aws_lb_listener_rule.listener_to-backend",
      "aws_lb_listener_rule.listener_to-frontend",
    ]);
  });

  test("SW-120, SW-D08: it admits CloudFront's addresses, and nobody else", () => {
    const workspace = synthesize();
    const cloudfront = "${data.aws_ec2_managed_prefix_list.cloudfront-addresses.id}";

    expect(workspace.json["data"]).toMatchObject({
      aws_ec2_managed_prefix_list: {
        "cloudfront-addresses": { name: "com.amazonaws.global.cloudfront.origin-facing" },
      },
    });
    expect(workspace.all("aws_vpc_security_group_ingress_rule")).toEqual({
      "alb_from-cloudfront-tcp-443_ingress": {
        security_group_id: "${aws_security_group.alb_group.id}",
        prefix_list_id: cloudfront,
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "requests that CloudFront forwards",
      },
      "alb-redirect_from-cloudfront-tcp-80_ingress": {
        security_group_id: "${aws_security_group.alb-redirect_group.id}",
        prefix_list_id: cloudfront,
        ip_protocol: "tcp",
        from_port: 80,
        to_port: 80,
        description: "plain HTTP, redirected to HTTPS",
      },
    });
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("a protected environment keeps load balancer and site", () => {
    const workspace = synthesize({
      environment: { ...ENVIRONMENT, protection: "protected" },
      requestLogRetentionDays: 90,
    });

    expect(workspace.one("aws_lb", "load-balancer_lb")).toMatchObject({ enable_deletion_protection: true });
    expect(workspace.one("aws_s3_bucket", "site_bucket")).not.toHaveProperty("force_destroy");
  });

  test("keeps what viewers asked for, and what the web ACL decided, for the days that are stated", () => {
    const workspace = synthesize({ requestLogRetentionDays: 90 });

    expect(workspace.one("aws_lb", "load-balancer_lb")["access_logs"]).toEqual({
      bucket: "${aws_s3_bucket_policy.access-logs_logs_policy.bucket}",
      enabled: true,
      prefix: "alb",
    });
    expect(workspace.one("aws_cloudwatch_log_delivery_source", "cdn-logs_source")).toMatchObject({
      provider: "aws.us-east-1",
      log_type: "ACCESS_LOGS",
      resource_arn: "${aws_cloudfront_distribution.cdn_distribution.arn}",
    });
    expect(workspace.one("aws_wafv2_web_acl_logging_configuration", "web-acl_logging")).toMatchObject({
      log_destination_configs: ["${aws_cloudwatch_log_group.web-acl-log_events_group.arn}"],
    });
    expect(
      ["access-logs_logs_lifecycle", "cdn-logs_logs_lifecycle"].map(
        (id) => workspace.one("aws_s3_bucket_lifecycle_configuration", id)["rule"],
      ),
    ).toEqual(
      Array(2).fill(
        expect.arrayContaining([expect.objectContaining({ id: "expire", expiration: [{ days: 90 }] })]),
      ),
    );
  });

  test("logs no request when no days are stated", () => {
    const workspace = synthesize({});

    expect(workspace.one("aws_lb", "load-balancer_lb")).not.toHaveProperty("access_logs");
    expect(workspace.ids("aws_cloudwatch_log_delivery")).toEqual([]);
    expect(workspace.ids("aws_wafv2_web_acl_logging_configuration")).toEqual([]);
  });
});

test("the edge layer hands on references, and never the header's value", () => {
  const workspaces = synthesizeApp((app) => {
    const { exports } = new EdgeStack(app, MINIMAL);
    const consumer = new BareStack(app, "consumer");
    new TerraformOutput(consumer, "group", { value: exports.loadBalancerSecurityGroup.securityGroupId });
    new TerraformOutput(consumer, "targets", { value: exports.targetGroups.backend.arn });
    new TerraformOutput(consumer, "target-suffix", { value: exports.targetGroups.frontend.arnSuffix });
    new TerraformOutput(consumer, "suffix", { value: exports.loadBalancerArnSuffix });
    new TerraformOutput(consumer, "distribution", {
      value: [exports.distributionId, exports.distributionArn],
    });
    new TerraformOutput(consumer, "site", { value: [exports.siteBucket.name, exports.siteBucket.arn] });
    expect(exports.loadBalancerSecurityGroup.name).toBe("alb");
  });
  const outputs = workspaces["edge-test"]!.json["output"]!;

  expect(Object.keys(outputs)).toHaveLength(12);
  expect(JSON.stringify(outputs)).not.toContain("random_password");
});
