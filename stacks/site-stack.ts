import type { App } from "cdktf";
import { DistributionLogs } from "../constructs/edge/distribution-logs";
import { AliasRecords } from "../constructs/edge/alias-records";
import { Cdn } from "../constructs/edge/cdn";
import { Certificate } from "../constructs/edge/certificate";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from "../constructs/edge/managed-policies";
import { SpaRouter } from "../constructs/edge/spa-router";
import { CLOUDFRONT_REGION, WebAcl } from "../constructs/edge/web-acl";
import { WebAclLogGroup } from "../constructs/edge/web-acl-log-group";
import type { WebAclRule } from "../constructs/edge/web-acl-rules";
import type { NamedCidrs } from "../constructs/network/named-cidrs";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { WebsiteHosting } from "../constructs/storage/website-hosting";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

const DOCUMENT = "index.html";
const SITE_ORIGIN = "site";
/** Days for which files of an overwritten release can be brought back. */
const OLD_RELEASE_DAYS = 30;

/** S3 serves the site itself, over plain HTTP, to named addresses. */
export interface WebsiteAccess {
  /** How viewers reach the site. */
  readonly access: "website";
  /** Blocks of IPv4 addresses that may, by whose they are. At least one. */
  readonly allowedCidrs: NamedCidrs;
}

/** A distribution serves the site to everyone over HTTPS, and nothing else reads the bucket. */
export interface CdnAccess {
  /** How viewers reach the site. */
  readonly access: "cdn";
  /** Domain of the site: `www.example.com`. */
  readonly domainName: string;
  /** Hosted zone in which the domain's records stand. */
  readonly hostedZoneId: string;
  /** Rules of the web ACL before the distribution, each with a name and a priority of its own. */
  readonly webAclRules: readonly WebAclRule[];
}

/** How viewers reach a site. */
export type SiteAccess = WebsiteAccess | CdnAccess;

/** Values of a {@link SiteStack}. */
export interface SiteStackProps extends PlatformStackProps {
  /** How viewers reach the site. The bucket stays the same when it changes. */
  readonly site: SiteAccess;
  /** Days for which it is kept what viewers asked a distribution for, and what the web ACL before it decided. */
  readonly requestLogRetentionDays: number;
  /**
   * Name of the bucket. A change replaces it.
   *
   * @default - `<system>-<environment>-site-<account>`
   */
  readonly bucketName?: string | undefined;
}

/** What other layers learn of the site. */
export interface SiteExports {
  /** Address of the site, which is also what browsers state as the origin of its pages. */
  readonly url: string;
  /** Host name within that address. */
  readonly host: string;
  /** The bucket that the site is published to. */
  readonly siteBucket: { readonly name: string; readonly arn: string };
}

/**
 * The site layer: a bucket with the files of a single-page application, and the way on which viewers reach them.
 *
 * Outputs: `site_url`, `site_bucket` and, where a distribution serves it, `distribution_id`.
 */
export class SiteStack extends PlatformStack {
  /** What other layers learn of the site. */
  public readonly exports: SiteExports;

  private readonly prefix: string;

  /** @throws ProblemsError when the access is not one that AWS would grant */
  public constructor(scope: App, props: SiteStackProps) {
    super(scope, "site", props);
    const { environment, site } = props;
    this.prefix = `${environment.system}-${environment.name}`;
    const { bucketName = `${this.prefix}-site-${environment.account}` } = props;

    const bucket = new PrivateBucket(this, "site", {
      bucketName,
      removal: environment.protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
      lifecycle: [{ id: "old-releases", noncurrentExpirationDays: OLD_RELEASE_DAYS }],
      plainHttp: site.access === "website" ? "to-read" : "refused",
    });
    const host =
      site.access === "website" ? this.website(bucket, site) : this.distribution(bucket, site, props);
    const url = `${site.access === "website" ? "http" : "https"}://${host}`;

    this.exports = { url, host, siteBucket: { name: bucket.bucket.id, arn: bucket.bucket.arn } };
    this.publish("site_url", url, "Address of the site");
    this.publish("site_bucket", bucket.bucket.id, "Name of the bucket that the site is published to");
  }

  private website(bucket: PrivateBucket, { allowedCidrs }: WebsiteAccess): string {
    return new WebsiteHosting(this, "hosting", { bucket, allowedCidrs }).endpoint;
  }

  private distribution(
    bucket: PrivateBucket,
    { domainName, hostedZoneId, webAclRules }: CdnAccess,
    { environment, requestLogRetentionDays }: SiteStackProps,
  ): string {
    const northVirginia = this.providerIn(CLOUDFRONT_REGION);
    const certificate = new Certificate(this, "certificate", {
      domainName,
      proof: { hostedZoneId },
      provider: northVirginia,
    });
    const webAclLogs = new WebAclLogGroup(this, "web-acl-logs", {
      logGroupName: `aws-waf-logs-${this.prefix}-site`,
      retentionDays: requestLogRetentionDays,
      scope: "cloudfront",
    });
    const webAcl = new WebAcl(this, "web-acl", {
      name: `${this.prefix}-site`,
      scope: { cloudfront: northVirginia },
      rules: webAclRules,
      logDestinationArn: webAclLogs.ref.arn,
    });
    const router = new SpaRouter(this, "spa-router", { functionName: `${this.prefix}-spa-router` });
    const cdn = new Cdn(this, "cdn", {
      name: this.prefix,
      aliases: [domainName],
      certificateArn: certificate.arn,
      webAclArn: webAcl.arn,
      origins: { [SITE_ORIGIN]: { bucket } },
      defaultBehaviour: {
        origin: SITE_ORIGIN,
        methods: "read-and-options",
        cachePolicyId: MANAGED_CACHE_POLICIES.cachingOptimized,
        responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
        viewerRequestFunctionArn: router.functionArn,
      },
      defaultRootObject: DOCUMENT,
    });
    new AliasRecords(this, "records", { hostedZoneId, recordName: domainName, target: cdn });
    new DistributionLogs(this, "cdn-logs", {
      name: `${this.prefix}-site`,
      distributionArn: cdn.distributionArn,
      bucketName: `${this.prefix}-cdn-logs-${environment.account}`,
      retentionDays: requestLogRetentionDays,
      account: environment.account,
      protection: environment.protection,
      northVirginia,
    });
    this.publish("distribution_id", cdn.distributionId, "Id of the distribution, for invalidations");
    return domainName;
  }
}
