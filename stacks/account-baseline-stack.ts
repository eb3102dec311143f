import type { App } from "cdktf";
import { AccountDefaults } from "../constructs/governance/account-defaults";
import { ConfigRecorder } from "../constructs/governance/config-recorder";
import { ConfigRemediation, type Remediation } from "../constructs/governance/config-remediation";
import { type CostConfig, CostWatch } from "../constructs/governance/cost-watch";
import { AccountNotices, type AccountNoticesConfig } from "../constructs/observability/account-notices";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of an {@link AccountBaselineStack}. */
export interface AccountBaselineStackProps extends PlatformStackProps {
  /** Regions beside that of the environment in which the account works: for backups, and for global services. */
  readonly furtherRegions: readonly string[];
  /** Region from which AWS tells of global services. */
  readonly globalRegion: string;
  /** Name of the bucket of the log archive that takes the records of AWS Config. */
  readonly configBucketName: string;
  /** Whether AWS Config mends what opens the account to the world, or only shows it. */
  readonly remediation: Remediation;
  /** Who is told of faults of AWS and of planned changes. */
  readonly notices: AccountNoticesConfig;
  /** How costs are watched, or that the payer does it. */
  readonly costs: CostConfig | "elsewhere";
  /**
   * How often AWS Config records a change.
   *
   * @default "continuous"
   */
  readonly recording?: "continuous" | "daily" | undefined;
}

/** What other layers learn of the baseline. */
export interface AccountBaselineExports {
  /** ARN of the topic that is told of what somebody acts on at once. */
  readonly errorTopicArn: string;
  /** ARN of the topic that is told of what can wait for some business days. */
  readonly warnTopicArn: string;
}

/**
 * The baseline layer: what every account has, whatever runs in it. Volumes are encrypted, nothing in S3 is public, images
 * are scanned, every change is recorded, and somebody is told of faults and of costs.
 *
 * Outputs: `error_topic_arn`, `warn_topic_arn`.
 */
export class AccountBaselineStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: AccountBaselineExports;

  /** @throws ProblemsError when a name, an amount or an address is not acceptable */
  public constructor(scope: App, props: AccountBaselineStackProps) {
    super(scope, "baseline", props);
    const { environment, furtherRegions, configBucketName, recording, remediation, costs } = props;
    const { system, name: stage, account, region } = environment;
    const name = `${system}-${stage}`;
    const regions = [region, ...furtherRegions.filter((other) => other !== region)];

    new AccountDefaults(this, "defaults", { regions });
    const config = new ConfigRecorder(this, "config", {
      regions,
      bucketName: configBucketName,
      frequency: recording,
    });
    new ConfigRemediation(this, "remediation", { name, account, remediation, recording: config.started });
    this.exports = new AccountNotices(this, "notices", {
      ...props.notices,
      name,
      account,
      globalRegion: props.globalRegion === region ? undefined : props.globalRegion,
    });
    if (costs !== "elsewhere") {
      new CostWatch(this, "costs", { ...costs, name });
    }
    this.publish("error_topic_arn", this.exports.errorTopicArn, "ARN of the topic of what is urgent");
    this.publish("warn_topic_arn", this.exports.warnTopicArn, "ARN of the topic of what can wait");
  }
}
