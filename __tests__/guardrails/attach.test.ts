import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { acknowledge } from "../../constructs/core/acknowledgement";
import { collectingEvaluations, problemsOfAll } from "../../guardrails/attach";
import type { Construct } from "constructs";
import { BareStack, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

/** Synthesizes one layer, whose guard rails hold. */
function synthesizeStack(build: (stack: Construct) => void): Workspace {
  return synthesizeApp((app) => {
    build(new BareStack(app, "unit"));
  })["unit-test"]!;
}

const INLINE = { description: "Web", ingress: [{ fromPort: 443, toPort: 443, protocol: "tcp" }] };

describe("guard rails at a synthesis", () => {
  it("fail it and say how to mend it", () => {
    expect(refusalOf(() => synthesizeStack((stack) => new SecurityGroup(stack, "web", INLINE)))).toBe(
      "NET-001 at unit-test/web: Security groups have no inline rules, got inline ingress; " +
        "state the flow with connections.allowTo(peer, port, reason)",
    );
  });

  it("let it pass where nothing is wrong", () => {
    expect(
      synthesizeStack((stack) => new SecurityGroup(stack, "web", { description: "Web" })).ids(
        "aws_security_group",
      ),
    ).toEqual(["web"]);
  });

  it("let it pass where the exception stands beside the construct, and show it in the workspace", () => {
    const workspace = synthesizeStack((stack) => {
      acknowledge(new SecurityGroup(stack, "web", INLINE), "NET-001", { reason: "imported as it is" });
    });
    expect(workspace.json["//"]).toMatchObject({
      acknowledgements: [{ id: "NET-001", path: "unit-test/web", reason: "imported as it is" }],
    });
  });

  it("refuse an exception that nothing needs", () => {
    expect(
      refusalOf(() =>
        synthesizeStack((stack) => {
          acknowledge(new SecurityGroup(stack, "web", { description: "Web" }), "NET-001", {
            reason: "to be safe",
          });
        }),
      ),
    ).toBe(
      "acknowledgement of NET-001 at unit-test/web: covers a finding, got to be safe; " +
        "remove it; nothing there breaks the rule",
    );
  });

  it("report instead of failing while someone collects", () => {
    const evaluations = collectingEvaluations(() => {
      synthesizeStack((stack) => new SecurityGroup(stack, "web", INLINE));
    });
    expect(evaluations.map(({ stackId }) => stackId)).toEqual(["unit-test"]);
    expect(problemsOfAll(evaluations).map(({ path }) => path)).toEqual(["NET-001 at unit-test/web"]);
  });

  it("fail again after the collection", () => {
    collectingEvaluations(() => undefined);
    expect(() => synthesizeStack((stack) => new SecurityGroup(stack, "web", INLINE))).toThrow("NET-001");
  });
});

describe("acknowledgements", () => {
  const stating = (acknowledgement: { reason: string; expires?: string }) => () =>
    synthesizeStack((stack) => {
      acknowledge(new SecurityGroup(stack, "web", INLINE), "NET-001", acknowledgement);
    });

  it("need a reason", () => {
    expect(refusalOf(stating({ reason: "  " }))).toContain("an acknowledgement has a reason");
  });

  it.each(["tomorrow", "2026-13-01", "2026-02-31", "2026-1-1"])("cannot expire on %s", (expires) => {
    expect(refusalOf(stating({ reason: "imported as it is", expires }))).toContain(
      `expires is a day of the calendar, got ${expires}`,
    );
  });

  it("may expire on a day to come", () => {
    expect(
      stating({ reason: "imported as it is", expires: "2999-12-31" })().ids("aws_security_group"),
    ).toEqual(["web"]);
  });
});
