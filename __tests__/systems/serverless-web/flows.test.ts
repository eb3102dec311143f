import type { Attributes, Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

type Stacks = Readonly<Record<string, Workspace>>;

/** The group that a reference means, by the last part of its address; a prefix list by its service. */
function end(reference: string): string {
  const names: readonly (readonly [RegExp, string])[] = [
    [/alb-redirect_group/, "alb-redirect"],
    [/alb_group/, "alb"],
    [/frontend-service_security-group/, "frontend"],
    [/backend-service_security-group/, "backend"],
    [/aurora_security-group/, "aurora"],
    [/endpoints_security-group/, "endpoints"],
    [/cloudfront-addresses/, "cloudfront"],
    [/endpoints_s3-prefix_list_id|endpoints_s3\.prefix_list_id/, "s3"],
  ];
  return names.find(([pattern]) => pattern.test(reference))?.[1] ?? reference;
}

/** Every rule of a direction in an environment, as `group > peer tcp 443` or `peer > group tcp 443`. */
function rules(stacks: Stacks, environment: string, direction: "ingress" | "egress"): string[] {
  return Object.entries(stacks)
    .filter(([id]) => id.endsWith(`-${environment}`))
    .flatMap(([, workspace]) => Object.values(workspace.all(`aws_vpc_security_group_${direction}_rule`)))
    .map((rule: Attributes) => {
      const group = end(rule["security_group_id"] as string);
      const peer = end(
        (rule["referenced_security_group_id"] ?? rule["prefix_list_id"] ?? rule["cidr_ipv4"]) as string,
      );
      expect(rule["from_port"]).toBe(rule["to_port"]);
      const [from, to] = direction === "egress" ? [group, peer] : [peer, group];
      return `${from} > ${to} ${rule["ip_protocol"] as string} ${String(rule["from_port"])}`;
    })
    .sort();
}

describe.each(["dev", "prod"])("serverless-web, who reaches whom in %s", (environment) => {
  let stacks: Stacks;
  beforeAll(async () => {
    stacks = await synthesizeSystem("serverless-web");
  });

  const of = (layer: string) => stacks[`${layer}-${environment}`]!;
  const all = (type: string) =>
    Object.entries(stacks)
      .filter(([id]) => id.endsWith(`-${environment}`))
      .flatMap(([, workspace]) => Object.values(workspace.all(type)));

  it("SW-111 SW-112 SW-113 SW-117 SW-120 SW-121 SW-126 SW-130 accepts these connections and no other", () => {
    expect(rules(stacks, environment, "ingress")).toEqual([
      "alb > backend tcp 443",
      "alb > backend tcp 80",
      "alb > frontend tcp 443",
      "alb > frontend tcp 80",
      "backend > aurora tcp 3306",
      "backend > endpoints tcp 443",
      "cloudfront > alb tcp 443",
      "cloudfront > alb-redirect tcp 80",
      "frontend > endpoints tcp 443",
    ]);
  });

  it("SW-114 SW-115 SW-116 SW-118 SW-121 SW-127 opens these connections and no other", () => {
    expect(rules(stacks, environment, "egress")).toEqual([
      "alb > backend tcp 443",
      "alb > backend tcp 80",
      "alb > frontend tcp 443",
      "alb > frontend tcp 80",
      "backend > aurora tcp 3306",
      "backend > endpoints tcp 443",
      "backend > s3 tcp 443",
      "frontend > endpoints tcp 443",
      "frontend > s3 tcp 443",
    ]);
  });

  it("SW-113 SW-116 SW-118 has no rule inline, where nobody would look for it", () => {
    for (const group of all("aws_security_group")) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  it("SW-124 SW-125 gives tasks and database no public address", () => {
    for (const service of all("aws_ecs_service")) {
      expect(service["network_configuration"]).toMatchObject({ assign_public_ip: false });
    }
    const instances = all("aws_rds_cluster_instance");
    expect(instances.length).toBeGreaterThan(0);
    expect(instances.map((instance) => instance["publicly_accessible"])).toEqual(instances.map(() => false));
  });

  it("SW-012 runs the tasks in the app subnets", () => {
    for (const service of all("aws_ecs_service")) {
      const { subnets } = service["network_configuration"] as { subnets: string[] };
      expect(subnets).toEqual([
        expect.stringContaining("aws_subnet-network_app_subnet-a-id"),
        expect.stringContaining("aws_subnet-network_app_subnet-c-id"),
      ]);
    }
  });

  it("SW-018 puts the database into the db subnets", () => {
    expect(Object.values(of("data").all("aws_db_subnet_group"))[0]!["subnet_ids"]).toEqual([
      expect.stringContaining("aws_subnet-network_db_subnet-a-id"),
      expect.stringContaining("aws_subnet-network_db_subnet-c-id"),
    ]);
  });

  it("SW-107 puts the load balancer into the public subnets, and nothing else", () => {
    const loadBalancers = all("aws_lb");
    expect(loadBalancers).toHaveLength(1);
    expect(loadBalancers[0]).toMatchObject({
      internal: false,
      subnets: [
        expect.stringContaining("aws_subnet-network_public_subnet-a-id"),
        expect.stringContaining("aws_subnet-network_public_subnet-c-id"),
      ],
    });
  });

  it("SW-119 SW-128 lets the distribution alone read the site's bucket", () => {
    const edge = of("edge");
    const policy = JSON.parse(edge.one("aws_s3_bucket_policy", "site_policy")["policy"] as string) as {
      Statement: { Effect: string; Principal: unknown; Action: string[]; Condition: unknown }[];
    };
    expect(policy.Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      expect.objectContaining({
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["s3:GetObject"],
        Condition: {
          StringEquals: {
            "AWS:SourceArn": expect.stringMatching(/^\$\{aws_cloudfront_distribution\.[\w-]+\.arn\}$/),
          },
        },
      }),
    ]);
    expect(edge.one("aws_s3_bucket_public_access_block", "site_public-access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("SW-129 answers nobody who has not passed the web ACL", () => {
    const edge = of("edge");
    const [distribution] = Object.values(edge.all("aws_cloudfront_distribution"));
    expect(distribution!["web_acl_id"]).toMatch(/^\$\{aws_wafv2_web_acl\.[\w-]+\.arn\}$/);
    const https = Object.values(edge.all("aws_lb_listener")).find((listener) => listener["port"] === 443);
    expect(https!["default_action"]).toEqual([
      expect.objectContaining({
        type: "fixed-response",
        fixed_response: expect.objectContaining({ status_code: "403" }),
      }),
    ]);
    for (const rule of Object.values(edge.all("aws_lb_listener_rule"))) {
      expect(JSON.stringify(rule["condition"])).toContain("http_header");
    }
  });

  it("SW-130 SW-041 has no machine to log in to and no key", () => {
    expect([...all("aws_instance"), ...all("aws_key_pair")]).toEqual([]);
  });

  it("SW-123 tells the topic of every alarm, and Slack of the topic", () => {
    const observability = of("observability");
    const alarms = Object.values(observability.all("aws_cloudwatch_metric_alarm"));
    expect(alarms).toHaveLength(6);
    for (const alarm of alarms) {
      expect(alarm["alarm_actions"]).toEqual([expect.stringMatching(/^\$\{aws_sns_topic\.[\w-]+\.arn\}$/)]);
    }
    expect(Object.values(observability.all("aws_chatbot_slack_channel_configuration"))).toHaveLength(1);
  });
});
