import { TerraformOutput } from "cdktf";
import { HostedZone, type HostedZoneProps } from "../../../constructs/edge/hosted-zone";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (
  source: HostedZoneProps["source"],
  protection: HostedZoneProps["protection"] = "protected",
) =>
  synthesizeStack((stack) => {
    const zone = new HostedZone(stack, "site", { source, protection });
    new TerraformOutput(stack, "zone", { value: zone.hostedZoneId, staticId: true });
    new TerraformOutput(stack, "servers", { value: zone.nameServers ?? "unknown", staticId: true });
  });
const outputs = (workspace: ReturnType<typeof synthesize>) =>
  Object.fromEntries(
    Object.entries(workspace.json["output"]!).map(([name, output]) => [
      name,
      (output as { value: unknown }).value,
    ]),
  );

describe("a hosted zone", () => {
  test("OW-002: is made here, and tells the servers that a registrar has to name", () => {
    const workspace = synthesize({ newZone: "example.com" });

    expect(workspace.all("aws_route53_zone")).toEqual({
      site_zone: { name: "example.com", comment: "Records of example.com" },
    });
    expect(outputs(workspace)).toEqual({
      zone: "${aws_route53_zone.site_zone.zone_id}",
      servers: "${aws_route53_zone.site_zone.name_servers}",
    });
  });

  test("OW-002: goes with records of others in a disposable environment alone", () => {
    expect(
      synthesize({ newZone: "example.com" }, "disposable").one("aws_route53_zone", "site_zone"),
    ).toMatchObject({ force_destroy: true });
  });

  test("OW-316: is found under its name, where Route 53 has registered the domain", () => {
    const workspace = synthesize({ existingZone: "example.com" });

    expect(workspace.all("aws_route53_zone")).toEqual({});
    expect(workspace.json["data"]!["aws_route53_zone"]).toMatchObject({
      site_zone: { name: "example.com", private_zone: false },
    });
    expect(outputs(workspace)).toEqual({
      zone: "${data.aws_route53_zone.site_zone.zone_id}",
      servers: "unknown",
    });
  });

  test("is taken by its id without a look-up", () => {
    const workspace = synthesize({ hostedZoneId: "Z1" });

    expect(workspace.json["data"]).toBeUndefined();
    expect(outputs(workspace)).toEqual({ zone: "Z1", servers: "unknown" });
  });

  test.each(["example.com.", "Example.com", "example"])("is not called %s", (newZone) => {
    expect(refusalOf(() => synthesize({ newZone }))).toBe(
      `unit-test/site: is a domain in lower case, without a dot at its end, got ${newZone}; write it like example.com`,
    );
  });
});
