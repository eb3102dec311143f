import type { NameRule } from "./name-rule";

/** What instances of a cluster, and the namespace of its services, may be called. */
export const COMPUTE_NAME_RULES = {
  aws_autoscaling_group: {
    maxLength: 255,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html",
  },
  aws_ecs_capacity_provider: {
    maxLength: 255,
    pattern: /^(?!aws|ecs|fargate)[\w-]+$/i,
    alphabet: "letters, digits and _-, not starting with aws, ecs or fargate",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html",
  },
  aws_launch_template: {
    maxLength: 128,
    pattern: /^[\w().\-/]{3,}$/,
    alphabet: "at least 3 letters, digits and ().-/_",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html",
  },
  aws_service_discovery_http_namespace: {
    maxLength: 1024,
    pattern: /^[!-~]+$/,
    alphabet: "printable characters of ASCII without spaces",
    source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html",
  },
} as const satisfies Readonly<Record<string, NameRule>>;
