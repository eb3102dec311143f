import { GuarddutyOrganizationConfiguration } from "@cdktf/provider-aws/lib/guardduty-organization-configuration";
import { GuarddutyOrganizationConfigurationFeature } from "@cdktf/provider-aws/lib/guardduty-organization-configuration-feature";
import { GuarddutyPublishingDestination } from "@cdktf/provider-aws/lib/guardduty-publishing-destination";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { type AgentManagement, type DetectionFeature, ThreatDetection } from "./threat-detection";

/**
 * What GuardDuty protects beside what every detector does. Extended threat detection has no name: it is on with the
 * detector. Malware protection of S3 stands beside each bucket that takes uploads.
 */
export const PROTECTION_PLANS = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "RUNTIME_MONITORING",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
] as const satisfies readonly DetectionFeature[];

/** One of the plans. */
export type ProtectionPlan = (typeof PROTECTION_PLANS)[number];

/** Agents whose installation GuardDuty takes over; the order is that in which AWS answers. */
const AGENTS: readonly AgentManagement[] = [
  "EKS_ADDON_MANAGEMENT",
  "ECS_FARGATE_AGENT_MANAGEMENT",
  "EC2_AGENT_MANAGEMENT",
];

/** Where findings are kept, since GuardDuty forgets them after 90 days. */
export interface FindingsDestination {
  /** Name of the bucket in the log account; its policy admits GuardDuty. */
  readonly bucketName: string;
  /** ARN of the key of that bucket. */
  readonly kmsKeyArn: string;
}

/** Values of {@link OrganizationThreatDetection}. */
export interface OrganizationThreatDetectionProps {
  /** Where findings are kept. */
  readonly destination: FindingsDestination;
  /**
   * Plans that stay off, each with the reason: the service is not used, or something else does the same.
   *
   * @default - none
   */
  readonly plansOff?: Readonly<Partial<Record<ProtectionPlan, string>>>;
  /**
   * Agents that GuardDuty installs in every account for runtime monitoring.
   *
   * @default ["ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"]
   */
  readonly manages?: readonly AgentManagement[];
}

/**
 * GuardDuty of a whole organization, in the account that administers it: every account that exists or joins has it,
 * with the same plans, and cannot turn it off.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
 */
export class OrganizationThreatDetection extends Construct {
  /** Id of the administrator's detector. */
  public readonly detectorId: string;

  /** @throws ProblemsError when a plan is off without a reason */
  public constructor(scope: Construct, id: string, props: OrganizationThreatDetectionProps) {
    super(scope, id);
    const { destination, plansOff = {} } = props;
    const { manages = ["ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"] } = props;
    throwProblems(plansOffProblems(plansOff, `${this.node.path}.plansOff`));
    const isOn = (plan: ProtectionPlan): boolean => !(plan in plansOff);

    const { detectorId } = new ThreatDetection(this, "own", {
      publishes: "15-minutes",
      features: Object.fromEntries(
        PROTECTION_PLANS.map((plan) => [
          plan,
          !isOn(plan) ? "off" : plan === "RUNTIME_MONITORING" ? { manages } : "on",
        ]),
      ),
    });
    this.detectorId = detectorId;

    const organization = new GuarddutyOrganizationConfiguration(this, "organization", {
      detectorId,
      autoEnableOrganizationMembers: "ALL",
    });
    for (const plan of PROTECTION_PLANS) {
      new GuarddutyOrganizationConfigurationFeature(this, plan.toLowerCase().replaceAll("_", "-"), {
        detectorId,
        name: plan,
        autoEnable: autoEnable(isOn(plan)),
        ...(plan === "RUNTIME_MONITORING"
          ? {
              additionalConfiguration: AGENTS.map((name) => ({
                name,
                autoEnable: autoEnable(isOn(plan) && manages.includes(name)),
              })),
            }
          : {}),
        dependsOn: [organization],
      });
    }
    new GuarddutyPublishingDestination(this, "destination", {
      detectorId,
      destinationArn: `arn:aws:s3:::${destination.bucketName}`,
      kmsKeyArn: destination.kmsKeyArn,
    });
  }
}

function autoEnable(isOn: boolean): "ALL" | "NONE" {
  return isOn ? "ALL" : "NONE";
}

/** What is wrong with plans that stay off: no reason, or a name that is none. */
export function plansOffProblems(
  plansOff: NonNullable<OrganizationThreatDetectionProps["plansOff"]>,
  path: string,
): readonly Problem[] {
  return Object.entries(plansOff).flatMap(([plan, reason]) => [
    ...((PROTECTION_PLANS as readonly string[]).includes(plan)
      ? []
      : [
          {
            path: `${path}.${plan}`,
            rule: "is a protection plan",
            got: plan,
            fix: `choose among ${PROTECTION_PLANS.join(", ")}`,
          },
        ]),
    ...(reason.trim() === ""
      ? [
          {
            path: `${path}.${plan}`,
            rule: "a plan that stays off has a reason",
            got: reason,
            fix: "say which service is not used or what does the same",
          },
        ]
      : []),
  ]);
}
