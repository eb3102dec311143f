import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { App } from "cdktf";
import { AccessLogBucket, type AccessLogDestination } from "../constructs/storage/access-log-bucket";
import { WebAclLogGroup } from "../constructs/edge/web-acl-log-group";
import { DistributionLogs } from "../constructs/edge/distribution-logs";
import { AliasRecords } from "../constructs/edge/alias-records";
import { Cdn } from "../constructs/edge/cdn";
import { HttpsListener } from "../constructs/edge/https-listener";
import { LoadBalancer } from "../constructs/edge/load-balancer";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from "../constructs/edge/managed-policies";
import { OriginSecret } from "../constructs/edge/origin-secret";
import { type SiteCertificates, siteCertificates } from "../constructs/edge/site-certificates";
import { SpaRouter } from "../constructs/edge/spa-router";
import { type TargetConfig, TargetGroup, type TargetGroupRef } from "../constructs/edge/target-group";
import { CLOUDFRONT_REGION, WebAcl } from "../constructs/edge/web-acl";
import type { WebAclRule } from "../constructs/edge/web-acl-rules";
import { Peer, type SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { SecurityGroup } from "../constructs/network/security-group";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** AWS's list of the addresses from which CloudFront calls origins; it weighs 55 of a security group's 60 rules. */
const CLOUDFRONT_PREFIX_LIST = "com.amazonaws.global.cloudfront.origin-facing";
const SITE_ORIGIN = "site";
const API_ORIGIN = "alb";
const DOCUMENT = "index.html";
/** Days for which files of an overwritten release can be brought back. */
const OLD_RELEASE_DAYS = 30;
const BACKEND_PRIORITY = 100;
const FRONTEND_PRIORITY = 50_000;

/** The services behind the load balancer. */
export type TargetName = "frontend" | "backend";

/** Values of an {@link EdgeStack}. */
export interface EdgeStackProps extends PlatformStackProps {
  /** VPC of the load balancer and its targets. */
  readonly vpcId: string;
  /** Public subnets of at least two zones. */
  readonly publicSubnetIds: readonly string[];
  /** Domain of the site: `app.example.com`. */
  readonly domainName: string;
  /** Hosted zone in which the domain's records stand. */
  readonly hostedZoneId: string;
  /** How each service takes requests. */
  readonly targets: Readonly<Record<TargetName, TargetConfig>>;
  /** Paths of the backend: `/api/*`. The distribution sends them to the load balancer, and nothing else. */
  readonly apiPath: string;
  /** Rules of the web ACL, each with a name and a priority of its own. */
  readonly webAclRules: readonly WebAclRule[];
  /** Versions of the header by which the load balancer knows the distribution; the last is sent, all are accepted. */
  readonly originSecretVersions: readonly string[];
  /**
   * Days for which it is kept what viewers asked the distribution and the load balancer for, and what the web ACL
   * decided.
   *
   * @default - requests are not logged
   */
  readonly requestLogRetentionDays?: number | undefined;
  /**
   * Where the certificates come from.
   *
   * @default "issue"
   */
  readonly certificates?: SiteCertificates | undefined;
  /**
   * Edge locations that serve.
   *
   * @default "PriceClass_All"
   */
  readonly priceClass?: "PriceClass_All" | "PriceClass_200" | "PriceClass_100" | undefined;
}

/** What other layers learn of the edge. The origin header's value is not among it. */
export interface EdgeExports {
  /** The group of the load balancer that may reach the tasks. */
  readonly loadBalancerSecurityGroup: SecurityGroupRef;
  /** The groups in which services register their tasks. */
  readonly targetGroups: Readonly<Record<TargetName, TargetGroupRef>>;
  /** Last part of the load balancer's ARN, which metrics carry as LoadBalancer. */
  readonly loadBalancerArnSuffix: string;
  /** Id of the distribution, which an invalidation names. */
  readonly distributionId: string;
  /** ARN of the distribution. */
  readonly distributionArn: string;
  /** The bucket that the SPA is published to. */
  readonly siteBucket: { readonly name: string; readonly arn: string };
}

/**
 * The edge layer: everything between viewers and tasks. A web ACL before a distribution, which serves the SPA from its
 * bucket and sends the API's paths to a load balancer that answers this distribution alone.
 *
 * Distribution and load balancer are one layer so that the header by which they know each other stays in one state.
 */
export class EdgeStack extends PlatformStack {
  /** What other layers learn of the edge. */
  public readonly exports: EdgeExports;

  private readonly prefix: string;

  public constructor(scope: App, props: EdgeStackProps) {
    super(scope, "edge", props);
    const { environment, domainName, hostedZoneId, webAclRules, originSecretVersions, apiPath } = props;
    this.prefix = `${environment.system}-${environment.name}`;
    const northVirginia = this.providerIn(CLOUDFRONT_REGION);
    new RandomProvider(this, "random");

    const { viewerArn, loadBalancerArn } = siteCertificates(this, {
      domainName,
      hostedZoneId,
      region: environment.region,
      northVirginia,
      certificates: props.certificates,
    });
    const webAcl = new WebAcl(this, "web-acl", {
      name: this.prefix,
      scope: { cloudfront: northVirginia },
      rules: webAclRules,
      ...this.webAclLog(props),
    });
    const originSecret = new OriginSecret(this, "origin-secret", { versions: originSecretVersions });
    const { loadBalancer, securityGroup } = this.loadBalancer(props);
    const targetGroups = {
      frontend: this.targetGroup("frontend", props),
      backend: this.targetGroup("backend", props),
    };
    const listener = new HttpsListener(this, "listener", {
      loadBalancerArn: loadBalancer.arn,
      certificateArn: loadBalancerArn,
      requiredHeader: originSecret,
      routes: {
        backend: { priority: BACKEND_PRIORITY, targetGroup: targetGroups.backend, pathPatterns: [apiPath] },
        frontend: { priority: FRONTEND_PRIORITY, targetGroup: targetGroups.frontend },
      },
      otherwise: "refuse",
    });

    const site = new PrivateBucket(this, "site", {
      bucketName: `${this.prefix}-site-${environment.account}`,
      removal: environment.protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
      lifecycle: [{ id: "old-releases", noncurrentExpirationDays: OLD_RELEASE_DAYS }],
    });
    const router = new SpaRouter(this, "spa-router", { functionName: `${this.prefix}-spa-router` });
    const cdn = new Cdn(this, "cdn", {
      name: this.prefix,
      aliases: [domainName],
      certificateArn: viewerArn,
      webAclArn: webAcl.arn,
      origins: {
        [SITE_ORIGIN]: { bucket: site },
        [API_ORIGIN]: {
          domainName: loadBalancer.dnsName,
          headers: { [originSecret.headerName]: originSecret.sent },
        },
      },
      defaultBehaviour: {
        origin: SITE_ORIGIN,
        methods: "read-and-options",
        cachePolicyId: MANAGED_CACHE_POLICIES.cachingOptimized,
        responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
        viewerRequestFunctionArn: router.functionArn,
      },
      behaviours: [
        {
          pathPattern: apiPath,
          origin: API_ORIGIN,
          methods: "all",
          cachePolicyId: MANAGED_CACHE_POLICIES.cachingDisabled,
          originRequestPolicyId: MANAGED_ORIGIN_REQUEST_POLICIES.allViewer,
          responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
        },
      ],
      defaultRootObject: DOCUMENT,
      ...(props.priceClass === undefined ? {} : { priceClass: props.priceClass }),
      // A new header value is accepted before it is sent.
      dependsOn: listener.rules,
    });
    new AliasRecords(this, "records", { hostedZoneId, recordName: domainName, target: cdn });
    if (props.requestLogRetentionDays !== undefined) {
      new DistributionLogs(this, "cdn-logs", {
        name: this.prefix,
        distributionArn: cdn.distributionArn,
        bucketName: `${this.prefix}-cdn-logs-${environment.account}`,
        retentionDays: props.requestLogRetentionDays,
        account: environment.account,
        protection: environment.protection,
        northVirginia,
      });
    }

    this.exports = {
      loadBalancerSecurityGroup: securityGroup,
      targetGroups: { frontend: targetGroups.frontend.ref, backend: targetGroups.backend.ref },
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      distributionId: cdn.distributionId,
      distributionArn: cdn.distributionArn,
      siteBucket: { name: site.bucket.id, arn: site.bucket.arn },
    };
    this.publish("site_url", `https://${domainName}`, "Address of the site");
    this.publish("site_bucket", site.bucket.id, "Name of the bucket that the SPA is published to");
    this.publish("distribution_id", cdn.distributionId, "Id of the distribution, for invalidations");
    this.publish(
      "load_balancer_dns_name",
      loadBalancer.dnsName,
      "Host name of the load balancer, for diagnosis",
    );
  }

  private webAclLog({ requestLogRetentionDays }: EdgeStackProps): { readonly logDestinationArn?: string } {
    return requestLogRetentionDays === undefined
      ? {}
      : {
          logDestinationArn: new WebAclLogGroup(this, "web-acl-log", {
            logGroupName: `aws-waf-logs-${this.prefix}`,
            retentionDays: requestLogRetentionDays,
            scope: "cloudfront",
          }).ref.arn,
        };
  }

  private accessLogs({ environment, requestLogRetentionDays }: EdgeStackProps): {
    readonly accessLogs?: AccessLogDestination;
  } {
    const { account, protection } = environment;
    return requestLogRetentionDays === undefined
      ? {}
      : {
          accessLogs: new AccessLogBucket(this, "access-logs", {
            bucketName: `${this.prefix}-alb-logs-${account}`,
            account,
            retentionDays: requestLogRetentionDays,
            protection,
          }).destination,
        };
  }

  private loadBalancer(props: EdgeStackProps): {
    readonly loadBalancer: LoadBalancer;
    readonly securityGroup: SecurityGroupRef;
  } {
    const { environment, vpcId, publicSubnetIds } = props;
    const { id: prefixListId } = new DataAwsEc2ManagedPrefixList(this, "cloudfront-addresses", {
      name: CLOUDFRONT_PREFIX_LIST,
    });
    const cloudfront = Peer.prefixList(prefixListId, "cloudfront");
    const https = new SecurityGroup(this, "alb", {
      vpcId,
      name: `${this.prefix}-alb`,
      description: "Load balancer: HTTPS from CloudFront, and whatever its targets listen on",
    });
    https.connections.allowFrom(cloudfront, Port.tcp(443), "requests that CloudFront forwards");
    // The prefix list fills a group almost by itself.
    const redirect = new SecurityGroup(this, "alb-redirect", {
      vpcId,
      name: `${this.prefix}-alb-redirect`,
      description: "Load balancer: plain HTTP from CloudFront, which is redirected",
    });
    redirect.connections.allowFrom(cloudfront, Port.tcp(80), "plain HTTP, redirected to HTTPS");

    const loadBalancer = new LoadBalancer(this, "load-balancer", {
      name: this.prefix,
      subnetIds: publicSubnetIds,
      securityGroups: [https, redirect],
      protection: environment.protection,
      ...this.accessLogs(props),
    });
    return { loadBalancer, securityGroup: https.ref };
  }

  private targetGroup(name: TargetName, { vpcId, targets }: EdgeStackProps): TargetGroup {
    const { port, healthCheck, deregistrationDelaySeconds } = targets[name];
    return new TargetGroup(this, `${name}-targets`, {
      name: `${this.prefix}-${name}`,
      vpcId,
      port,
      healthCheck,
      ...(deregistrationDelaySeconds === undefined ? {} : { deregistrationDelaySeconds }),
    });
  }
}
