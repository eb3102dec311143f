import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";

/** What GuardDuty looks at beside CloudTrail's management events, flow logs and DNS queries. */
export type DetectionFeature =
  | "EBS_MALWARE_PROTECTION"
  | "EKS_AUDIT_LOGS"
  | "EKS_RUNTIME_MONITORING"
  | "LAMBDA_NETWORK_LOGS"
  | "RDS_LOGIN_EVENTS"
  | "RUNTIME_MONITORING"
  | "S3_DATA_EVENTS";

/** Whose agents GuardDuty installs and keeps up to date. */
export type AgentManagement =
  "EC2_AGENT_MANAGEMENT" | "ECS_FARGATE_AGENT_MANAGEMENT" | "EKS_ADDON_MANAGEMENT";

/** Whether a feature is on; agents can be managed with runtime monitoring alone. */
export type FeatureState = "on" | "off" | { readonly manages: readonly AgentManagement[] };

/** Agents that a feature can manage. Each is stated, since what is left out comes back as a change. */
const AGENTS: Readonly<Partial<Record<DetectionFeature, readonly AgentManagement[]>>> = {
  EKS_RUNTIME_MONITORING: ["EKS_ADDON_MANAGEMENT"],
  RUNTIME_MONITORING: ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
};
const FREQUENCIES = {
  "15-minutes": "FIFTEEN_MINUTES",
  "1-hour": "ONE_HOUR",
  "6-hours": "SIX_HOURS",
} as const;

/** Values of {@link ThreatDetection}. */
export interface ThreatDetectionProps {
  /**
   * Features by name. GuardDuty switches some on in a new detector, so each one that matters is stated.
   *
   * @default - as GuardDuty sets them in a new detector
   */
  readonly features?: Readonly<Partial<Record<DetectionFeature, FeatureState>>>;
  /**
   * How soon further occurrences of a known finding are sent; new findings are within five minutes.
   *
   * @default "6-hours"
   */
  readonly publishes?: keyof typeof FREQUENCIES;
}

/**
 * GuardDuty in one account and Region, where there can be one detector: nothing else of the account may make it.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export class ThreatDetection extends Construct {
  /** Id of the detector. */
  public readonly detectorId: string;

  /** @throws ProblemsError when features exclude each other or manage agents that they do not have */
  public constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    const { features = {}, publishes = "6-hours" } = props;
    throwProblems(featureProblems(features, this.node.path));

    const detector = new GuarddutyDetector(this, "detector", {
      enable: true,
      findingPublishingFrequency: FREQUENCIES[publishes],
    });
    this.detectorId = detector.id;
    for (const [name, state] of statesOf(features)) {
      const agents = AGENTS[name] ?? [];
      new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll("_", "-"), {
        detectorId: detector.id,
        name,
        status: status(state !== "off"),
        ...(agents.length === 0
          ? {}
          : {
              additionalConfiguration: agents.map((agent) => ({
                name: agent,
                status: status(typeof state === "object" && state.manages.includes(agent)),
              })),
            }),
      });
    }
  }
}

function status(enabled: boolean): "ENABLED" | "DISABLED" {
  return enabled ? "ENABLED" : "DISABLED";
}

function statesOf(
  features: NonNullable<ThreatDetectionProps["features"]>,
): readonly (readonly [DetectionFeature, FeatureState])[] {
  return Object.entries(features) as [DetectionFeature, FeatureState][];
}

function featureProblems(
  features: NonNullable<ThreatDetectionProps["features"]>,
  path: string,
): readonly Problem[] {
  const both = "RUNTIME_MONITORING" in features && "EKS_RUNTIME_MONITORING" in features;
  return [
    ...(both
      ? [
          {
            path: `${path}.features`,
            rule: "has one kind of runtime monitoring",
            got: "RUNTIME_MONITORING and EKS_RUNTIME_MONITORING",
            fix: "leave EKS_RUNTIME_MONITORING out: the other contains it",
          },
        ]
      : []),
    ...statesOf(features).flatMap(([name, state]) =>
      (typeof state === "object" ? state.manages : [])
        .filter((agent) => !AGENTS[name]?.includes(agent))
        .map((agent) => ({
          path: `${path}.features.${name}`,
          rule: AGENTS[name] ? `manages ${AGENTS[name].join(", ")}` : "has no agents to manage",
          got: agent,
          fix: "leave it out",
        })),
    ),
  ];
}
