import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { type App, Fn } from "cdktf";
import type { LoadBalancerBackend } from "../constructs/api/api-backend";
import { ApiBehaviours, type CacheablePath } from "../constructs/edge/api-behaviours";
import { AliasRecords } from "../constructs/edge/alias-records";
import { Cdn, type CdnProps } from "../constructs/edge/cdn";
import type { CdnOrigin } from "../constructs/edge/cdn-origins";
import { Certificate } from "../constructs/edge/certificate";
import { DistributionLogs } from "../constructs/edge/distribution-logs";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from "../constructs/edge/managed-policies";
import { OriginGuard } from "../constructs/edge/origin-guard";
import { OriginSecret } from "../constructs/edge/origin-secret";
import { RestrictedPaths, type RestrictedPathsConfig } from "../constructs/edge/restricted-paths";
import { type ShieldAdvanced, ShieldProtection } from "../constructs/edge/shield-protection";
import { SpaRouter } from "../constructs/edge/spa-router";
import { VpcOrigin } from "../constructs/edge/vpc-origin";
import { CLOUDFRONT_REGION, WebAcl } from "../constructs/edge/web-acl";
import { WebAclLogGroup } from "../constructs/edge/web-acl-log-group";
import type { WebAclRule } from "../constructs/edge/web-acl-rules";
import { classify } from "../constructs/governance/classify";
import { withoutAlarms } from "../constructs/observability/no-alarms";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import type { ApiExports } from "./api-stack";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

const SITE_ORIGIN = "site";
const API_ORIGIN = "api";
const API_PATH = "/api/*";
const DOCUMENT = "index.html";
const API_KEY_HEADER = "x-api-key";
/** Days for which files of an overwritten release can be brought back. */
const OLD_RELEASE_DAYS = 30;
/** Order of the rule on screens that administer: before all others. */
const RESTRICTION_PRIORITY = 0;
const NOT_KEPT = { notBackedUpBecause: "what was asked for ends with its retention" } as const;

/** Values of an {@link ApiEdgeStack}. */
export interface ApiEdgeStackProps extends PlatformStackProps {
  /** Domain under which viewers know site and API: `www.example.com`. */
  readonly domainName: string;
  /** Hosted zone in which the domain's records stand. */
  readonly hostedZoneId: string;
  /** What answers the API's paths: API Gateway, or a load balancer that has no public address. */
  readonly api: ApiExports | LoadBalancerBackend;
  /** Whether a single-page application has the same domain. Without one every path is the API's. */
  readonly site: "spa" | "none";
  /** Rules of the web ACL before the distribution, each with a name of its own and a priority from 1. */
  readonly webAclRules: readonly WebAclRule[];
  /** Versions of the header by which a REST API knows the distribution; the last is sent, all are accepted. */
  readonly originSecretVersions: readonly string[];
  /** Days for which it is kept what viewers asked for, and what web ACLs decided. */
  readonly requestLogRetentionDays: number;
  /**
   * Screens that administer, and who reaches them.
   *
   * @default - there are none
   */
  readonly adminScreens?: RestrictedPathsConfig | undefined;
  /**
   * Paths of the API whose responses are kept, by a name that stays.
   *
   * @default - none
   */
  readonly cacheablePaths?: Readonly<Record<string, CacheablePath>> | undefined;
  /**
   * Shield Advanced, once it is approved. Shield Standard is there without it.
   *
   * @default - none
   */
  readonly shieldAdvanced?: ShieldAdvanced | undefined;
  /**
   * Edge locations that serve.
   *
   * @default "PriceClass_All"
   */
  readonly priceClass?: CdnProps["priceClass"] | undefined;
}

/** What other layers learn of the edge. The origin header's value is not among it. */
export interface ApiEdgeExports {
  /** Id of the distribution, which an invalidation names; nothing where there is none. */
  readonly distributionId: string | undefined;
  /** The web ACL that requests of clients meet first, and where its metrics are. */
  readonly webAcl: { readonly name: string; readonly scope: "cloudfront" | "regional" };
  /** Address at which clients reach the API. */
  readonly url: string;
  /** The bucket that the application is published to; nothing where there is none. */
  readonly siteBucket: { readonly name: string; readonly arn: string } | undefined;
}

/**
 * The edge layer before an API: one distribution behind a web ACL, with the application's files and the API under one
 * domain, so that browsers need no permission of another origin.
 *
 * A REST API answers this distribution alone: a second web ACL at its stage asks for a header, which stays in the state
 * of this layer as both sides of it are here. A load balancer needs no such proof, as it has no public address.
 *
 * Outputs: `site_url`, `distribution_id` and, where there is an application, `site_bucket`.
 */
export class ApiEdgeStack extends PlatformStack {
  /** What other layers learn of the edge. */
  public readonly exports: ApiEdgeExports;

  private readonly prefix: string;

  /** @throws ProblemsError with what AWS would refuse */
  public constructor(scope: App, props: ApiEdgeStackProps) {
    super(scope, "edge", props);
    const { environment, domainName, hostedZoneId, site, shieldAdvanced } = props;
    this.prefix = `${environment.system}-${environment.name}`;
    const northVirginia = this.providerIn(CLOUDFRONT_REGION);

    const certificate = new Certificate(this, "certificate", {
      domainName,
      proof: { hostedZoneId },
      provider: northVirginia,
    });
    const webAcl = this.webAcl(props, northVirginia);
    const bucket = site === "spa" ? this.site() : undefined;
    const api = this.apiOrigin(props);
    const cdn = new Cdn(this, "cdn", {
      name: this.prefix,
      aliases: [domainName],
      certificateArn: certificate.arn,
      webAclArn: webAcl.arn,
      origins: { ...(bucket ? { [SITE_ORIGIN]: { bucket } } : {}), [API_ORIGIN]: api.origin },
      ...this.behaviours(bucket !== undefined, props),
      ...(props.priceClass === undefined ? {} : { priceClass: props.priceClass }),
      // A new header value is accepted before it is sent.
      dependsOn: api.before,
    });
    new AliasRecords(this, "records", { hostedZoneId, recordName: domainName, target: cdn });
    this.keepRequests(cdn.distributionArn, props, northVirginia);
    if (shieldAdvanced) {
      new ShieldProtection(this, "shield", {
        name: this.prefix,
        resourceArn: cdn.distributionArn,
        ...shieldAdvanced,
      });
    }

    const url = `https://${domainName}`;
    this.exports = {
      distributionId: cdn.distributionId,
      webAcl: { name: webAcl.name, scope: "cloudfront" },
      url,
      siteBucket: bucket && { name: bucket.bucket.id, arn: bucket.bucket.arn },
    };
    this.publish("site_url", url, "Address of site and API");
    this.publish("distribution_id", cdn.distributionId, "Id of the distribution, for invalidations");
    if (bucket) {
      this.publish("site_bucket", bucket.bucket.id, "Name of the bucket that the site is published to");
    }
  }

  private webAcl(
    { webAclRules, adminScreens, requestLogRetentionDays }: ApiEdgeStackProps,
    northVirginia: AwsProvider,
  ): WebAcl {
    const scope = { cloudfront: northVirginia };
    const restriction =
      adminScreens &&
      new RestrictedPaths(this, "admin-screens", {
        name: `${this.prefix}-admin-screens`,
        priority: RESTRICTION_PRIORITY,
        scope,
        ...adminScreens,
      }).rule;
    const logs = new WebAclLogGroup(this, "web-acl-log", {
      logGroupName: `aws-waf-logs-${this.prefix}`,
      retentionDays: requestLogRetentionDays,
      scope: "cloudfront",
    });
    classify(logs, "confidential", NOT_KEPT);
    return new WebAcl(this, "web-acl", {
      name: this.prefix,
      scope,
      rules: [...(restriction ? [restriction] : []), ...webAclRules],
      logDestinationArn: logs.ref.arn,
      redactedHeaders: [API_KEY_HEADER],
    });
  }

  private site(): PrivateBucket {
    const { account, protection } = this.environment;
    const site = new PrivateBucket(this, "site", {
      bucketName: `${this.prefix}-site-${account}`,
      removal: protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
      lifecycle: [{ id: "old-releases", noncurrentExpirationDays: OLD_RELEASE_DAYS }],
    });
    classify(site, "public", { notBackedUpBecause: "every release is built from the repository" });
    withoutAlarms(site, ["bucket"], {
      noAlarmsBecause: "its files are the releases of one application: no size is expected of them",
    });
    return site;
  }

  private apiOrigin({ api, ...props }: ApiEdgeStackProps): {
    readonly origin: CdnOrigin;
    readonly before: NonNullable<CdnProps["dependsOn"]>;
  } {
    if ("apiId" in api) {
      const { headers, before } = this.knownTo(api, props);
      return { origin: { domainName: api.host, path: `/${api.stageName}`, headers }, before };
    }
    const { url, ...loadBalancer } = api;
    const { vpcOriginId } = new VpcOrigin(this, "vpc-origin", { name: this.prefix, ...loadBalancer });
    return { origin: { vpcOriginId, domainName: Fn.element(Fn.split("://", url), 1) as string }, before: [] };
  }

  /** The header by which a REST API knows the distribution. An HTTP API has no web ACL that could ask for it. */
  private knownTo(
    { stageArn }: ApiExports,
    { originSecretVersions, requestLogRetentionDays }: Omit<ApiEdgeStackProps, "api">,
  ): {
    readonly headers: Readonly<Record<string, string>>;
    readonly before: NonNullable<CdnProps["dependsOn"]>;
  } {
    if (stageArn === undefined) {
      return { headers: {}, before: [] };
    }
    new RandomProvider(this, "random");
    const secret = new OriginSecret(this, "origin-secret", { versions: originSecretVersions });
    const name = `${this.prefix}-api`;
    const logs = new WebAclLogGroup(this, "origin-guard-log", {
      logGroupName: `aws-waf-logs-${name}`,
      retentionDays: requestLogRetentionDays,
      scope: "regional",
    });
    classify(logs, "confidential", NOT_KEPT);
    const guard = new OriginGuard(this, "origin-guard", {
      name,
      stageArn,
      requiredHeader: secret,
      logDestinationArn: logs.ref.arn,
    });
    return { headers: { [secret.headerName]: secret.sent }, before: [guard.webAcl.acl] };
  }

  private behaviours(
    hasSite: boolean,
    { cacheablePaths = {} }: ApiEdgeStackProps,
  ): Pick<CdnProps, "defaultBehaviour" | "behaviours" | "defaultRootObject"> {
    const { uncached, cached } = new ApiBehaviours(this, "behaviours", {
      name: this.prefix,
      origin: API_ORIGIN,
      cacheablePaths,
    });
    if (!hasSite) {
      return { defaultBehaviour: uncached, behaviours: cached };
    }
    const router = new SpaRouter(this, "spa-router", { functionName: `${this.prefix}-spa-router` });
    return {
      defaultRootObject: DOCUMENT,
      defaultBehaviour: {
        origin: SITE_ORIGIN,
        methods: "read-and-options",
        cachePolicyId: MANAGED_CACHE_POLICIES.cachingOptimized,
        responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
        viewerRequestFunctionArn: router.functionArn,
      },
      behaviours: [...cached, { ...uncached, pathPattern: API_PATH }],
    };
  }

  private keepRequests(
    distributionArn: string,
    { requestLogRetentionDays }: ApiEdgeStackProps,
    northVirginia: AwsProvider,
  ): void {
    const { account, protection } = this.environment;
    const logs = new DistributionLogs(this, "cdn-logs", {
      name: this.prefix,
      distributionArn,
      bucketName: `${this.prefix}-cdn-logs-${account}`,
      retentionDays: requestLogRetentionDays,
      account,
      protection,
      northVirginia,
    });
    classify(logs, "confidential", NOT_KEPT);
  }
}
