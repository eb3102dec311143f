import { ShieldProtection as AwsShieldProtection } from "@cdktf/provider-aws/lib/shield-protection";
import { ShieldSubscription } from "@cdktf/provider-aws/lib/shield-subscription";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

/** Whether somebody has decided for Shield Advanced, which binds the organization for a year and costs a fixed fee. */
export interface ShieldAdvanced {
  /** Whether the cost is approved. Nothing is made otherwise. */
  readonly approved: boolean;
  /** Who approved it and what for, for whoever reads the bill. */
  readonly reason: string;
  /**
   * Whether the account subscribes here, or has subscribed already.
   *
   * @default "here"
   */
  readonly subscription?: "here" | "there-already" | undefined;
}

/** Values of a {@link ShieldProtection}. */
export interface ShieldProtectionProps extends ShieldAdvanced {
  /** Name of the protection: at most 128 letters, digits, spaces and _.-. */
  readonly name: string;
  /** ARN of what is protected. */
  readonly resourceArn: string;
}

/**
 * Shield Advanced for one resource. Shield Standard protects everything without being asked and without a resource.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html
 */
export class ShieldProtection extends Construct {
  /** @throws ProblemsError when nobody has approved it */
  public constructor(scope: Construct, id: string, props: ShieldProtectionProps) {
    super(scope, id);
    const { name, resourceArn, subscription = "here" } = props;
    throwProblems(shieldProblems(props, this.node.path));
    const subscribed =
      subscription === "here" ? [new ShieldSubscription(this, "subscription", { autoRenew: "ENABLED" })] : [];
    new AwsShieldProtection(this, "protection", {
      name: checkedName("aws_shield_protection", name, this.node.path),
      resourceArn,
      ...(subscribed.length > 0 ? { dependsOn: subscribed } : {}),
    });
  }
}

/** What is wrong with a decision for Shield Advanced. */
export function shieldProblems({ approved, reason }: ShieldAdvanced, path: string): readonly Problem[] {
  return [
    ...(approved
      ? []
      : [
          {
            path: `${path}.approved`,
            rule: "is true once cost and benefit are weighed: the subscription binds for a year",
            got: approved,
            fix: "have it approved, or leave Shield Advanced out",
          },
        ]),
    ...(reason.trim() === ""
      ? [{ path: `${path}.reason`, rule: "says who approved it", got: reason, fix: "write it" }]
      : []),
  ];
}
