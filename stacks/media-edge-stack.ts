import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { App } from "cdktf";
import { DistributionLogs } from "../constructs/edge/distribution-logs";
import { acknowledge } from "../constructs/core/acknowledgement";
import { Cdn, type CdnProps } from "../constructs/edge/cdn";
import { HttpListener } from "../constructs/edge/http-listener";
import { HttpsListener } from "../constructs/edge/https-listener";
import { LoadBalancer } from "../constructs/edge/load-balancer";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from "../constructs/edge/managed-policies";
import { MediaOrigin, type MediaOriginProps } from "../constructs/edge/media-origin";
import { OriginSecret } from "../constructs/edge/origin-secret";
import type { Route, RouteConditions } from "../constructs/edge/routes";
import { SiteDomain, type SiteDomainConfig } from "../constructs/edge/site-domain";
import { type TargetConfig, TargetGroup, type TargetGroupRef } from "../constructs/edge/target-group";
import { CLOUDFRONT_REGION, WebAcl } from "../constructs/edge/web-acl";
import { WebAclLogGroup } from "../constructs/edge/web-acl-log-group";
import type { WebAclRule } from "../constructs/edge/web-acl-rules";
import { Peer, type SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { SecurityGroup } from "../constructs/network/security-group";
import { AccessLogBucket } from "../constructs/storage/access-log-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

const APPLICATION_ORIGIN = "alb";

/** A service behind the load balancer, and which requests it takes. */
export interface MediaEdgeTarget extends TargetConfig {
  /** Which requests it takes; one without paths and hosts takes the rest. */
  readonly route: RouteConditions;
}

/** The physical names of the layer's parts. */
export interface MediaEdgeNames {
  /** Name of the load balancer: at most 32 letters, digits and hyphens. */
  readonly loadBalancer: string;
  /** Name of the load balancer's security group. */
  readonly securityGroup: string;
  /** Name of the target group of a key: at most 32 letters, digits and hyphens. */
  readonly targetGroup: (key: string) => string;
  /** Globally unique name of the bucket with the load balancer's access logs. */
  readonly accessLogBucket: string;
  /** Globally unique name of the bucket with the distribution's access logs. */
  readonly distributionLogBucket: string;
  /** Name of the distribution in comments and in names of its parts. */
  readonly distribution: string;
  /** Name of the web ACL and of its metric. */
  readonly webAcl: string;
  /** Name of the web ACL's log group, which begins with `aws-waf-logs-`. */
  readonly webAclLogGroup: string;
}

/** Values of a {@link MediaEdgeStack}. */
export interface MediaEdgeStackProps<Target extends string> extends PlatformStackProps {
  /** VPC of the load balancer and its targets. */
  readonly vpcId: string;
  /** Public subnets of at least two zones. */
  readonly publicSubnetIds: readonly string[];
  /** The services behind the load balancer. The key is part of addresses: keep it. */
  readonly targets: Readonly<Record<Target, MediaEdgeTarget>>;
  /** What is served from a bucket; everything else comes from the load balancer. */
  readonly media: MediaOriginProps;
  /** Rules of the web ACL, each with a name and a priority of its own. */
  readonly webAclRules: readonly WebAclRule[];
  /** Versions of the header by which the load balancer knows the distribution; the last is sent, all are accepted. */
  readonly originSecretVersions: readonly string[];
  /** Days for which the load balancer's and the web ACL's logs are kept. */
  readonly logRetentionDays: {
    readonly loadBalancer: number;
    readonly distribution: number;
    readonly webAcl: number;
  };
  /**
   * The domain of the site.
   *
   * @default - CloudFront's own name and certificate; the distribution reaches the load balancer over plain HTTP
   */
  readonly domain?: SiteDomainConfig | undefined;
  /**
   * Edge locations that serve.
   *
   * @default "PriceClass_All"
   */
  readonly priceClass?: CdnProps["priceClass"] | undefined;
  /**
   * ARN of a KMS key in us-east-1 that encrypts the web ACL's log and that CloudWatch Logs may use.
   *
   * @default - a key of AWS's own
   */
  readonly webAclLogKeyArn?: string | undefined;
  /**
   * The physical names that the system gives itself.
   *
   * @default - `<system>-<environment>` and what it is: `-alb`, `-<key>`, `-alb-logs-<account>`; `aws-waf-logs-` before it
   */
  readonly names?: Partial<MediaEdgeNames> | undefined;
}

/** What other layers learn of the edge. The origin header's value is not among it. */
export interface MediaEdgeExports<Target extends string> {
  /** The group of the load balancer that may reach the tasks. */
  readonly loadBalancerSecurityGroup: SecurityGroupRef;
  /** The groups in which services register their tasks, by the key of the target. */
  readonly targetGroups: Readonly<Record<Target, TargetGroupRef>>;
  /** Last part of the load balancer's ARN, which metrics carry as LoadBalancer. */
  readonly loadBalancerArnSuffix: string;
  /** Id of the distribution, which an invalidation names. */
  readonly distributionId: string;
  /** ARN of the distribution. */
  readonly distributionArn: string;
  /** Name of the web ACL, which metrics of us-east-1 carry as WebACL. */
  readonly webAclName: string;
  /** Address of the site. */
  readonly siteUrl: string;
}

/**
 * The edge layer of a platform that keeps media: a web ACL before a distribution that answers some paths from a bucket
 * and sends everything else to a load balancer, which answers this distribution alone. Both logs are kept.
 *
 * The load balancer takes connections from anywhere, as CloudFront's addresses change; what comes without the header
 * that the distribution adds gets status 403. Distribution and load balancer are one layer so that the header stays in
 * one state. Without a domain there is no certificate that CloudFront would take from a load balancer, so that they
 * speak plain HTTP (docs/adr/054-edge-without-a-domain.md).
 *
 * Outputs: `site_url`, `distribution_id`, `distribution_domain_name`, `load_balancer_dns_name` and, where the layer
 * makes the hosted zone, `name_servers`.
 */
export class MediaEdgeStack<Target extends string = string> extends PlatformStack {
  /** What other layers learn of the edge. */
  public readonly exports: MediaEdgeExports<Target>;

  private readonly names: MediaEdgeNames;

  /** @throws ProblemsError with what AWS would refuse */
  public constructor(scope: App, props: MediaEdgeStackProps<Target>) {
    super(scope, "edge", props);
    const { environment, domain, originSecretVersions, priceClass } = props;
    this.names = {
      ...namesOf(`${environment.system}-${environment.name}`, environment.account),
      ...props.names,
    };
    const northVirginia = this.providerIn(CLOUDFRONT_REGION);
    new RandomProvider(this, "random");

    const site = domain && this.site(domain, northVirginia);
    const webAcl = this.webAcl(props, northVirginia);
    const originSecret = new OriginSecret(this, "origin-secret", { versions: originSecretVersions });
    const { loadBalancer, securityGroup } = this.loadBalancer(props);
    const { targetGroups, routes } = this.targets(props);
    const routing = {
      loadBalancerArn: loadBalancer.arn,
      requiredHeader: originSecret,
      routes,
      otherwise: "refuse",
    } as const;
    const listener = site
      ? new HttpsListener(this, "listener", { ...routing, certificateArn: site.certificates.loadBalancerArn })
      : new HttpListener(this, "listener", routing);

    const media = new MediaOrigin(this, "media", props.media);
    const cdn = new Cdn(this, "cdn", {
      name: this.names.distribution,
      ...(site ? { aliases: [site.domainName], certificateArn: site.certificates.viewerArn } : {}),
      webAclArn: webAcl.arn,
      origins: {
        ...media.origins,
        [APPLICATION_ORIGIN]: {
          domainName: loadBalancer.dnsName,
          headers: { [originSecret.headerName]: originSecret.sent },
          protocol: site ? "https-only" : "http-only",
        },
      },
      defaultBehaviour: {
        origin: APPLICATION_ORIGIN,
        methods: "all",
        cachePolicyId: MANAGED_CACHE_POLICIES.cachingDisabled,
        originRequestPolicyId: MANAGED_ORIGIN_REQUEST_POLICIES.allViewer,
        responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
      },
      behaviours: media.behaviours,
      ...(priceClass === undefined ? {} : { priceClass }),
      // A new header value is accepted before it is sent.
      dependsOn: listener.rules,
    });
    site?.leadTo(cdn);
    new DistributionLogs(this, "cdn-logs", {
      name: this.names.distribution,
      distributionArn: cdn.distributionArn,
      bucketName: this.names.distributionLogBucket,
      retentionDays: props.logRetentionDays.distribution,
      account: environment.account,
      protection: environment.protection,
      northVirginia,
    });

    this.exports = {
      loadBalancerSecurityGroup: securityGroup,
      targetGroups,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      distributionId: cdn.distributionId,
      distributionArn: cdn.distributionArn,
      webAclName: webAcl.name,
      siteUrl: `https://${site?.domainName ?? cdn.domainName}`,
    };
    this.publish("site_url", this.exports.siteUrl, "Address of the site");
    this.publish("distribution_id", cdn.distributionId, "Id of the distribution, for invalidations");
    this.publish("distribution_domain_name", cdn.domainName, "CloudFront's own name of the distribution");
    this.publish("load_balancer_dns_name", loadBalancer.dnsName, "Host name of the load balancer");
  }

  private site(domain: SiteDomainConfig, northVirginia: AwsProvider): SiteDomain {
    const { region, protection } = this.environment;
    const site = new SiteDomain(this, "site", { ...domain, region, protection, northVirginia });
    if (site.nameServers) {
      this.publish("name_servers", site.nameServers, "Servers that the domain's registrar has to name");
    }
    return site;
  }

  private webAcl(
    { webAclRules, webAclLogKeyArn, logRetentionDays }: MediaEdgeStackProps<Target>,
    northVirginia: AwsProvider,
  ): WebAcl {
    const log = new WebAclLogGroup(this, "web-acl-log", {
      logGroupName: this.names.webAclLogGroup,
      retentionDays: logRetentionDays.webAcl,
      scope: "cloudfront",
      ...(webAclLogKeyArn === undefined ? {} : { kmsKeyArn: webAclLogKeyArn }),
    });
    return new WebAcl(this, "web-acl", {
      name: this.names.webAcl,
      scope: { cloudfront: northVirginia },
      rules: webAclRules,
      logDestinationArn: log.ref.arn,
    });
  }

  private loadBalancer({
    environment,
    vpcId,
    publicSubnetIds,
    domain,
    logRetentionDays,
  }: MediaEdgeStackProps<Target>): {
    readonly loadBalancer: LoadBalancer;
    readonly securityGroup: SecurityGroupRef;
  } {
    const group = new SecurityGroup(this, "alb", {
      vpcId,
      name: this.names.securityGroup,
      description: "Load balancer: requests from anywhere, and whatever its targets listen on",
    });
    const viewers = Peer.anywhereIpv4();
    if (domain) {
      group.connections.allowFrom(viewers, Port.tcp(443), "requests that the distribution forwards");
      group.connections.allowFrom(viewers, Port.tcp(80), "plain HTTP, redirected to HTTPS");
    } else {
      group.connections.allowFrom(viewers, Port.tcp(80), "requests that the distribution forwards");
    }
    acknowledge(group, "NET-002", {
      reason:
        "the system's description opens the load balancer to all; without the distribution's header it refuses",
    });
    const logs = new AccessLogBucket(this, "access-logs", {
      bucketName: this.names.accessLogBucket,
      account: environment.account,
      retentionDays: logRetentionDays.loadBalancer,
      protection: environment.protection,
    });
    const loadBalancer = new LoadBalancer(this, "load-balancer", {
      name: this.names.loadBalancer,
      subnetIds: publicSubnetIds,
      securityGroups: [group],
      protection: environment.protection,
      accessLogs: logs.destination,
    });
    return { loadBalancer, securityGroup: group.ref };
  }

  private targets({ vpcId, targets }: MediaEdgeStackProps<Target>): {
    readonly targetGroups: Readonly<Record<Target, TargetGroupRef>>;
    readonly routes: Readonly<Record<string, Route>>;
  } {
    const made = Object.entries<MediaEdgeTarget>(targets).map(([key, { route, ...target }]) => {
      const group = new TargetGroup(this, `${key}-targets`, {
        name: this.names.targetGroup(key),
        vpcId,
        ...target,
      });
      return { key, targetGroup: group.ref, route };
    });
    return {
      targetGroups: Object.fromEntries(made.map(({ key, targetGroup }) => [key, targetGroup])) as Readonly<
        Record<Target, TargetGroupRef>
      >,
      routes: Object.fromEntries(made.map(({ key, targetGroup, route }) => [key, { ...route, targetGroup }])),
    };
  }
}

function namesOf(prefix: string, account: string): MediaEdgeNames {
  return {
    loadBalancer: prefix,
    securityGroup: `${prefix}-alb`,
    targetGroup: (key) => `${prefix}-${key}`,
    accessLogBucket: `${prefix}-alb-logs-${account}`,
    distributionLogBucket: `${prefix}-cdn-logs-${account}`,
    distribution: prefix,
    webAcl: prefix,
    webAclLogGroup: `aws-waf-logs-${prefix}`,
  };
}
