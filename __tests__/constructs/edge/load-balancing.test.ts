import { HttpsListener, type HttpsListenerProps } from "../../../constructs/edge/https-listener";
import { LoadBalancer, type LoadBalancerProps } from "../../../constructs/edge/load-balancer";
import { OriginSecret } from "../../../constructs/edge/origin-secret";
import { TargetGroup, type TargetGroupProps } from "../../../constructs/edge/target-group";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

describe("a load balancer", () => {
  const MINIMAL: LoadBalancerProps = {
    name: "openwan-alb",
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroups: [{ securityGroupId: "sg-1", name: "alb" }],
    protection: "protected",
  };
  const loadBalancer = (change: Partial<LoadBalancerProps> = {}) =>
    synthesizeStack((stack) => new LoadBalancer(stack, "alb", { ...MINIMAL, ...change })).one(
      "aws_lb",
      "alb_lb",
    );

  test("OW-005, EN-209: faces the internet and refuses deletion where data is protected", () => {
    expect(loadBalancer()).toEqual({
      name: "openwan-alb",
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-a", "subnet-b"],
      security_groups: ["sg-1"],
      drop_invalid_header_fields: true,
      enable_deletion_protection: true,
      idle_timeout: 60,
    });
  });

  test("OW-282, EN-206, EN-214: takes logs, a private face and a timeout", () => {
    expect(
      loadBalancer({
        facing: "internal",
        accessLogs: { bucketName: "logs", prefix: "alb" },
        idleTimeoutSeconds: 4000,
      }),
    ).toMatchObject({
      internal: true,
      access_logs: { enabled: true, bucket: "logs", prefix: "alb" },
      idle_timeout: 4000,
    });
  });

  test.each<[string, Partial<LoadBalancerProps>, string]>([
    ["one subnet", { subnetIds: ["subnet-a"] }, "subnetIds: are of at least two zones, got 1"],
    ["no group", { securityGroups: [] }, "securityGroups: are at least one, got none"],
    [
      "an hour and more of idling",
      { idleTimeoutSeconds: 4001 },
      "is a whole number from 1 to 4000, got 4001",
    ],
    ["a name of 33 characters", { name: "a".repeat(33) }, "the name of an aws_lb has at most 32 characters"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => loadBalancer(change))).toContain(rule);
  });
});

describe("a target group", () => {
  const MINIMAL: TargetGroupProps = {
    name: "openwan-backend-tg",
    vpcId: "vpc-1",
    port: 8080,
    healthCheck: { path: "/ready" },
  };
  const group = (change: Partial<TargetGroupProps> = {}) =>
    synthesizeStack((stack) => new TargetGroup(stack, "backend-targets", { ...MINIMAL, ...change })).one(
      "aws_lb_target_group",
      "backend-targets_group",
    );

  test("OW-085, EN-213: reaches tasks by address over HTTP and checks them", () => {
    expect(group()).toEqual({
      name: "openwan-backend-tg",
      vpc_id: "vpc-1",
      port: 8080,
      protocol: "HTTP",
      target_type: "ip",
      deregistration_delay: "30",
      health_check: {
        enabled: true,
        protocol: "HTTP",
        path: "/ready",
        matcher: "200",
        interval: 30,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
    });
  });

  test("takes every setting of the check", () => {
    expect(
      group({
        deregistrationDelaySeconds: 0,
        healthCheck: {
          path: "/alive",
          matcher: "200-299",
          intervalSeconds: 10,
          timeoutSeconds: 9,
          healthyThreshold: 10,
          unhealthyThreshold: 2,
        },
      }),
    ).toMatchObject({
      deregistration_delay: "0",
      health_check: {
        path: "/alive",
        matcher: "200-299",
        interval: 10,
        timeout: 9,
        healthy_threshold: 10,
        unhealthy_threshold: 2,
      },
    });
  });

  test.each<[string, Partial<TargetGroupProps>, string]>([
    ["port 0", { port: 0 }, "port: is a whole number from 1 to 65535, got 0"],
    ["an hour and more to leave", { deregistrationDelaySeconds: 3601 }, "from 0 to 3600, got 3601"],
    [
      "a path without slash",
      { healthCheck: { path: "health" } },
      "healthCheck.path: begins with /, got health",
    ],
    [
      "a timeout as long as the interval",
      { healthCheck: { path: "/", intervalSeconds: 10, timeoutSeconds: 10 } },
      "healthCheck.timeoutSeconds: is a whole number from 2 to 9, got 10",
    ],
    ["checks every 4 seconds", { healthCheck: { path: "/", intervalSeconds: 4 } }, "from 5 to 300, got 4"],
    [
      "one success",
      { healthCheck: { path: "/", healthyThreshold: 1 } },
      "healthyThreshold: is a whole number from 2",
    ],
    ["11 failures", { healthCheck: { path: "/", unhealthyThreshold: 11 } }, "from 2 to 10, got 11"],
    ["a name of 33 characters", { name: "a".repeat(33) }, "has at most 32 characters"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => group(change))).toContain(rule);
  });
});

describe("an HTTPS listener", () => {
  const TARGETS = { arn: "arn:targets", arnSuffix: "targets" };
  const MINIMAL: HttpsListenerProps = {
    loadBalancerArn: "arn:alb",
    certificateArn: "arn:certificate",
    routes: {},
    otherwise: TARGETS,
  };
  const synthesize = (change: Partial<HttpsListenerProps> = {}) =>
    synthesizeStack((stack) => new HttpsListener(stack, "listener", { ...MINIMAL, ...change }));

  test("OW-037, OW-038: forwards what no route takes, and redirects plain HTTP", () => {
    expect(synthesize().all("aws_lb_listener")).toEqual({
      listener_https: {
        load_balancer_arn: "arn:alb",
        port: 443,
        protocol: "HTTPS",
        certificate_arn: "arn:certificate",
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        default_action: [{ type: "forward", target_group_arn: "arn:targets" }],
      },
      listener_http: {
        load_balancer_arn: "arn:alb",
        port: 80,
        protocol: "HTTP",
        default_action: [
          { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
        ],
      },
    });
  });

  test("OW-D56: asks for a header and refuses without it", () => {
    const workspace = synthesize({
      otherwise: "refuse",
      requiredHeader: { headerName: "x-origin-verify", accepted: ["a", "b"] },
      routes: { backend: { priority: 1, targetGroup: TARGETS } },
    });

    expect(workspace.one("aws_lb_listener_rule", "listener_to-backend")).toEqual({
      listener_arn: "${aws_lb_listener.listener_https.arn}",
      priority: 1,
      action: [{ type: "forward", target_group_arn: "arn:targets" }],
      condition: [{ http_header: { http_header_name: "x-origin-verify", values: ["a", "b"] } }],
    });
    expect(workspace.one("aws_lb_listener", "listener_https")["default_action"]).toMatchObject([
      { type: "fixed-response", fixed_response: { status_code: "403" } },
    ]);
  });

  test("routes by path and host", () => {
    const route = {
      priority: 50_000,
      targetGroup: TARGETS,
      pathPatterns: ["/a/*"],
      hosts: ["a.example.com"],
    };

    expect(synthesize({ routes: { a: route } }).one("aws_lb_listener_rule", "listener_to-a")).toMatchObject({
      condition: [{ path_pattern: { values: ["/a/*"] } }, { host_header: { values: ["a.example.com"] } }],
    });
  });

  test("takes another TLS policy", () => {
    expect(
      synthesize({ tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }).one(
        "aws_lb_listener",
        "listener_https",
      ),
    ).toMatchObject({ ssl_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06" });
  });

  const path = (priority: number, ...pathPatterns: string[]) => ({
    priority,
    targetGroup: TARGETS,
    pathPatterns,
  });
  test.each<[string, Partial<HttpsListenerProps>, string]>([
    [
      "two routes of one priority",
      { routes: { a: path(1, "/a"), b: path(1, "/b") } },
      "differs from that of a, got 1",
    ],
    [
      "priority 0",
      { routes: { a: path(0, "/a") } },
      "routes.a.priority: is a whole number from 1 to 50000, got 0",
    ],
    ["priority 50001", { routes: { a: path(50_001, "/a") } }, "is a whole number from 1 to 50000, got 50001"],
    [
      "a route without condition",
      { routes: { a: path(1) } },
      "got 0; state paths or hosts, or make it the default",
    ],
    [
      "six values",
      { routes: { a: path(1, "/1", "/2", "/3", "/4", "/5", "/6") } },
      "has 1 to 5 values in its conditions, the header's included, got 6; split it into two routes",
    ],
    [
      "a header that the default does not ask for",
      { requiredHeader: { headerName: "x", accepted: ["a"] } },
      'otherwise: refuses what comes without the header, got a target group, which would get it; set it to "refuse"',
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});

describe("an origin secret", () => {
  const secret = (versions: readonly string[], headerName?: string): OriginSecret => {
    let made: OriginSecret | undefined;
    synthesizeStack((stack) => {
      new RandomProvider(stack, "random");
      made = new OriginSecret(stack, "secret", {
        versions,
        ...(headerName === undefined ? {} : { headerName }),
      });
    });
    return made!;
  };

  test("SW-D08: sends the last version and accepts all", () => {
    const { sent, accepted, headerName } = secret(["2024", "2025"]);

    expect(accepted).toHaveLength(2);
    expect(sent).toBe(accepted[1]);
    expect(headerName).toBe("x-origin-verify");
    expect(secret(["1"], "x-from-cdn").headerName).toBe("x-from-cdn");
  });

  test.each<[string, readonly string[], string]>([
    ["no version", [], "versions: are 1 to 4, got 0"],
    ["five versions", ["1", "2", "3", "4", "5"], "versions: are 1 to 4, got 5"],
    ["one version twice", ["1", "1"], "each once, got 1"],
    ["a version in capitals", ["A"], "are lower-case letters, digits and hyphens, each once, got A"],
  ])("is refused with %s", (_case, versions, rule) => {
    expect(refusalOf(() => secret(versions))).toContain(rule);
  });
});
