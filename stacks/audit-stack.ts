import type { App } from "cdktf";
import { AuditTrail, type AuditTrailProps } from "../constructs/governance/audit-trail";
import { ThreatDetection, type ThreatDetectionProps } from "../constructs/governance/threat-detection";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A trail as a system states it; account, Region and protection are those of the environment. */
export type TrailSpec = Omit<AuditTrailProps, "account" | "region" | "protection">;

/** Values of an {@link AuditStack}. */
export interface AuditStackProps extends PlatformStackProps {
  /** The trail that records who did what, or that the account has one already. */
  readonly trail: TrailSpec | "elsewhere";
  /** GuardDuty's detector, of which an account has one in a Region, or that it is made elsewhere. */
  readonly threatDetection: ThreatDetectionProps | "elsewhere";
}

/** What other layers learn of the audit layer. */
export interface AuditExports {
  /** Group of the trail's events; absent where the trail stands elsewhere. */
  readonly logGroup?: LogGroupRef;
}

/**
 * The audit layer: who did what in the account, and what looks like an attack on it.
 *
 * Outputs: `trail_bucket` and `trail_log_group` of a trail, `detector_id` of a detector.
 */
export class AuditStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: AuditExports;

  public constructor(scope: App, props: AuditStackProps) {
    super(scope, "audit", props);
    const { environment, trail, threatDetection } = props;
    const { account, region, protection } = environment;

    if (trail === "elsewhere") {
      this.exports = {};
    } else {
      const { bucket, logGroup } = new AuditTrail(this, "trail", { ...trail, account, region, protection });
      this.exports = { logGroup: logGroup.ref };
      this.publish("trail_bucket", bucket.bucket.id, "Name of the bucket of the trail's log files");
      this.publish("trail_log_group", logGroup.name, "Name of the log group of the trail's events");
    }
    if (threatDetection !== "elsewhere") {
      const { detectorId } = new ThreatDetection(this, "threats", threatDetection);
      this.publish("detector_id", detectorId, "Id of GuardDuty's detector");
    }
  }
}
