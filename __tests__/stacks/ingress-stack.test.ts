import { IngressStack, type IngressStackProps } from "../../stacks/ingress-stack";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const HEALTHY = { path: "/health" };
const HTTP: IngressStackProps = {
  environment: ENVIRONMENT,
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-c"],
  reachableFrom: { operator: "203.0.113.10/32", office: "198.51.100.0/28" },
  listener: { protocol: "http" },
  targets: { backend: { port: 3000, healthCheck: HEALTHY } },
};
const DOMAIN = { protocol: "https", domainName: "api.example.com", hostedZoneId: "Z1" } as const;
const HTTPS: IngressStackProps = { ...HTTP, reachableFrom: "everyone", listener: DOMAIN };

const synthesize = (props: IngressStackProps): Workspace =>
  synthesizeApp((app) => new IngressStack(app, props))["ingress-test"]!;

const ingressRules = (workspace: Workspace) =>
  Object.values(workspace.all("aws_vpc_security_group_ingress_rule"))
    .map(
      ({ cidr_ipv4, from_port, to_port }) => `${String(cidr_ipv4)} ${String(from_port)}-${String(to_port)}`,
    )
    .sort();

const outputs = (workspace: Workspace) =>
  Object.fromEntries(
    Object.entries(workspace.json["output"] as Record<string, { value: unknown }>).map(
      ([name, { value }]) => [name, value],
    ),
  );

describe("the ingress layer over HTTP", () => {
  const workspace = synthesize(HTTP);

  test("forwards port 80 to the one target", () => {
    expect(workspace.all("aws_lb_listener")).toEqual({
      listener_http: {
        load_balancer_arn: "${aws_lb.load-balancer_lb.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [
          { type: "forward", target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}" },
        ],
      },
    });
    expect(workspace.one("aws_lb_target_group", "backend-targets_group")).toMatchObject({
      name: "example-test-backend",
      port: 3000,
      target_type: "ip",
      health_check: { path: "/health" },
    });
  });

  test("admits the named addresses alone, each under its name", () => {
    expect(ingressRules(workspace)).toEqual(["198.51.100.0/28 80-80", "203.0.113.10/32 80-80"]);
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([
      "alb_from-office-tcp-80_ingress",
      "alb_from-operator-tcp-80_ingress",
    ]);
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("has neither certificate nor records, web ACL, users or logs", () => {
    for (const type of [
      "aws_acm_certificate",
      "aws_route53_record",
      "aws_wafv2_web_acl",
      "aws_cognito_user_pool",
    ]) {
      expect(workspace.ids(type)).toEqual([]);
    }
    expect(workspace.one("aws_lb", "load-balancer_lb")).not.toHaveProperty("access_logs");
  });

  test("takes names of the system's own", () => {
    const named = synthesize({
      ...HTTP,
      names: { loadBalancer: "alb-test", securityGroup: "clients-test", targetGroup: (key) => `${key}-test` },
    });

    expect(named.one("aws_lb", "load-balancer_lb")["name"]).toBe("alb-test");
    expect(named.one("aws_security_group", "alb_group")["name"]).toBe("clients-test");
    expect(named.one("aws_lb_target_group", "backend-targets_group")["name"]).toBe("backend-test");
  });

  test("names the address at which it is reached", () => {
    expect(outputs(workspace)).toEqual({
      load_balancer_dns_name: "${aws_lb.load-balancer_lb.dns_name}",
      url: "http://${aws_lb.load-balancer_lb.dns_name}",
    });
  });
});

describe("the ingress layer over HTTPS", () => {
  const workspace = synthesize(HTTPS);

  test("serves HTTPS with a certificate that it has issued, and redirects HTTP", () => {
    expect(workspace.one("aws_lb_listener", "listener_https")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: "${aws_acm_certificate_validation.certificate_validation.certificate_arn}",
      default_action: [
        { type: "forward", target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}" },
      ],
    });
    expect(workspace.one("aws_lb_listener", "listener_http")).toMatchObject({
      port: 80,
      default_action: [{ type: "redirect" }],
    });
    expect(workspace.one("aws_acm_certificate", "certificate_certificate")).toMatchObject({
      domain_name: "api.example.com",
      validation_method: "DNS",
    });
  });

  test("admits everyone on both ports", () => {
    expect(ingressRules(workspace)).toEqual(["0.0.0.0/0 443-443", "0.0.0.0/0 80-80"]);
  });

  test("has one record for the domain, as the load balancer has IPv4 addresses alone", () => {
    expect(workspace.one("aws_route53_record", "records_ipv4")).toMatchObject({
      zone_id: "Z1",
      name: "api.example.com",
      type: "A",
      alias: {
        name: "${aws_lb.load-balancer_lb.dns_name}",
        zone_id: "${aws_lb.load-balancer_lb.zone_id}",
      },
    });
    expect(workspace.ids("aws_route53_record")).toEqual([
      "certificate_proof-api-example-com",
      "records_ipv4",
    ]);
    expect(outputs(workspace)["url"]).toBe("https://api.example.com");
  });

  test("takes a certificate from elsewhere, and leaves records to whoever keeps them", () => {
    const given = synthesize({
      ...HTTPS,
      listener: { protocol: "https", domainName: "api.example.com", certificateArn: "arn:certificate" },
    });

    expect(given.one("aws_lb_listener", "listener_https")["certificate_arn"]).toBe("arn:certificate");
    expect(given.ids("aws_acm_certificate")).toEqual([]);
    expect(given.ids("aws_route53_record")).toEqual([]);
  });

  test("stands behind a regional web ACL, and logs its requests", () => {
    const guarded = synthesize({
      ...HTTPS,
      webAclRules: [{ name: "common", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" }],
      accessLogs: { bucketName: "logs", prefix: "alb" },
    });

    expect(guarded.one("aws_wafv2_web_acl", "web-acl_web-acl")).toMatchObject({
      name: "example-test-ingress",
      scope: "REGIONAL",
    });
    expect(guarded.one("aws_wafv2_web_acl_association", "web-acl_before-load-balancer")).toEqual({
      resource_arn: "${aws_lb.load-balancer_lb.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.web-acl_web-acl.arn}",
    });
    expect(guarded.one("aws_lb", "load-balancer_lb")["access_logs"]).toEqual({
      enabled: true,
      bucket: "logs",
      prefix: "alb",
    });
  });

  test("keeps its own access logs and what its web ACL decides, for as long as it is told", () => {
    const logged = synthesize({
      ...HTTPS,
      webAclRules: [{ name: "common", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" }],
      webAclLogRetentionDays: 30,
      accessLogs: { retentionDays: 90 },
    });

    expect(logged.one("aws_lb", "load-balancer_lb")["access_logs"]).toEqual({
      enabled: true,
      bucket: "${aws_s3_bucket_policy.access-logs_logs_policy.bucket}",
      prefix: "alb",
    });
    expect(logged.one("aws_s3_bucket", "access-logs_logs_bucket")["bucket"]).toBe(
      "example-test-alb-logs-111111111111",
    );
    expect(logged.one("aws_cloudwatch_log_group", "web-acl-logs_events_group")).toEqual({
      name: "aws-waf-logs-example-test-ingress",
      retention_in_days: 30,
    });
    expect(
      logged.one("aws_wafv2_web_acl_logging_configuration", "web-acl_logging")["log_destination_configs"],
    ).toEqual(["${aws_cloudwatch_log_group.web-acl-logs_events_group.arn}"]);
  });

  test("shares its requests out among targets by path, and refuses the others when all have a route", () => {
    const shared = synthesize({
      ...HTTPS,
      targets: {
        api: { port: 80, healthCheck: HEALTHY, route: { priority: 10, pathPatterns: ["/api/*"] } },
        admin: { port: 80, healthCheck: HEALTHY, route: { priority: 20, hosts: ["admin.example.com"] } },
      },
    });

    expect(shared.one("aws_lb_listener_rule", "listener_to-api")).toMatchObject({
      priority: 10,
      condition: [{ path_pattern: { values: ["/api/*"] } }],
    });
    expect(shared.one("aws_lb_listener", "listener_https")["default_action"]).toMatchObject([
      { type: "fixed-response", fixed_response: { status_code: "403" } },
    ]);
  });
});

describe("the ingress layer with sign-in", () => {
  const workspace = synthesize({
    ...HTTPS,
    signIn: {
      domainPrefix: "example-test",
      page: { path: "/login", priority: 1, leadsToHost: "www.example.com" },
    },
  });
  const action = (unauthenticated: string) => ({
    type: "authenticate-cognito",
    order: 1,
    authenticate_cognito: {
      user_pool_arn: "${aws_cognito_user_pool.user-pool_pool.arn}",
      user_pool_client_id: "${aws_cognito_user_pool_client.user-pool_client.id}",
      user_pool_domain: "${aws_cognito_user_pool_domain.user-pool_domain.domain}",
      scope: "openid",
      session_timeout: 43_200,
      on_unauthenticated_request: unauthenticated,
    },
  });

  test("answers a request without a session with 401 and forwards the others", () => {
    expect(workspace.one("aws_lb_listener", "listener_https")["default_action"]).toEqual([
      action("deny"),
      {
        type: "forward",
        order: 2,
        target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}",
      },
    ]);
  });

  test("leads users from the path of sign-in to Cognito and then to the site", () => {
    expect(workspace.one("aws_lb_listener_rule", "listener_sign-in")).toMatchObject({
      priority: 1,
      action: [
        action("authenticate"),
        {
          type: "redirect",
          order: 2,
          redirect: { host: "www.example.com", path: "/", status_code: "HTTP_302" },
        },
      ],
      condition: [{ path_pattern: { values: ["/login"] } }],
    });
  });

  test("makes a pool whose users administrators make, and a client that calls back to the domain", () => {
    expect(workspace.one("aws_cognito_user_pool", "user-pool_pool")).toMatchObject({
      name: "example-test",
      deletion_protection: "INACTIVE",
      username_attributes: ["email"],
      admin_create_user_config: { allow_admin_create_user_only: true },
      mfa_configuration: "OPTIONAL",
    });
    expect(workspace.one("aws_cognito_user_pool_client", "user-pool_client")).toMatchObject({
      generate_secret: true,
      allowed_oauth_flows: ["code"],
      callback_urls: ["https://api.example.com/oauth2/idpresponse"],
    });
    expect(workspace.one("aws_cognito_user_pool_domain", "user-pool_domain")["domain"]).toBe("example-test");
    expect(outputs(workspace)["user_pool_id"]).toBe("${aws_cognito_user_pool.user-pool_pool.id}");
  });

  test("lets the load balancer reach Cognito", () => {
    expect(
      workspace.one("aws_vpc_security_group_egress_rule", "alb_to-anywhere-ipv4-tcp-443_egress"),
    ).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
      from_port: 443,
      to_port: 443,
    });
  });

  test("without a page of its own, leads every request to the sign-in page", () => {
    const led = synthesize({ ...HTTPS, signIn: { domainPrefix: "example-test", sessionSeconds: 3600 } });

    expect(led.one("aws_lb_listener", "listener_https")["default_action"]).toMatchObject([
      { authenticate_cognito: { on_unauthenticated_request: "authenticate", session_timeout: 3600 } },
      { type: "forward" },
    ]);
    expect(led.ids("aws_lb_listener_rule")).toEqual([]);
  });
});

describe("the ingress layer is refused", () => {
  test.each<[string, IngressStackProps, string]>([
    [
      "sign-in over HTTP",
      { ...HTTP, signIn: { domainPrefix: "example" } },
      "signIn: needs HTTPS, as load balancers let users sign in over nothing else, got http",
    ],
    ["nobody", { ...HTTP, reachableFrom: {} }, "reachableFrom: must name at least one address, got none"],
    [
      "the whole internet under a name",
      { ...HTTP, reachableFrom: { operator: "0.0.0.0/0" } },
      "reachableFrom.operator: must be a /8 or narrower, got 0.0.0.0/0",
    ],
    [
      "two targets without a route",
      { ...HTTP, targets: { a: HTTP.targets["backend"]!, b: HTTP.targets["backend"]! } },
      "targets: are one at most without a route, got a, b; give the others paths or hosts",
    ],
    [
      "a domain without zone or certificate",
      { ...HTTPS, listener: { protocol: "https", domainName: "api.example.com" } },
      "listener.hostedZoneId: is where the certificate of the domain is proven, got nothing",
    ],
    [
      "a page of sign-in with a route's priority",
      {
        ...HTTPS,
        targets: {
          api: { port: 80, healthCheck: HEALTHY, route: { priority: 1, pathPatterns: ["/api/*"] } },
        },
        signIn: {
          domainPrefix: "example",
          page: { path: "/login", priority: 1, leadsToHost: "www.example.com" },
        },
      },
      "signIn.page.priority: differs from that of api, got 1",
    ],
    [
      "sessions of more than a week",
      { ...HTTPS, signIn: { domainPrefix: "example", sessionSeconds: 604_801 } },
      "signIn.sessionSeconds: is a whole number from 1 to 604800, got 604801",
    ],
    [
      "a sign-in path without slash",
      {
        ...HTTPS,
        signIn: {
          domainPrefix: "example",
          page: { path: "login", priority: 1, leadsToHost: "www.example.com" },
        },
      },
      "signIn.page.path: begins with /, got login",
    ],
    [
      "a domain prefix that Cognito reserves",
      { ...HTTPS, signIn: { domainPrefix: "my-cognito" } },
      "the name of an aws_cognito_user_pool_domain is made of",
    ],
  ])("with %s", (_case, props, message) => {
    expect(refusalOf(() => synthesize(props))).toContain(message);
  });
});
