import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsControlAssociation } from "@cdktf/provider-aws/lib/securityhub-standards-control-association";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { App } from "cdktf";
import { type StandardId, standardArn } from "../constructs/governance/security-standards";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** The standard that has every control of Security Hub, in which controls are therefore turned off. */
const WITH_EVERY_CONTROL: StandardId = "fsbp-1.0.0";

/** Values of a {@link StandardsStack}. */
export interface StandardsStackProps extends PlatformStackProps {
  /** The standards, exactly these. */
  readonly standards: readonly StandardId[];
  /** Controls that do not hold here, each with the reason. */
  readonly disabledControls: Readonly<Record<string, string>>;
  /** Whether Security Hub is turned on here, or by another layer of the account. */
  readonly hub: "make" | "exists";
}

/**
 * The standards layer: what an account is held against, where the organization does not configure Security Hub from one
 * place.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/local-configuration.html
 */
export class StandardsStack extends PlatformStack {
  public constructor(scope: App, props: StandardsStackProps) {
    super(scope, "standards", props);
    const { environment, standards, disabledControls, hub } = props;
    const turnedOn =
      hub === "make"
        ? [
            new SecurityhubAccount(this, "hub", {
              enableDefaultStandards: false,
              autoEnableControls: true,
              controlFindingGenerator: "SECURITY_CONTROL",
            }),
          ]
        : [];
    const subscriptions = standards.map(
      (standard) =>
        new SecurityhubStandardsSubscription(this, standard.replaceAll(".", "-"), {
          standardsArn: standardArn(standard, environment.region),
          dependsOn: turnedOn,
        }),
    );
    for (const [control, reason] of Object.entries(disabledControls)) {
      new SecurityhubStandardsControlAssociation(this, `without-${control.replaceAll(".", "-")}`, {
        securityControlId: control,
        standardsArn: standardArn(WITH_EVERY_CONTROL, environment.region),
        associationStatus: "DISABLED",
        updatedReason: reason,
        dependsOn: subscriptions,
      });
    }
  }
}
