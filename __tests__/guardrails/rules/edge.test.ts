import { apiKeepsAccessLogs } from "../../../guardrails/rules/edge/api-keeps-access-logs";
import { apiTellsItsCallersApart } from "../../../guardrails/rules/edge/api-tells-its-callers-apart";
import { bucketOriginsAreSigned } from "../../../guardrails/rules/edge/bucket-origins-are-signed";
import { distributionHasWebAcl } from "../../../guardrails/rules/edge/distribution-has-web-acl";
import { distributionKeepsAccessLogs } from "../../../guardrails/rules/edge/distribution-keeps-access-logs";
import { distributionSpeaksModernTls } from "../../../guardrails/rules/edge/distribution-speaks-modern-tls";
import { listenerSpeaksModernTls } from "../../../guardrails/rules/edge/listener-speaks-modern-tls";
import { loadBalancerDropsBadHeaders } from "../../../guardrails/rules/edge/load-balancer-drops-bad-headers";
import { loadBalancerKeepsAccessLogs } from "../../../guardrails/rules/edge/load-balancer-keeps-access-logs";
import { originsAreReachedByTls } from "../../../guardrails/rules/edge/origins-are-reached-by-tls";
import { plainHttpIsRedirected } from "../../../guardrails/rules/edge/plain-http-is-redirected";
import { protectedLoadBalancerResistsDeletion } from "../../../guardrails/rules/edge/protected-load-balancer-resists-deletion";
import { webAclKeepsLogs } from "../../../guardrails/rules/edge/web-acl-keeps-logs";
import type { Attributes } from "../../../guardrails/workspace";
import { findings } from "../findings";

const listener = (attributes: Attributes) => ({ aws_lb_listener: { l: attributes } });
const balancer = (attributes: Attributes) => ({ aws_lb: { lb: attributes } });
const distribution = (attributes: Attributes) => ({ aws_cloudfront_distribution: { d: attributes } });
const MODERN = { viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021" } };

describe("guard rails of the edge", () => {
  it.each(["ELBSecurityPolicy-2016-08", undefined])("EDG-001 finds the TLS policy %s", (policy) => {
    expect(findings(listenerSpeaksModernTls, listener({ protocol: "HTTPS", ssl_policy: policy }))).toEqual([
      `aws_lb_listener.l: ssl_policy = ${policy ?? "nothing"}`,
    ]);
  });

  it.each([
    { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { protocol: "TLS", ssl_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
    { protocol: "HTTP" },
  ])("EDG-001 accepts %j", (attributes) => {
    expect(findings(listenerSpeaksModernTls, listener(attributes))).toEqual([]);
  });

  it.each([
    [{ type: "forward" }, "forward over HTTP"],
    [{ type: "redirect", redirect: { protocol: "HTTP" } }, "redirect over HTTP"],
  ])("EDG-002 finds plain HTTP with %j", (action, got) => {
    expect(findings(plainHttpIsRedirected, listener({ protocol: "HTTP", default_action: [action] }))).toEqual(
      [`aws_lb_listener.l: ${got}`],
    );
  });

  it("EDG-002 accepts a redirect to HTTPS, and HTTPS itself", () => {
    const redirect = { type: "redirect", redirect: { protocol: "HTTPS", status_code: "HTTP_301" } };
    expect(
      findings(plainHttpIsRedirected, listener({ protocol: "HTTP", default_action: [redirect] })),
    ).toEqual([]);
    expect(
      findings(plainHttpIsRedirected, listener({ protocol: "HTTPS", default_action: [{ type: "forward" }] })),
    ).toEqual([]);
  });

  it("EDG-003 finds old TLS and plain HTTP towards viewers", () => {
    expect(
      findings(
        distributionSpeaksModernTls,
        distribution({
          viewer_certificate: { cloudfront_default_certificate: true },
          default_cache_behavior: { viewer_protocol_policy: "allow-all" },
          ordered_cache_behavior: [{ path_pattern: "/api/*", viewer_protocol_policy: "allow-all" }],
        }),
      ),
    ).toEqual([
      "aws_cloudfront_distribution.d: viewer_certificate.minimum_protocol_version = nothing",
      "aws_cloudfront_distribution.d: the default behaviour over plain HTTP",
      "aws_cloudfront_distribution.d: /api/* over plain HTTP",
    ]);
  });

  it("EDG-003 accepts modern TLS and a redirect", () => {
    expect(
      findings(
        distributionSpeaksModernTls,
        distribution({ ...MODERN, default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" } }),
      ),
    ).toEqual([]);
  });

  it("EDG-004 finds an origin that is reached in plain text and accepts TLS", () => {
    const origin = (policy: string) =>
      distribution({ origin: [{ custom_origin_config: { origin_protocol_policy: policy } }, {}] });
    expect(findings(originsAreReachedByTls, origin("match-viewer"))).toEqual([
      "aws_cloudfront_distribution.d: custom_origin_config.origin_protocol_policy = match-viewer",
    ]);
    expect(findings(originsAreReachedByTls, origin("https-only"))).toEqual([]);
  });

  it("EDG-005 finds a bucket origin without access control and accepts one with it", () => {
    expect(findings(bucketOriginsAreSigned, distribution({ origin: [{ origin_id: "site" }] }))).toEqual([
      "aws_cloudfront_distribution.d: no origin_access_control_id",
    ]);
    expect(
      findings(
        bucketOriginsAreSigned,
        distribution({
          origin: [
            { origin_access_control_id: "E1" },
            { custom_origin_config: {} },
            { vpc_origin_config: {} },
          ],
        }),
      ),
    ).toEqual([]);
  });

  it("EDG-006 finds a distribution without a web ACL and accepts one with it", () => {
    expect(findings(distributionHasWebAcl, distribution({}))).toEqual([
      "aws_cloudfront_distribution.d: no web_acl_id",
    ]);
    expect(
      findings(distributionHasWebAcl, distribution({ web_acl_id: "${aws_wafv2_web_acl.w.arn}" })),
    ).toEqual([]);
  });

  it("EDG-007 finds an application load balancer that passes bad headers on", () => {
    expect(findings(loadBalancerDropsBadHeaders, balancer({}))).toEqual([
      "aws_lb.lb: drop_invalid_header_fields = nothing",
    ]);
    expect(findings(loadBalancerDropsBadHeaders, balancer({ drop_invalid_header_fields: true }))).toEqual([]);
    expect(findings(loadBalancerDropsBadHeaders, balancer({ load_balancer_type: "network" }))).toEqual([]);
  });

  it("EDG-008 wants protected load balancers to resist deletion", () => {
    expect(findings(protectedLoadBalancerResistsDeletion, balancer({}))).toEqual([
      "aws_lb.lb: enable_deletion_protection = nothing",
    ]);
    expect(
      findings(protectedLoadBalancerResistsDeletion, balancer({ enable_deletion_protection: true })),
    ).toEqual([]);
    expect(findings(protectedLoadBalancerResistsDeletion, balancer({}), "disposable")).toEqual([]);
  });

  it("EDG-009 wants access logs of protected load balancers", () => {
    expect(findings(loadBalancerKeepsAccessLogs, balancer({}))).toEqual([
      "aws_lb.lb: access_logs.enabled = nothing",
    ]);
    expect(findings(loadBalancerKeepsAccessLogs, balancer({ access_logs: { enabled: true } }))).toEqual([]);
    expect(findings(loadBalancerKeepsAccessLogs, balancer({}), "disposable")).toEqual([]);
  });

  it("EDG-010 wants access logs of protected distributions, by either way", () => {
    expect(findings(distributionKeepsAccessLogs, distribution({}))).toEqual([
      "aws_cloudfront_distribution.d: no access logs",
    ]);
    expect(findings(distributionKeepsAccessLogs, distribution({ logging_config: { bucket: "b" } }))).toEqual(
      [],
    );
    expect(
      findings(distributionKeepsAccessLogs, {
        ...distribution({}),
        aws_cloudwatch_log_delivery_source: { s: { resource_arn: "${aws_cloudfront_distribution.d.arn}" } },
      }),
    ).toEqual([]);
    expect(findings(distributionKeepsAccessLogs, distribution({}), "disposable")).toEqual([]);
  });

  it("EDG-011 wants logs of protected web ACLs", () => {
    const acl = { aws_wafv2_web_acl: { w: {} } };
    expect(findings(webAclKeepsLogs, acl)).toEqual(["aws_wafv2_web_acl.w: no logging configuration"]);
    expect(
      findings(webAclKeepsLogs, {
        ...acl,
        aws_wafv2_web_acl_logging_configuration: { l: { resource_arn: "${aws_wafv2_web_acl.w.arn}" } },
      }),
    ).toEqual([]);
    expect(findings(webAclKeepsLogs, acl, "disposable")).toEqual([]);
  });
});

describe("guard rails of APIs", () => {
  it.each(["aws_api_gateway_stage", "aws_apigatewayv2_stage"])("EDG-012 finds a %s without logs", (type) => {
    expect(findings(apiKeepsAccessLogs, { [type]: { s: {} } })).toEqual([
      `${type}.s: no access_log_settings.destination_arn`,
    ]);
    expect(
      findings(apiKeepsAccessLogs, { [type]: { s: { access_log_settings: { destination_arn: "arn" } } } }),
    ).toEqual([]);
  });

  it("EDG-013 finds a method that asks nobody who they are, with a key or without", () => {
    const method = (attributes: Attributes) =>
      findings(apiTellsItsCallersApart, { aws_api_gateway_method: { m: attributes } });
    const finding = ["aws_api_gateway_method.m: authorization = NONE"];
    expect(method({ http_method: "ANY", authorization: "NONE" })).toEqual(finding);
    expect(method({ http_method: "GET", authorization: "NONE", api_key_required: true })).toEqual(finding);
    expect(method({ http_method: "ANY", authorization: "COGNITO_USER_POOLS" })).toEqual([]);
    expect(method({ http_method: "OPTIONS", authorization: "NONE" })).toEqual([]);
  });

  it("EDG-013 finds a route that asks nobody who they are, and lets preflights pass", () => {
    const route = (attributes: Attributes) =>
      findings(apiTellsItsCallersApart, { aws_apigatewayv2_route: { r: attributes } });
    expect(route({ route_key: "ANY /{proxy+}" })).toEqual([
      "aws_apigatewayv2_route.r: authorization_type = nothing",
    ]);
    expect(route({ route_key: "ANY /{proxy+}", authorization_type: "JWT" })).toEqual([]);
    expect(route({ route_key: "OPTIONS /{proxy+}" })).toEqual([]);
  });
});
