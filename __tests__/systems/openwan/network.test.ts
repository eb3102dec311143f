import { associations, routes, sorted, subnets } from "../../constructs/network/reading";
import { only, synthesizeLayers, type Layers } from "./composed";
import type { Workspace } from "../../support/synthesis";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const ZONES = ["a", "b", "c"];

describe.each([
  { environment: "dev", block: "10.1" },
  { environment: "prod", block: "10.0" },
])("openwan, network of $environment", ({ environment, block }) => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = layersOf(environment).of("network");
  });

  it("OW-017 has the VPC of the description", () => {
    expect(only(workspace, "aws_vpc")["cidr_block"]).toBe(`${block}.0.0/16`);
  });

  it("OW-006 OW-018 OW-019 OW-020 OW-021 OW-022 OW-023 OW-024 OW-025 OW-026 OW-027 has nine subnets over three zones", () => {
    const tier = (name: string, tens: string) =>
      ZONES.map((zone, index) => `${name}-subnet-${zone} us-east-1${zone} ${block}.${tens}${index + 1}.0/24`);

    expect(subnets(workspace)).toEqual(
      sorted([...tier("public", ""), ...tier("app", "1"), ...tier("data", "2")]),
    );
  });

  it("OW-012 OW-028 OW-D26 has a NAT gateway with an address of its own in each public subnet", () => {
    expect(
      Object.values(workspace.all("aws_nat_gateway")).map(({ subnet_id, allocation_id }) => [
        subnet_id,
        allocation_id,
      ]),
    ).toEqual(
      ZONES.map((zone) => [
        `\${aws_subnet.network_public_subnet-${zone}.id}`,
        `\${aws_eip.network_nat_eip-${zone}.id}`,
      ]),
    );
    expect(Object.values(workspace.all("aws_eip")).map(({ domain }) => domain)).toEqual([
      "vpc",
      "vpc",
      "vpc",
    ]);
  });

  it("OW-029 has an internet gateway", () => {
    expect(only(workspace, "aws_internet_gateway")["vpc_id"]).toBe("${aws_vpc.network_vpc_vpc.id}");
  });

  it("OW-030 OW-031 OW-032 OW-033 OW-034 leads public subnets to the internet, app subnets to their zone's NAT, data subnets nowhere", () => {
    expect(routes(workspace)).toEqual(
      sorted([
        "public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}",
        ...ZONES.map(
          (zone) => `app_route-table-${zone} 0.0.0.0/0 -> \${aws_nat_gateway.network_nat_gateway-${zone}.id}`,
        ),
      ]),
    );
    expect(associations(workspace)).toEqual(
      sorted(
        ZONES.flatMap((zone) => [
          `public_subnet-${zone} -> public_route-table`,
          `app_subnet-${zone} -> app_route-table-${zone}`,
          `data_subnet-${zone} -> data_route-table`,
        ]),
      ),
    );
    for (const table of Object.values(workspace.all("aws_route_table"))) {
      expect(table).not.toHaveProperty("route");
    }
  });

  it("OW-012 OW-332 gives what starts in app and data subnets no public address", () => {
    const mapped = Object.entries(workspace.all("aws_subnet"))
      .filter(([, { map_public_ip_on_launch }]) => map_public_ip_on_launch === true)
      .map(([id]) => id);

    expect(mapped.filter((id) => /app|data/.test(id))).toEqual([]);
  });

  it("OW-D47 reaches S3 from app subnets through the gateway endpoint", () => {
    expect(Object.values(workspace.all("aws_vpc_endpoint"))).toEqual([
      expect.objectContaining({
        service_name: "com.amazonaws.us-east-1.s3",
        route_table_ids: ZONES.map((zone) => `\${aws_route_table.network_app_route-table-${zone}.id}`),
      }),
    ]);
  });
});
