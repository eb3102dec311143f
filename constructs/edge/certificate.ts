import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";

const RECORD_TTL_SECONDS = 300;
const DOMAIN = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** How control over the domains is proven. */
export type DomainProof =
  /** By records in this hosted zone. */
  | { readonly hostedZoneId: string }
  /**
   * By the records of a certificate for the same domains in another Region: ACM asks one account for the same records
   * everywhere, and Route 53 holds each only once.
   */
  | { readonly provenBy: Certificate };

/** Values of a {@link Certificate}. */
export interface CertificateProps {
  /** Main domain, in lower case: `app.example.com`. A change replaces the certificate. */
  readonly domainName: string;
  /** How control over the domains is proven. */
  readonly proof: DomainProof;
  /**
   * Further domains.
   *
   * @default - none
   */
  readonly alternativeNames?: readonly string[];
  /**
   * Provider of the Region in which it is needed: us-east-1 for CloudFront.
   *
   * @default - the stack's own
   */
  readonly provider?: AwsProvider;
}

/**
 * A public certificate of ACM, valid before anybody uses it, and renewed by AWS as long as its records stand.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Construct {
  /** ARN of the certificate, known once it is valid. */
  public readonly arn: string;
  /** Names of the records that prove control. */
  public readonly proofs: readonly string[];

  /** @throws ProblemsError when a domain is not one */
  public constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { domainName, proof, alternativeNames = [], provider } = props;
    const domains = [domainName, ...alternativeNames];
    throwProblems(domains.flatMap((domain) => domainProblems(domain, this.node.path)));
    const placement = provider ? { provider } : {};

    const certificate = new AcmCertificate(this, "certificate", {
      domainName,
      ...(alternativeNames.length > 0 ? { subjectAlternativeNames: [...alternativeNames] } : {}),
      validationMethod: "DNS",
      // Listeners and distributions change over to the new one before the old one goes.
      lifecycle: { createBeforeDestroy: true },
      ...placement,
    });
    this.proofs =
      "provenBy" in proof
        ? proof.provenBy.proofs
        : withoutTwins(domains).map((domain) => this.prove(certificate, domain, proof.hostedZoneId));
    this.arn = new AcmCertificateValidation(this, "validation", {
      certificateArn: certificate.arn,
      validationRecordFqdns: [...this.proofs],
      ...placement,
    }).certificateArn;
  }

  private prove(certificate: AcmCertificate, domain: string, zoneId: string): string {
    const address = `${AcmCertificate.tfResourceType}.${certificate.friendlyUniqueId}`;
    const option = (attribute: string): string =>
      `\${one([for option in ${address}.domain_validation_options : option.${attribute} if option.domain_name == "${domain}"])}`;
    return new Route53Record(this, `proof-${domain.replace("*", "any").replaceAll(".", "-")}`, {
      zoneId,
      name: option("resource_record_name"),
      type: option("resource_record_type"),
      records: [option("resource_record_value")],
      ttl: RECORD_TTL_SECONDS,
    }).fqdn;
  }
}

/** `example.com` and `*.example.com` are proven by one and the same record. */
function withoutTwins(domains: readonly string[]): readonly string[] {
  return domains.filter((domain) => !(domain.startsWith("*.") && domains.includes(domain.slice(2))));
}

function domainProblems(domain: string, path: string): readonly Problem[] {
  return DOMAIN.test(domain)
    ? []
    : [{ path, rule: "is a domain in lower case", got: domain, fix: "write it like app.example.com" }];
}
