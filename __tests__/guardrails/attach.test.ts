import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { synthesizeStack } from "../support/synthesis";

describe("guard rails", () => {
  it("NET-001 fails the synthesis of a group with inline rules and says how to mend it", () => {
    expect(() =>
      synthesizeStack((stack) => {
        new SecurityGroup(stack, "web", { ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp" }] });
      }),
    ).toThrow(
      "NET-001 at unit-test/web: Security groups have no inline rules, got inline ingress; state the flow with connections.allowTo(peer, port, reason)",
    );
  });

  it("NET-001 reports both directions", () => {
    expect(() =>
      synthesizeStack((stack) => {
        new SecurityGroup(stack, "web", {
          egress: [{ fromPort: 0, toPort: 0, protocol: "-1" }],
          ingress: [],
        });
      }),
    ).toThrow(/inline ingress[\s\S]*inline egress/);
  });

  it("NET-001 accepts a group without inline rules", () => {
    expect(
      synthesizeStack((stack) => new SecurityGroup(stack, "web", { name: "web" })).ids("aws_security_group"),
    ).toEqual(["web"]);
  });
});
