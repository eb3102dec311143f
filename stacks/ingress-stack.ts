import type { App } from "cdktf";
import { acknowledge } from "../constructs/core/acknowledgement";
import type { Environment } from "../constructs/core/environment";
import { type Problem, refuse, throwProblems } from "../constructs/core/errors";
import { AliasRecords } from "../constructs/edge/alias-records";
import { Certificate } from "../constructs/edge/certificate";
import { HttpListener } from "../constructs/edge/http-listener";
import { HttpsListener } from "../constructs/edge/https-listener";
import { LoadBalancer, type LoadBalancerProps } from "../constructs/edge/load-balancer";
import type { Route, RouteConditions, RoutingProps } from "../constructs/edge/routes";
import { type SignIn, SIGN_IN_CALLBACK_PATH } from "../constructs/edge/sign-in";
import { type TargetConfig, TargetGroup, type TargetGroupRef } from "../constructs/edge/target-group";
import { WebAcl } from "../constructs/edge/web-acl";
import { WebAclLogGroup } from "../constructs/edge/web-acl-log-group";
import type { WebAclRule } from "../constructs/edge/web-acl-rules";
import { UserPool, type UserPoolProps } from "../constructs/identity/user-pool";
import { namedCidrProblems, type NamedCidrs } from "../constructs/network/named-cidrs";
import { Peer, type SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { SecurityGroup } from "../constructs/network/security-group";
import { AccessLogBucket, type AccessLogDestination } from "../constructs/storage/access-log-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A service behind the load balancer. */
export interface IngressTarget extends TargetConfig {
  /**
   * Which requests it takes.
   *
   * @default - those that no other target takes; one target at most goes without
   */
  readonly route?: RouteConditions | undefined;
}

/** HTTPS on port 443, for a domain of one's own; port 80 redirects there. */
export interface HttpsIngress {
  /** What it speaks with clients. */
  readonly protocol: "https";
  /** Name that clients know it by: `api.example.com`. */
  readonly domainName: string;
  /**
   * Hosted zone in which the domain's records stand: the one that leads here, and the proof of the certificate.
   *
   * @default - the records are kept elsewhere, and `certificateArn` is given
   */
  readonly hostedZoneId?: string | undefined;
  /**
   * ARN of a certificate for the domain, made elsewhere in the environment's Region.
   *
   * @default - one is issued, and proven in the hosted zone
   */
  readonly certificateArn?: string | undefined;
}

/** Plain HTTP on port 80, under Elastic Load Balancing's name. Whatever passes is readable on its way. */
export interface HttpIngress {
  /** What it speaks with clients. */
  readonly protocol: "http";
}

/** Users of a user pool of this layer sign in before a request is forwarded. */
export type IngressSignIn = Pick<UserPoolProps, "domainPrefix" | "usersMadeBy" | "secondFactor"> &
  Pick<SignIn, "page" | "sessionSeconds">;

/** The physical names of the layer's parts. */
export interface IngressNames {
  /** Name of the load balancer: at most 32 letters, digits and hyphens. */
  readonly loadBalancer: string;
  /** Name of the load balancer's security group. */
  readonly securityGroup: string;
  /** Name of the target group of a key: at most 32 letters, digits and hyphens. */
  readonly targetGroup: (key: string) => string;
  /** Name of the web ACL. */
  readonly webAcl: string;
  /** Name of the user pool. */
  readonly userPool: string;
  /** Name of the bucket of access logs. */
  readonly accessLogBucket: string;
}

/** Values of an {@link IngressStack}. */
export interface IngressStackProps<Target extends string = string> extends PlatformStackProps {
  /** VPC of the load balancer and its targets. */
  readonly vpcId: string;
  /** Subnets of at least two zones: public ones when it faces the internet. */
  readonly subnetIds: readonly string[];
  /**
   * Who may reach it: blocks of IPv4 addresses by whose they are, everyone, or callers alone, whose security groups state
   * their own flows to it.
   */
  readonly reachableFrom: NamedCidrs | "everyone" | "callers";
  /**
   * `"internet"` gives it public addresses, `"internal"` private ones alone. A change replaces it.
   *
   * @default "internet"
   */
  readonly facing?: LoadBalancerProps["facing"];
  /**
   * Seconds after which an idle connection is closed, 1 to 4000.
   *
   * @default 60
   */
  readonly idleTimeoutSeconds?: number | undefined;
  /** What it speaks with clients. */
  readonly listener: HttpIngress | HttpsIngress;
  /** The services behind it. The key is part of addresses and names: keep it. */
  readonly targets: Readonly<Record<Target, IngressTarget>>;
  /**
   * Rules of a web ACL before it, each with a name and a priority of its own.
   *
   * @default - no web ACL
   */
  readonly webAclRules?: readonly WebAclRule[] | undefined;
  /**
   * Days for which the web ACL's decisions are kept.
   *
   * @default - metrics and samples only
   */
  readonly webAclLogRetentionDays?: number | undefined;
  /**
   * How users sign in before anything is forwarded. HTTPS only.
   *
   * @default - nobody needs to
   */
  readonly signIn?: IngressSignIn | undefined;
  /**
   * Where a line on each request goes: to a bucket whose policy admits Elastic Load Balancing, or to one of this layer,
   * where it is kept for a number of days.
   *
   * @default - requests are not logged
   */
  readonly accessLogs?: AccessLogDestination | { readonly retentionDays: number } | undefined;
  /**
   * The physical names that the system gives itself.
   *
   * @default - `<system>-<environment>` and, after it, `-alb` for the group, `-<key>` for targets, `-ingress` for the ACL,
   *   `-alb-logs-<account>` for the bucket
   */
  readonly names?: Partial<IngressNames> | undefined;
}

/** What other layers learn of the ingress. */
export interface IngressExports<Target extends string = string> {
  /** The group of the load balancer that may reach the tasks. */
  readonly loadBalancerSecurityGroup: SecurityGroupRef;
  /** The groups in which services register their tasks, by the key of the target. */
  readonly targetGroups: Readonly<Record<Target, TargetGroupRef>>;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
  /** ARN of the listener that forwards. */
  readonly listenerArn: string;
  /** TCP port of that listener. */
  readonly port: 443 | 80;
  /** Last part of the load balancer's ARN, which metrics carry as LoadBalancer. */
  readonly loadBalancerArnSuffix: string;
  /** Elastic Load Balancing's name of the load balancer. */
  readonly dnsName: string;
  /** Address at which clients reach it: `https://api.example.com`. */
  readonly url: string;
}

/**
 * The ingress layer: a load balancer that clients reach without a CDN, from the internet or from within the network. It takes requests from whom it
 * names and forwards them to the services' tasks, over HTTPS with web ACL and sign-in before, or over plain HTTP.
 *
 * Outputs: `load_balancer_dns_name`, `url` and, where users sign in, `user_pool_id`.
 */
export class IngressStack<Target extends string = string> extends PlatformStack {
  /** What other layers learn of the ingress. */
  public readonly exports: IngressExports<Target>;

  private readonly names: IngressNames;

  /** @throws ProblemsError when its values do not fit together */
  public constructor(scope: App, props: IngressStackProps<Target>) {
    super(scope, "ingress", props);
    const { environment, subnetIds, listener, facing, idleTimeoutSeconds } = props;
    this.names = { ...namesOf(environment), ...props.names };
    throwProblems(problemsOf(props, this.node.path));

    const securityGroup = this.securityGroup(props);
    const accessLogs = this.accessLogs(props);
    const loadBalancer = new LoadBalancer(this, "load-balancer", {
      name: this.names.loadBalancer,
      subnetIds,
      securityGroups: [securityGroup],
      protection: environment.protection,
      ...(facing === undefined ? {} : { facing }),
      ...(idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds }),
      ...(accessLogs ? { accessLogs } : {}),
    });
    const { targetGroups, listenerArn } = this.listen(loadBalancer.arn, props);
    this.webAcl(loadBalancer.arn, props);
    if (listener.protocol === "https" && listener.hostedZoneId !== undefined) {
      new AliasRecords(this, "records", {
        hostedZoneId: listener.hostedZoneId,
        recordName: listener.domainName,
        target: { domainName: loadBalancer.dnsName, hostedZoneId: loadBalancer.hostedZoneId },
        reachedOver: "ipv4",
      });
    }

    const host = listener.protocol === "https" ? listener.domainName : loadBalancer.dnsName;
    this.exports = {
      loadBalancerSecurityGroup: securityGroup.ref,
      targetGroups,
      loadBalancerArn: loadBalancer.arn,
      listenerArn,
      port: listener.protocol === "https" ? 443 : 80,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      dnsName: loadBalancer.dnsName,
      url: `${listener.protocol}://${host}`,
    };
    this.publish("load_balancer_dns_name", loadBalancer.dnsName, "Host name of the load balancer");
    this.publish("url", this.exports.url, "Address at which clients reach the load balancer");
  }

  private accessLogs({ accessLogs, environment }: IngressStackProps): AccessLogDestination | undefined {
    return accessLogs && "retentionDays" in accessLogs
      ? new AccessLogBucket(this, "access-logs", {
          bucketName: this.names.accessLogBucket,
          account: environment.account,
          retentionDays: accessLogs.retentionDays,
          protection: environment.protection,
        }).destination
      : accessLogs;
  }

  private securityGroup({ vpcId, reachableFrom, listener, signIn }: IngressStackProps): SecurityGroup {
    const group = new SecurityGroup(this, "alb", {
      vpcId,
      name: this.names.securityGroup,
      description: "Load balancer: requests of those who may reach it, and whatever its targets listen on",
    });
    const clients =
      reachableFrom === "everyone"
        ? [Peer.anywhereIpv4()]
        : reachableFrom === "callers"
          ? []
          : Object.entries(reachableFrom).map(([name, cidr]) => Peer.cidr(cidr, name));
    for (const client of clients) {
      if (listener.protocol === "https") {
        group.connections.allowFrom(client, Port.tcp(443), "requests of clients");
        group.connections.allowFrom(client, Port.tcp(80), "plain HTTP, redirected to HTTPS");
      } else {
        group.connections.allowFrom(client, Port.tcp(80), "requests of clients");
      }
    }
    if (reachableFrom === "everyone") {
      acknowledge(group, "NET-002", {
        reason: "clients reach the load balancer from everywhere, without a CDN",
      });
    }
    if (signIn) {
      group.connections.allowToAnywhere(Port.tcp(443), "tokens of users from Cognito");
    }
    return group;
  }

  private listen(
    loadBalancerArn: string,
    { vpcId, targets, listener, signIn, reachableFrom, environment }: IngressStackProps<Target>,
  ): Pick<IngressExports<Target>, "targetGroups" | "listenerArn"> {
    const targetGroups = {} as Record<Target, TargetGroupRef>;
    const routes: Record<string, Route> = {};
    let otherwise: RoutingProps["otherwise"] = "refuse";
    for (const [key, { route, ...target }] of Object.entries<IngressTarget>(targets) as [
      Target,
      IngressTarget,
    ][]) {
      const targetGroup = new TargetGroup(this, `${key}-targets`, {
        name: this.names.targetGroup(key),
        vpcId,
        ...target,
      }).ref;
      targetGroups[key] = targetGroup;
      if (route) {
        routes[key] = { ...route, targetGroup };
      } else {
        otherwise = targetGroup;
      }
    }
    const routing: RoutingProps = { loadBalancerArn, routes, otherwise };
    const { listenerArn } =
      listener.protocol === "http"
        ? new HttpListener(this, "listener", routing)
        : new HttpsListener(this, "listener", {
            ...routing,
            certificateArn: this.certificateArn(listener),
            // Callers of the house know the URL; a browser may try without TLS first.
            plainHttp: reachableFrom === "callers" ? "closed" : "redirected",
            signIn: signIn && this.signIn(signIn, listener, environment.protection),
          });
    return { targetGroups, listenerArn };
  }

  private webAcl(
    loadBalancerArn: string,
    { webAclRules: rules, webAclLogRetentionDays: retentionDays }: IngressStackProps,
  ): void {
    if (!rules) {
      return;
    }
    const name = this.names.webAcl;
    const logs =
      retentionDays === undefined
        ? undefined
        : new WebAclLogGroup(this, "web-acl-logs", {
            logGroupName: `aws-waf-logs-${name}`,
            retentionDays,
            scope: "regional",
          });
    new WebAcl(this, "web-acl", {
      name,
      scope: "regional",
      rules,
      ...(logs ? { logDestinationArn: logs.ref.arn } : {}),
    }).protect("load-balancer", loadBalancerArn);
  }

  private certificateArn({ domainName, hostedZoneId, certificateArn }: HttpsIngress): string {
    if (certificateArn !== undefined) {
      return certificateArn;
    }
    return hostedZoneId === undefined
      ? refuse({
          path: `${this.node.path}.listener.hostedZoneId`,
          rule: "is where the certificate of the domain is proven",
          got: hostedZoneId,
          fix: "name the hosted zone, or give the ARN of a certificate",
        })
      : new Certificate(this, "certificate", { domainName, proof: { hostedZoneId } }).arn;
  }

  private signIn(
    { page, sessionSeconds, ...pool }: IngressSignIn,
    { domainName }: HttpsIngress,
    protection: UserPoolProps["protection"],
  ): SignIn {
    const userPool = new UserPool(this, "user-pool", {
      name: this.names.userPool,
      protection,
      callbackUrls: [`https://${domainName}${SIGN_IN_CALLBACK_PATH}`],
      ...pool,
    });
    this.publish(
      "user_pool_id",
      userPool.userPoolId,
      "Id of the user pool, in which administrators make users",
    );
    return {
      userPoolArn: userPool.arn,
      clientId: userPool.clientId,
      userPoolDomain: userPool.domain,
      page,
      sessionSeconds,
    };
  }
}

function namesOf({ system, name, account }: Environment): IngressNames {
  const prefix = `${system}-${name}`;
  return {
    loadBalancer: prefix,
    securityGroup: `${prefix}-alb`,
    targetGroup: (key) => `${prefix}-${key}`,
    webAcl: `${prefix}-ingress`,
    userPool: prefix,
    accessLogBucket: `${prefix}-alb-logs-${account}`,
  };
}

function problemsOf(
  { reachableFrom, listener, signIn, targets }: IngressStackProps,
  path: string,
): readonly Problem[] {
  const unrouted = Object.keys(targets).filter((key) => targets[key]?.route === undefined);
  return [
    ...(typeof reachableFrom === "string" ? [] : namedCidrProblems(reachableFrom, `${path}.reachableFrom`)),
    ...(signIn && listener.protocol === "http"
      ? [
          {
            path: `${path}.signIn`,
            rule: "needs HTTPS, as load balancers let users sign in over nothing else",
            got: listener.protocol,
            fix: "let the listener speak https, or leave sign-in out",
          },
        ]
      : []),
    ...(unrouted.length > 1
      ? [
          {
            path: `${path}.targets`,
            rule: "are one at most without a route",
            got: unrouted.join(", "),
            fix: "give the others paths or hosts",
          },
        ]
      : []),
  ];
}
