import type { Attributes } from "../../support/synthesis";
import { synthesizeLayers, type Layers } from "./composed";

/** The group that a reference means. */
function end(reference: string): string {
  const names: readonly (readonly [RegExp, string])[] = [
    [/alb_group/, "alb"],
    [/backend-service_security-group/, "backend"],
    [/worker-service_security-group/, "worker"],
    [/instance_security-group/, "rds"],
    [/redis_security-group/, "redis"],
    [/bastion_security-group/, "bastion"],
    [/monitoring_group/, "monitoring"],
    [/^0\.0\.0\.0\/0$/, "anywhere"],
  ];
  return names.find(([pattern]) => pattern.test(reference))?.[1] ?? reference;
}

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

describe.each(["dev", "prod"])("openwan, who reaches whom in %s", (environment) => {
  let layers: Layers;
  beforeAll(() => {
    layers = layersOf(environment);
  });

  /** Every rule of a direction, as `from > to tcp 443`. */
  const rules = (direction: "ingress" | "egress") =>
    layers
      .all(`aws_vpc_security_group_${direction}_rule`)
      .map((rule: Attributes) => {
        const group = end(rule["security_group_id"] as string);
        const peer = end((rule["referenced_security_group_id"] ?? rule["cidr_ipv4"]) as string);
        expect(rule["from_port"]).toBe(rule["to_port"]);
        const [from, to] = direction === "egress" ? [group, peer] : [peer, group];
        return `${from} > ${to} ${rule["ip_protocol"] as string} ${String(rule["from_port"])}`;
      })
      .sort();

  it("OW-035 OW-036 OW-040 OW-041 OW-045 OW-049 OW-050 OW-051 OW-053 OW-054 OW-322 OW-323 OW-324 OW-325 OW-326 OW-330 OW-331 OW-333 OW-335 accepts these connections and no other", () => {
    expect(rules("ingress")).toEqual([
      "alb > backend tcp 8080",
      "anywhere > alb tcp 443",
      "anywhere > alb tcp 80",
      "backend > rds tcp 3306",
      "backend > redis tcp 6379",
      "bastion > rds tcp 3306",
      "monitoring > backend tcp 9090",
      "worker > rds tcp 3306",
      "worker > redis tcp 6379",
    ]);
  });

  it("OW-039 OW-042 OW-043 OW-044 OW-046 OW-047 OW-048 OW-052 OW-055 OW-325 OW-326 OW-327 OW-334 opens these connections and no other", () => {
    expect(rules("egress")).toEqual([
      "alb > backend tcp 8080",
      "backend > anywhere tcp 443",
      "backend > rds tcp 3306",
      "backend > redis tcp 6379",
      "bastion > anywhere tcp 443",
      "bastion > rds tcp 3306",
      "monitoring > backend tcp 9090",
      "worker > anywhere tcp 443",
      "worker > rds tcp 3306",
      "worker > redis tcp 6379",
    ]);
  });

  it("OW-052 OW-055 has no rule inline, where nobody would look for it", () => {
    for (const group of layers.all("aws_security_group")) {
      expect(group).not.toHaveProperty("ingress");
      expect(group).not.toHaveProperty("egress");
    }
  });

  it("OW-D46 calls the groups as the description does", () => {
    expect(
      layers
        .all("aws_security_group")
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "openwan-alb-sg",
      "openwan-backend-sg",
      "openwan-bastion-sg",
      "openwan-elasticache-sg",
      "openwan-monitoring-sg",
      "openwan-rds-sg",
      "openwan-worker-sg",
    ]);
  });

  it("OW-331 OW-332 gives tasks and databases no public address", () => {
    expect(layers.all("aws_ecs_service")).toHaveLength(2);
    for (const service of layers.all("aws_ecs_service")) {
      expect(service["network_configuration"]).toMatchObject({ assign_public_ip: false });
    }
    for (const instance of layers.all("aws_db_instance")) {
      expect(instance["publicly_accessible"]).toBe(false);
    }
  });

  it("OW-056 OW-D25 has a bastion in the first public subnet that nobody can connect to", () => {
    expect(layers.of("management").one("aws_instance", "bastion_instance")).toMatchObject({
      instance_type: "t4g.nano",
      subnet_id: "${aws_subnet.network_public_subnet-a.id}",
      vpc_security_group_ids: ["${aws_security_group.bastion_security-group_group.id}"],
      metadata_options: { http_tokens: "required" },
    });
  });
});
