import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { type Problem, throwProblems } from "../core/errors";
import { behaviourProblems, type CdnBehaviour, type PathBehaviour, renderBehaviour } from "./cdn-behaviours";
import { allowDistribution, type CdnOrigin, renderOrigin } from "./cdn-origins";

const VIEWER_TLS = "TLSv1.2_2021";

/** Values of a {@link Cdn}. */
export interface CdnProps {
  /** Name that its parts and its comment carry. */
  readonly name: string;
  /** ARN of the web ACL of scope CLOUDFRONT; a distribution without one is not made. */
  readonly webAclArn: string;
  /** Origins by id. The id is part of addresses: keep it. */
  readonly origins: Readonly<Record<string, CdnOrigin>>;
  /** How requests are answered that no path behaviour takes. */
  readonly defaultBehaviour: CdnBehaviour;
  /**
   * Host names of the distribution, all of them in the certificate.
   *
   * @default - CloudFront's own name alone
   */
  readonly aliases?: readonly string[];
  /**
   * ARN of the validated certificate for the aliases, in us-east-1.
   *
   * @default - CloudFront's own certificate, which is for its own names and with which TLS begins at version 1.0
   */
  readonly certificateArn?: string;
  /**
   * Behaviours for paths; the first that matches takes the request.
   *
   * @default - none
   */
  readonly behaviours?: readonly PathBehaviour[];
  /**
   * Object that answers `/`: `index.html`.
   *
   * @default - none
   */
  readonly defaultRootObject?: string;
  /**
   * Edge locations that serve: all, all without the dearest, or North America, Europe and Israel.
   *
   * @default "PriceClass_All"
   */
  readonly priceClass?: "PriceClass_All" | "PriceClass_200" | "PriceClass_100";
  /**
   * What must be in place before the distribution changes, such as listener rules that know a new header value.
   *
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A CloudFront distribution behind a web ACL: HTTPS alone, under aliases of its own with TLS 1.2 at least, over IPv4 and
 * IPv6, HTTP/2 and HTTP/3.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html
 */
export class Cdn extends Construct {
  /** Id of the distribution, which an invalidation names. */
  public readonly distributionId: string;
  /** ARN of the distribution. */
  public readonly distributionArn: string;
  /** Host name of CloudFront's own, to which alias records lead. */
  public readonly domainName: string;
  /** Hosted zone of that name. */
  public readonly hostedZoneId: string;

  /** @throws ProblemsError when behaviours and origins do not fit together */
  public constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const {
      name,
      aliases = [],
      certificateArn,
      webAclArn,
      origins,
      defaultBehaviour,
      defaultRootObject,
    } = props;
    const { behaviours = [], priceClass = "PriceClass_All", dependsOn = [] } = props;
    throwProblems([
      ...behaviourProblems(origins, [defaultBehaviour, ...behaviours], behaviours, this.node.path),
      ...nameProblems(aliases, certificateArn, this.node.path),
    ]);

    const distribution = new CloudfrontDistribution(this, "distribution", {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass,
      aliases: [...aliases],
      webAclId: webAclArn,
      ...(defaultRootObject === undefined ? {} : { defaultRootObject }),
      origin: Object.entries(origins).map(([originId, origin]) => renderOrigin(this, name, originId, origin)),
      defaultCacheBehavior: renderBehaviour(defaultBehaviour),
      orderedCacheBehavior: behaviours.map((behaviour) => ({
        pathPattern: behaviour.pathPattern,
        ...renderBehaviour(behaviour),
      })),
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate:
        certificateArn === undefined
          ? { cloudfrontDefaultCertificate: true }
          : {
              acmCertificateArn: certificateArn,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: VIEWER_TLS,
            },
      ...(dependsOn.length > 0 ? { dependsOn: [...dependsOn] } : {}),
    });
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;

    if (certificateArn === undefined) {
      acknowledge(distribution, "EDG-003", {
        reason: "under CloudFront's own name its certificate and its choice of TLS cannot be changed",
      });
    }
    if (Object.values(origins).some((origin) => "protocol" in origin && origin.protocol === "http-only")) {
      acknowledge(distribution, "EDG-004", {
        reason: "an origin without a domain of its own has no certificate that CloudFront would accept",
      });
    }
    for (const origin of Object.values(origins)) {
      if ("bucket" in origin) {
        allowDistribution(origin.bucket, distribution.arn);
      }
    }
  }
}

function nameProblems(
  aliases: readonly string[],
  certificateArn: string | undefined,
  path: string,
): readonly Problem[] {
  return aliases.length > 0 === (certificateArn !== undefined)
    ? []
    : [
        {
          path: `${path}.certificateArn`,
          rule: "is for the aliases: both are stated, or neither",
          got: aliases.length > 0 ? "aliases without a certificate" : "a certificate without aliases",
          fix: "state both",
        },
      ];
}
