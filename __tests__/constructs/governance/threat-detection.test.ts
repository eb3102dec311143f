import { ThreatDetection, type ThreatDetectionProps } from "../../../constructs/governance/threat-detection";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (props?: ThreatDetectionProps) =>
  synthesizeStack((stack) => new ThreatDetection(stack, "threats", props));

describe("threat detection", () => {
  test("OW-013, EN-076: is on, and leaves features as GuardDuty sets them", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_guardduty_detector", "threats_detector")).toEqual({
      enable: true,
      finding_publishing_frequency: "SIX_HOURS",
    });
    expect(workspace.ids("aws_guardduty_detector_feature")).toEqual([]);
  });

  test("OW-D49: states features as resources of their own", () => {
    const workspace = synthesize({ features: { S3_DATA_EVENTS: "on", EKS_AUDIT_LOGS: "off" } });

    expect(workspace.all("aws_guardduty_detector_feature")).toEqual({
      "threats_s3-data-events": {
        detector_id: "${aws_guardduty_detector.threats_detector.id}",
        name: "S3_DATA_EVENTS",
        status: "ENABLED",
      },
      "threats_eks-audit-logs": {
        detector_id: "${aws_guardduty_detector.threats_detector.id}",
        name: "EKS_AUDIT_LOGS",
        status: "DISABLED",
      },
    });
  });

  test("EN-077: states every agent of runtime monitoring", () => {
    const workspace = synthesize({
      features: { RUNTIME_MONITORING: { manages: ["ECS_FARGATE_AGENT_MANAGEMENT"] } },
    });

    expect(workspace.one("aws_guardduty_detector_feature", "threats_runtime-monitoring")).toMatchObject({
      status: "ENABLED",
      additional_configuration: [
        { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
        { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
        { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
      ],
    });
  });

  test.each([
    ["15-minutes", "FIFTEEN_MINUTES"],
    ["1-hour", "ONE_HOUR"],
  ] as const)("publishes every %s", (publishes, frequency) => {
    expect(synthesize({ publishes }).one("aws_guardduty_detector", "threats_detector")).toMatchObject({
      finding_publishing_frequency: frequency,
    });
  });

  test.each<[string, ThreatDetectionProps["features"], string]>([
    [
      "both kinds of runtime monitoring",
      { RUNTIME_MONITORING: "on", EKS_RUNTIME_MONITORING: "on" },
      "unit-test/threats.features: has one kind of runtime monitoring, got RUNTIME_MONITORING and EKS_RUNTIME_MONITORING",
    ],
    [
      "agents of a feature without any",
      { S3_DATA_EVENTS: { manages: ["EC2_AGENT_MANAGEMENT"] } },
      "features.S3_DATA_EVENTS: has no agents to manage, got EC2_AGENT_MANAGEMENT; leave it out",
    ],
    [
      "agents that a feature does not manage",
      { EKS_RUNTIME_MONITORING: { manages: ["EC2_AGENT_MANAGEMENT"] } },
      "features.EKS_RUNTIME_MONITORING: manages EKS_ADDON_MANAGEMENT, got EC2_AGENT_MANAGEMENT",
    ],
  ])("refuses %s", (_case, features, rule) => {
    expect(refusalOf(() => synthesize({ features: features ?? {} }))).toContain(rule);
  });
});
