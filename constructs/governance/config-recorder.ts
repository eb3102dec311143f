import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { Construct } from "constructs";
import { refuse } from "../core/errors";

/** An account has one recorder in a Region, which the console calls so too. */
const NAME = "default";

/** Values of a {@link ConfigRecorder}. */
export interface ConfigRecorderProps {
  /** The Regions that are recorded; the first is the home Region, which records what is global, such as IAM. */
  readonly regions: readonly string[];
  /**
   * Name of the bucket that takes the records, in the account of the log archive; its policy lets AWS Config write for
   * this account. Objects must not be locked in it.
   */
  readonly bucketName: string;
  /**
   * How often a change is recorded.
   *
   * @default "continuous"
   */
  readonly frequency?: "continuous" | "daily" | undefined;
}

/**
 * AWS Config in one account: what every resource is like, and how it came to be so.
 *
 * Its service-linked role is made here: of the settings of AWS Config it is the one that Security Hub wants to see.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html
 */
export class ConfigRecorder extends Construct {
  /** What waits for AWS Config, such as its rules, depends on these. */
  public readonly started: readonly ConfigConfigurationRecorderStatus[];

  /** @throws ProblemsError when there is no Region */
  public constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const { regions, bucketName, frequency = "continuous" } = props;
    if (regions.length === 0) {
      refuse({ path: this.node.path, rule: "records a Region", got: [], fix: "name the home Region" });
    }
    const role = new IamServiceLinkedRole(this, "role", { awsServiceName: "config.amazonaws.com" });

    this.started = regions.map((region, index) => {
      const recorder = new ConfigConfigurationRecorder(this, `recorder-${region}`, {
        name: NAME,
        roleArn: role.arn,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: index === 0 },
        recordingMode: { recordingFrequency: frequency === "daily" ? "DAILY" : "CONTINUOUS" },
        region,
      });
      const channel = new ConfigDeliveryChannel(this, `channel-${region}`, {
        name: NAME,
        s3BucketName: bucketName,
        snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
        region,
        dependsOn: [recorder],
      });
      return new ConfigConfigurationRecorderStatus(this, `status-${region}`, {
        name: recorder.name,
        isEnabled: true,
        region,
        // A recorder starts only with a channel to deliver by.
        dependsOn: [channel],
      });
    });
  }
}
