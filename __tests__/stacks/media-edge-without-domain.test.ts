import { synthesizeMediaEdge } from "../support/media-edge";

describe("OW-D42: the edge of a media platform without a domain", () => {
  const { edge } = synthesizeMediaEdge({ domain: undefined });
  const distribution = edge.one("aws_cloudfront_distribution", "cdn_distribution");

  test("has CloudFront's own name and certificate, and nothing in Route 53 or ACM", () => {
    expect(distribution).toMatchObject({
      aliases: [],
      viewer_certificate: { cloudfront_default_certificate: true },
    });
    expect(
      ["aws_acm_certificate", "aws_route53_zone", "aws_route53_record"].flatMap((type) => edge.ids(type)),
    ).toEqual([]);
  });

  test("still redirects viewers to HTTPS", () => {
    expect(distribution["default_cache_behavior"]).toMatchObject({
      viewer_protocol_policy: "redirect-to-https",
    });
  });

  test("reaches the load balancer over plain HTTP, which forwards with the distribution's header alone", () => {
    expect(distribution["origin"]).toContainEqual(
      expect.objectContaining({
        origin_id: "alb",
        custom_header: [
          { name: "x-origin-verify", value: "${random_password.origin-secret_value-1.result}" },
        ],
        custom_origin_config: expect.objectContaining({ origin_protocol_policy: "http-only" }),
      }),
    );
    expect(edge.all("aws_lb_listener")).toEqual({
      listener_http: expect.objectContaining({
        port: 80,
        protocol: "HTTP",
        default_action: [expect.objectContaining({ type: "fixed-response" })],
      }),
    });
    expect(edge.one("aws_lb_listener_rule", "listener_to-backend")["condition"]).toEqual([
      {
        http_header: {
          http_header_name: "x-origin-verify",
          values: ["${random_password.origin-secret_value-1.result}"],
        },
      },
    ]);
  });

  test("opens the one port that it listens on", () => {
    expect(
      Object.values(edge.all("aws_vpc_security_group_ingress_rule")).map(({ from_port }) => from_port),
    ).toEqual([80]);
  });

  test("tells CloudFront's name as the site's address", () => {
    expect(edge.json["output"]!["site_url"]).toMatchObject({
      value: "https://${aws_cloudfront_distribution.cdn_distribution.domain_name}",
    });
  });
});
