import type { NatInstanceConfig, NetworkConfig } from "../../../constructs/network/network-config";
import { ENVIRONMENT } from "../../support/synthesis";
import { synthesize } from "./reading";

const networkWith = (natInstance: NatInstanceConfig): NetworkConfig => ({
  cidr: "10.0.0.0/16",
  tiers: { public: { slot: 0, egress: "internet-gateway" }, app: { slot: 1, egress: "nat" } },
  nat: "instance",
  natInstance,
  flowLog: { destination: "none", reason: "a test" },
});

describe("the public address of a NAT instance", () => {
  test("changes with every start when nothing is said", () => {
    const workspace = synthesize({
      environment: ENVIRONMENT,
      network: networkWith({ instanceType: "t3.micro" }),
    });

    expect(workspace.ids("aws_eip")).toEqual([]);
    expect(workspace.ids("aws_eip_association")).toEqual([]);
    expect(workspace.json["output"]).toMatchObject({
      nat_public_ips: { value: ["${aws_instance.network_nat_instance.public_ip}"] },
    });
  });

  test("AP-D12: is an Elastic IP that stays", () => {
    const workspace = synthesize({
      environment: ENVIRONMENT,
      network: networkWith({ instanceType: "t3.micro", publicAddress: "elastic" }),
    });

    expect(workspace.all("aws_eip")).toEqual({
      network_nat_eip: {
        domain: "vpc",
        tags: { Name: "example-test-nat-a" },
        depends_on: ["aws_route.network_public_default-route"],
      },
    });
    expect(workspace.all("aws_eip_association")).toEqual({
      "network_nat_eip-association": {
        allocation_id: "${aws_eip.network_nat_eip.id}",
        instance_id: "${aws_instance.network_nat_instance.id}",
      },
    });
    expect(workspace.json["output"]).toMatchObject({
      nat_public_ips: { value: ["${aws_eip.network_nat_eip.public_ip}"] },
    });
  });
});
