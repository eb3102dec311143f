import { Certificate, type CertificateProps } from "../../../constructs/edge/certificate";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (change: Partial<CertificateProps> = {}) =>
  synthesizeStack(
    (stack) =>
      new Certificate(stack, "certificate", {
        domainName: "example.com",
        proof: { hostedZoneId: "Z1" },
        ...change,
      }),
  );

const option = (attribute: string, domain: string) =>
  `\${one([for option in aws_acm_certificate.certificate_certificate.domain_validation_options : option.${attribute} if option.domain_name == "${domain}"])}`;

describe("a certificate", () => {
  test("SW-D07: is proven by a record of its domain", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_acm_certificate", "certificate_certificate")).toEqual({
      domain_name: "example.com",
      validation_method: "DNS",
      lifecycle: { create_before_destroy: true },
    });
    expect(workspace.all("aws_route53_record")).toEqual({
      "certificate_proof-example-com": {
        zone_id: "Z1",
        name: option("resource_record_name", "example.com"),
        type: option("resource_record_type", "example.com"),
        records: [option("resource_record_value", "example.com")],
        ttl: 300,
      },
    });
    expect(workspace.one("aws_acm_certificate_validation", "certificate_validation")).toEqual({
      certificate_arn: "${aws_acm_certificate.certificate_certificate.arn}",
      validation_record_fqdns: ["${aws_route53_record.certificate_proof-example-com.fqdn}"],
    });
  });

  test("covers further domains, of which a wildcard shares the record of its base", () => {
    const workspace = synthesize({ alternativeNames: ["*.example.com", "*.api.example.com"] });

    expect(workspace.one("aws_acm_certificate", "certificate_certificate")).toMatchObject({
      subject_alternative_names: ["*.example.com", "*.api.example.com"],
    });
    expect(workspace.ids("aws_route53_record")).toEqual([
      "certificate_proof-any-api-example-com",
      "certificate_proof-example-com",
    ]);
  });

  test.each(["Example.com", "example", "https://example.com", "-a.example.com"])(
    "is refused for %s",
    (domainName) => {
      expect(refusalOf(() => synthesize({ domainName }))).toBe(
        `unit-test/certificate: is a domain in lower case, got ${domainName}; write it like app.example.com`,
      );
    },
  );
});
