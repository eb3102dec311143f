import { TerraformOutput } from "cdktf";
import { type NetworkConfig, networkConfigSchema } from "../../constructs/network/network-config";
import { tierOf } from "../../constructs/network/network-exports";
import { Port } from "../../constructs/network/port";
import { SecurityGroup } from "../../constructs/network/security-group";
import { NetworkStack } from "../../stacks/network-stack";
import { OPENWAN_PROD, SERVERLESS_WEB_PROD, SMALLEST } from "../constructs/network/networks";
import { synthesize } from "../constructs/network/reading";
import { BareStack, ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const withNetwork = (network: NetworkConfig): Workspace => synthesize({ environment: ENVIRONMENT, network });

describe("a network stack", () => {
  test("of the smallest network has a VPC, subnets and a flow log, and no way out", () => {
    const workspace = withNetwork(SMALLEST);

    expect(Object.keys(workspace.json["resource"] ?? {}).sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_default_security_group",
      "aws_flow_log",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_route_table",
      "aws_route_table_association",
      "aws_subnet",
      "aws_vpc",
    ]);
  });

  test("may have one NAT gateway for all zones, in a zone of choice", () => {
    const workspace = withNetwork({
      ...SMALLEST,
      tiers: { public: { slot: 0, egress: "internet-gateway" }, app: { slot: 1, egress: "nat" } },
      nat: "gateway",
      natZone: "c",
    });

    expect(workspace.ids("aws_nat_gateway")).toEqual(["network_nat_gateway-c"]);
    expect(workspace.one("aws_route", "network_app_default-route")["nat_gateway_id"]).toBe(
      "${aws_nat_gateway.network_nat_gateway-c.id}",
    );
  });

  test("may have an arm64 NAT instance", () => {
    const workspace = withNetwork({
      ...SMALLEST,
      tiers: { public: { slot: 0, egress: "internet-gateway" }, app: { slot: 1, egress: "nat" } },
      nat: "instance",
      natInstance: { instanceType: "t4g.nano", architecture: "arm64" },
    });

    expect(workspace.json["data"]).toMatchObject({
      aws_ssm_parameter: {
        network_nat_image: { name: expect.stringMatching(/al2023-ami-kernel-default-arm64$/) },
      },
    });
  });

  test("may give public addresses unasked in a public tier", () => {
    const workspace = withNetwork({
      ...SMALLEST,
      tiers: { public: { slot: 0, egress: "internet-gateway", mapPublicIpOnLaunch: true } },
    });

    expect(workspace.one("aws_subnet", "network_public_subnet-a")["map_public_ip_on_launch"]).toBe(true);
  });

  test("may turn DNS off", () => {
    expect(
      withNetwork({ ...SMALLEST, dnsSupport: false, dnsHostnames: false }).one("aws_vpc", "network_vpc_vpc"),
    ).toMatchObject({ enable_dns_support: false, enable_dns_hostnames: false });
  });

  test("may limit an endpoint by a policy", () => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const workspace = synthesizeApp((app) => {
      new NetworkStack(app, {
        environment: ENVIRONMENT,
        network: { ...SMALLEST, gatewayEndpoints: { s3: ["app"], dynamodb: ["app"] } },
        endpointPolicies: { s3: policy },
      });
    })["network-test"]!;

    expect(workspace.one("aws_vpc_endpoint", "network_endpoints_s3")["policy"]).toBe(policy);
    expect(workspace.one("aws_vpc_endpoint", "network_endpoints_dynamodb")["policy"]).toBeUndefined();
  });

  test("keeps every existing address and block when a zone and a tier are added", () => {
    const before = withNetwork({ ...SMALLEST, zones: ["a"] });
    const after = withNetwork({
      ...SMALLEST,
      tiers: { data: { slot: 3, egress: "none" }, ...SMALLEST.tiers },
    });

    expect(after.all("aws_subnet")).toMatchObject(before.all("aws_subnet"));
    expect(after.all("aws_route_table_association")).toMatchObject(before.all("aws_route_table_association"));
  });

  test("is the same, byte for byte, from run to run", () => {
    expect(JSON.stringify(synthesize(OPENWAN_PROD).json)).toBe(JSON.stringify(synthesize(OPENWAN_PROD).json));
  });

  test("refuses values with problems, all at once", () => {
    const message = refusalOf(() =>
      withNetwork({
        ...SMALLEST,
        tiers: { app: { cidrs: { a: "10.0.0.0/24", c: "10.0.0.0/25" }, egress: "nat" } },
      }),
    );

    expect(message.split("\n")).toEqual([
      expect.stringContaining("app.cidrs.c: overlaps tier app zone a (10.0.0.0/24), got 10.0.0.0/25"),
      expect.stringContaining("app.egress: needs a NAT, and the network has none"),
    ]);
  });

  test("refuses an attachment to a transit gateway that nobody names", () => {
    expect(refusalOf(() => withNetwork({ ...SMALLEST, transitGateway: { tier: "app" } }))).toContain(
      "transitGatewayId: is needed to attach the network to a transit gateway, got nothing; pass the id that its owner exports",
    );
  });

  test("takes what the config schema gives back", () => {
    const network = networkConfigSchema.parse(structuredClone(SERVERLESS_WEB_PROD.network));

    expect(synthesize({ ...SERVERLESS_WEB_PROD, network }).json).toEqual(
      synthesize(SERVERLESS_WEB_PROD).json,
    );
  });
});

describe("the exports of a network stack", () => {
  test("SW-100, SW-114: let a later layer state its flows to the endpoints", () => {
    const { "service-test": service, "network-prod": network } = synthesizeApp((app) => {
      const { exports } = new NetworkStack(app, SERVERLESS_WEB_PROD);
      const task = new SecurityGroup(new BareStack(app, "service"), "task", {
        vpcId: exports.vpcId,
        name: "task",
        description: "Tasks",
      });
      task.connections.allowTo(exports.endpointSecurityGroup!, Port.tcp(443), "AWS APIs");
    });

    expect(service!.ids("aws_vpc_security_group_ingress_rule")).toEqual([
      "task_to-vpc-endpoints-tcp-443_ingress",
    ]);
    expect(service!.one("aws_security_group", "task_group")["vpc_id"]).toMatch(
      /^\$\{data\.terraform_remote_state\..+\.outputs\.to-other-stacks-aws_vpc-network_vpc_vpc-id\}$/,
    );
    expect(network!.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  test("carry the tiers' subnets across stacks", () => {
    const { "data-test": data } = synthesizeApp((app) => {
      const { exports } = new NetworkStack(app, OPENWAN_PROD);
      const stack = new BareStack(app, "data");
      new TerraformOutput(stack, "subnets", { value: tierOf(exports, "data").subnetIds, staticId: true });
      expect(tierOf(exports, "data").cidrs).toEqual(["10.0.21.0/24", "10.0.22.0/24", "10.0.23.0/24"]);
      expect(Object.keys(tierOf(exports, "public").subnetIdByZone)).toEqual(["a", "b", "c"]);
    });

    const carried = (zone: string) => `outputs.to-other-stacks-aws_subnet-network_data_subnet-${zone}-id}`;
    expect(data!.json["output"]!["subnets"]).toEqual({
      value: [
        expect.stringContaining(carried("a")),
        expect.stringContaining(carried("b")),
        expect.stringContaining(carried("c")),
      ],
    });
  });

  test("tell which tiers there are when one is asked for that is not", () => {
    synthesizeApp((app) => {
      const { exports } = new NetworkStack(app, OPENWAN_PROD);

      expect(refusalOf(() => tierOf(exports, "db"))).toBe(
        "network.tiers: has no tier db, got db; use one of public, app, data",
      );
    });
  });
});
