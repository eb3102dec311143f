import { AuditStack, type AuditStackProps } from "../../stacks/audit-stack";
import { ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

const PROPS: AuditStackProps = {
  environment: { ...ENVIRONMENT, name: "prod", protection: "protected" },
  trail: {
    trailName: "example-trail",
    bucketName: "example-trail-111111111111",
    fileRetentionDays: 366,
    logGroupName: "/aws/cloudtrail/example",
    logRetentionDays: 365,
    keyAlias: "alias/example-audit",
  },
  threatDetection: { features: { S3_DATA_EVENTS: "on" } },
};

const synthesize = (change: Partial<AuditStackProps> = {}): Workspace =>
  synthesizeApp((app) => new AuditStack(app, { ...PROPS, ...change }))["audit-prod"]!;

describe("the audit layer", () => {
  test("OW-013, OW-284: has a trail of its environment and a detector", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_cloudtrail", "trail_trail")["name"]).toBe("example-trail");
    expect(workspace.one("aws_s3_bucket", "trail_files_bucket")).toEqual({
      bucket: "example-trail-111111111111",
      lifecycle: { prevent_destroy: true },
    });
    expect(workspace.one("aws_cloudwatch_log_group", "trail_events_group")["name"]).toBe(
      "/aws/cloudtrail/example",
    );
    expect(workspace.ids("aws_guardduty_detector")).toEqual(["threats_detector"]);
    expect(workspace.ids("aws_guardduty_detector_feature")).toEqual(["threats_s3-data-events"]);
    expect(Object.keys(workspace.json["output"] ?? {}).sort()).toEqual([
      "detector_id",
      "trail_bucket",
      "trail_log_group",
    ]);
  });

  test("OW-D49: leaves the detector to another when told so", () => {
    const workspace = synthesize({ threatDetection: "elsewhere" });

    expect(workspace.ids("aws_guardduty_detector")).toEqual([]);
    expect(workspace.ids("aws_cloudtrail")).toEqual(["trail_trail"]);
  });

  test("leaves the trail to another when told so", () => {
    const workspace = synthesize({ trail: "elsewhere" });

    expect(workspace.ids("aws_cloudtrail")).toEqual([]);
    expect(workspace.ids("aws_s3_bucket")).toEqual([]);
    expect(workspace.ids("aws_guardduty_detector")).toEqual(["threats_detector"]);
  });
});
