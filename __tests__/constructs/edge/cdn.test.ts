import { runInNewContext } from "node:vm";
import { AliasRecords } from "../../../constructs/edge/alias-records";
import { Cdn, type CdnProps } from "../../../constructs/edge/cdn";
import type { CdnBehaviour } from "../../../constructs/edge/cdn-behaviours";
import { SpaRouter } from "../../../constructs/edge/spa-router";
import { PrivateBucket } from "../../../constructs/storage/private-bucket";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const BEHAVIOUR: CdnBehaviour = { origin: "alb", methods: "all", cachePolicyId: "policy" };

const synthesize = (change: Partial<CdnProps> = {}) =>
  synthesizeStack((stack) => {
    const bucket = new PrivateBucket(stack, "media", { bucketName: "openwan-media" });
    new Cdn(stack, "cdn", {
      name: "openwan",
      aliases: ["openwan.example.com"],
      certificateArn: "arn:aws:acm:us-east-1:111111111111:certificate/1",
      webAclArn: "arn:aws:wafv2:us-east-1:111111111111:global/webacl/openwan/1",
      origins: { "S3-openwan-media": { bucket }, alb: { domainName: "alb.example.com" } },
      defaultBehaviour: BEHAVIOUR,
      ...change,
    });
  });

const distribution = (change: Partial<CdnProps> = {}) =>
  synthesize(change).one("aws_cloudfront_distribution", "cdn_distribution");

describe("a CDN", () => {
  test("OW-157 to OW-161: serves all locations, TLS 1.2 at least, behind its web ACL", () => {
    expect(distribution()).toMatchObject({
      price_class: "PriceClass_All",
      is_ipv6_enabled: true,
      http_version: "http2and3",
      viewer_certificate: {
        acm_certificate_arn: "arn:aws:acm:us-east-1:111111111111:certificate/1",
        ssl_support_method: "sni-only",
        minimum_protocol_version: "TLSv1.2_2021",
      },
      web_acl_id: "arn:aws:wafv2:us-east-1:111111111111:global/webacl/openwan/1",
      ordered_cache_behavior: [],
    });
  });

  test("OW-140 to OW-147: has behaviours for paths of a bucket under an id of the system's choice", () => {
    const workspace = synthesize({
      behaviours: [
        {
          pathPattern: "/preview/*",
          origin: "S3-openwan-media",
          methods: "read-and-options",
          cachePolicyId: "preview",
        },
      ],
    });

    expect(workspace.one("aws_cloudfront_distribution", "cdn_distribution")).toMatchObject({
      origin: [{ origin_id: "S3-openwan-media" }, { origin_id: "alb" }],
      ordered_cache_behavior: [
        {
          path_pattern: "/preview/*",
          target_origin_id: "S3-openwan-media",
          allowed_methods: ["GET", "HEAD", "OPTIONS"],
          cached_methods: ["GET", "HEAD"],
          viewer_protocol_policy: "redirect-to-https",
          compress: true,
          cache_policy_id: "preview",
        },
      ],
    });
    expect(workspace.one("aws_s3_bucket_policy", "media_policy")["policy"]).toContain(
      "AllowCloudFrontAccess",
    );
  });

  test("takes every setting of a behaviour", () => {
    const { default_cache_behavior } = distribution({
      defaultBehaviour: {
        ...BEHAVIOUR,
        methods: "read",
        plainHttp: "https-only",
        compress: false,
        originRequestPolicyId: "request",
        responseHeadersPolicyId: "response",
        viewerRequestFunctionArn: "function",
      },
    });

    expect(default_cache_behavior).toEqual({
      target_origin_id: "alb",
      viewer_protocol_policy: "https-only",
      allowed_methods: ["GET", "HEAD"],
      cached_methods: ["GET", "HEAD"],
      compress: false,
      cache_policy_id: "policy",
      origin_request_policy_id: "request",
      response_headers_policy_id: "response",
      function_association: [{ event_type: "viewer-request", function_arn: "function" }],
    });
  });

  test("takes headers and a timeout of an origin, a root object and a price class", () => {
    expect(
      distribution({
        origins: { alb: { domainName: "alb.example.com", headers: { "x-a": "b" }, readTimeoutSeconds: 60 } },
        defaultRootObject: "index.html",
        priceClass: "PriceClass_100",
      }),
    ).toMatchObject({
      default_root_object: "index.html",
      price_class: "PriceClass_100",
      origin: [
        { custom_header: [{ name: "x-a", value: "b" }], custom_origin_config: { origin_read_timeout: 60 } },
      ],
    });
  });

  test("OW-D42: has CloudFront's own name and certificate without aliases", () => {
    const workspace = synthesizeStack(
      (stack) =>
        new Cdn(stack, "cdn", {
          name: "openwan",
          webAclArn: "arn:aws:wafv2:us-east-1:111111111111:global/webacl/openwan/1",
          origins: { alb: { domainName: "alb.example.com", protocol: "http-only" } },
          defaultBehaviour: BEHAVIOUR,
        }),
    );

    expect(workspace.one("aws_cloudfront_distribution", "cdn_distribution")).toMatchObject({
      aliases: [],
      viewer_certificate: { cloudfront_default_certificate: true },
      origin: [{ custom_origin_config: { origin_protocol_policy: "http-only" } }],
    });
  });

  test.each<[string, Partial<CdnProps>]>([
    ["a certificate without aliases", { aliases: [] }],
    ["aliases without a certificate", { certificateArn: undefined as never }],
  ])("OW-D42: refuses %s", (got, change) => {
    expect(refusalOf(() => distribution(change))).toBe(
      `unit-test/cdn.certificateArn: is for the aliases: both are stated, or neither, got ${got}; state both`,
    );
  });

  test("refuses an origin that it does not have", () => {
    expect(refusalOf(() => distribution({ defaultBehaviour: { ...BEHAVIOUR, origin: "nlb" } }))).toBe(
      "unit-test/cdn.behaviours: name an origin of S3-openwan-media, alb, got nlb; choose one of them",
    );
  });

  test("refuses two behaviours for one path", () => {
    const behaviour = { ...BEHAVIOUR, pathPattern: "/api/*" };

    expect(refusalOf(() => distribution({ behaviours: [behaviour, behaviour] }))).toBe(
      "unit-test/cdn.behaviours: have a path pattern of their own each, got /api/*; remove the second",
    );
  });
});

describe("the router of a single-page application", () => {
  const workspace = synthesizeStack((stack) => new SpaRouter(stack, "router", { functionName: "web-spa" }));
  const { code } = workspace.one("aws_cloudfront_function", "router_function");
  const route = runInNewContext(`${String(code)}; handler`) as (event: { request: { uri: string } }) => {
    uri: string;
  };

  test("SW-D37: is a published CloudFront Function", () => {
    expect(workspace.one("aws_cloudfront_function", "router_function")).toMatchObject({
      name: "web-spa",
      runtime: "cloudfront-js-2.0",
      publish: true,
    });
  });

  test.each([
    ["/", "/index.html"],
    ["/orders/17", "/index.html"],
    ["/orders/v1.2/items", "/index.html"],
    ["/assets/app.3f2a.js", "/assets/app.3f2a.js"],
    ["/favicon.ico", "/favicon.ico"],
  ])("SW-D37: answers %s with %s", (uri, answered) => {
    expect(route({ request: { uri } }).uri).toBe(answered);
  });

  test("takes another document, and refuses a name with a dot", () => {
    const other = synthesizeStack(
      (stack) => new SpaRouter(stack, "router", { functionName: "web-spa", documentPath: "/app.html" }),
    );

    expect(other.one("aws_cloudfront_function", "router_function")["code"]).toContain('"/app.html"');
    expect(
      refusalOf(() =>
        synthesizeStack((stack) => new SpaRouter(stack, "router", { functionName: "web.spa" })),
      ),
    ).toContain("the name of an aws_cloudfront_function is made of letters, digits and _-, got web.spa");
  });
});

test("OW-001: alias records lead to a distribution over IPv4 and IPv6", () => {
  const workspace = synthesizeStack(
    (stack) =>
      new AliasRecords(stack, "records", {
        hostedZoneId: "Z1",
        recordName: "openwan.example.com",
        target: { domainName: "d1.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" },
      }),
  );

  expect(workspace.all("aws_route53_record")).toEqual({
    records_ipv4: {
      zone_id: "Z1",
      name: "openwan.example.com",
      type: "A",
      alias: { name: "d1.cloudfront.net", zone_id: "Z2FDTNDATAQYW2", evaluate_target_health: false },
    },
    records_ipv6: expect.objectContaining({ type: "AAAA" }),
  });
});
