import type { App } from "cdktf";
import type { DataClass } from "../constructs/governance/classification";
import { classifiedBucket } from "../constructs/governance/classified-storage";
import { classify } from "../constructs/governance/classify";
import type { SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { Canary, type CanaryCheck } from "../constructs/observability/canary";
import { withoutAlarms } from "../constructs/observability/no-alarms";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

const NOT_BACKED_UP = "a new run leaves the same";

/** Values of a {@link HealthCheckStack}. */
export interface HealthCheckStackProps extends PlatformStackProps, CanaryCheck {
  /** Name of the canary. */
  readonly name: string;
  /** Name of the bucket of what its runs leave. */
  readonly bucketName: string;
  /** Days for which that and its log are kept: one of CloudWatch Logs' retentions. */
  readonly retentionDays: number;
  /** Complete address that must answer 200. */
  readonly url: string;
  /** Who answers there within the network. */
  readonly target: { readonly securityGroup: SecurityGroupRef; readonly port: number };
  /** VPC from which it asks. */
  readonly vpcId: string;
  /** Subnets from which it asks. */
  readonly subnetIds: readonly string[];
  /** Class of what it leaves. */
  readonly dataClass: DataClass;
  /** ARN of the key of the class. */
  readonly keyArn: string;
}

/** What other layers learn of the health check. */
export interface HealthCheckExports {
  /** Name of the canary. */
  readonly canaryName: string;
  /** Minutes between two runs. */
  readonly everyMinutes: number;
}

/** The health-check layer: a canary that asks the application from within its network, with what its runs leave. */
export class HealthCheckStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: HealthCheckExports;

  /** @throws ProblemsError when a name, the schedule or the runtime is not acceptable */
  public constructor(scope: App, props: HealthCheckStackProps) {
    super(scope, "health-check", props);
    const { environment, bucketName, retentionDays, target, dataClass, keyArn, ...check } = props;
    const { account, region, protection } = environment;

    const bucket = new PrivateBucket(this, "runs", {
      bucketName,
      ...classifiedBucket(
        dataClass,
        { keyArn, protection, storage: "standard", expirationDays: retentionDays },
        this.node.path,
      ),
    });
    classify(bucket, dataClass, { notBackedUpBecause: NOT_BACKED_UP });
    withoutAlarms(bucket, ["bucket"], { noAlarmsBecause: "what runs leave expires within days" });
    const canary = new Canary(this, "canary", {
      ...check,
      bucket: bucket.ref,
      kmsKeyArn: keyArn,
      logRetentionDays: retentionDays,
      account,
      region,
    });
    canary.connections.allowTo(
      target.securityGroup,
      Port.tcp(target.port),
      "The health check asks as clients do",
    );
    classify(canary.log, dataClass, { notBackedUpBecause: NOT_BACKED_UP });
    this.exports = { canaryName: canary.canaryName, everyMinutes: check.everyMinutes };
  }
}
