import type { Problem } from "../core/errors";
import { LOG_RETENTION_DAYS } from "../observability/log-retention";
import { addressProblems } from "./address-rules";
import { egressProblems } from "./egress-rules";
import { physicalNameProblems, tierNameProblems } from "./name-rules";
import type { NetworkConfig } from "./network-config";
import { networkZones } from "./network-layout";
import type { NetworkNames } from "./network-names";
import { referenceProblems } from "./reference-rules";
import { zoneLetters } from "./zones";

const BUCKET_ARN = /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]+[a-z0-9](\/\S*)?$/;

/** Where a network's config stands. */
export interface NetworkContext {
  /** Availability zones that the environment may use: `ap-northeast-1a`. */
  readonly zones: readonly string[];
  /** Path of the config, for the problems: `serverless-web.prod.network`. */
  readonly path: string;
  /**
   * The names that the network will give its resources.
   *
   * @default - names are not looked at
   */
  readonly names?: NetworkNames;
}

/**
 * All that is wrong with a well-shaped network config: addresses, zones, ways out, references and names. It is held
 * against a config before any construct exists; empty when the network can be built.
 */
export function networkProblems(config: NetworkConfig, context: NetworkContext): readonly Problem[] {
  const { path, names } = context;
  const zones = networkZones(config, context.zones);
  return [
    ...zoneProblems(config, context),
    ...tierNameProblems(config, path),
    ...addressProblems(config, zones, path),
    ...egressProblems(config, zones, path),
    ...referenceProblems(config, zones, path),
    ...flowLogProblems(config, path),
    ...dnsProblems(config, path),
    ...(names ? physicalNameProblems(config, names, zones, path) : []),
  ];
}

function zoneProblems({ zones }: NetworkConfig, context: NetworkContext): readonly Problem[] {
  const available = zoneLetters(context.zones);
  if (zones === undefined) {
    return [];
  }
  const path = `${context.path}.zones`;
  const unavailable = zones.flatMap((zone, index) =>
    available.includes(zone)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            rule: `must be a zone of the environment (${context.zones.join(", ")})`,
            got: zone,
            fix: "add the zone to the environment or remove it here",
          },
        ],
  );
  const repeated = zones.flatMap((zone, index) =>
    zones.indexOf(zone) === index
      ? []
      : [{ path: `${path}[${index}]`, rule: "is named twice", got: zone, fix: "remove one of the two" }],
  );
  const none = zones.length > 0 ? [] : [{ path, rule: "needs a zone", got: [], fix: "add one" }];
  return [...none, ...unavailable, ...repeated];
}

function flowLogProblems({ flowLog }: NetworkConfig, path: string): readonly Problem[] {
  if (flowLog.destination === "cloud-watch-logs" && !LOG_RETENTION_DAYS.includes(flowLog.retentionDays)) {
    return [
      {
        path: `${path}.flowLog.retentionDays`,
        rule: "must be a number of days that CloudWatch Logs allows",
        got: flowLog.retentionDays,
        fix: `use one of ${LOG_RETENTION_DAYS.join(", ")}`,
      },
    ];
  }
  if (flowLog.destination === "s3" && !BUCKET_ARN.test(flowLog.bucketArn)) {
    return [
      {
        path: `${path}.flowLog.bucketArn`,
        rule: "must be the ARN of a bucket",
        got: flowLog.bucketArn,
        fix: "write it like arn:aws:s3:::example-logs",
      },
    ];
  }
  return [];
}

function dnsProblems(
  { dnsSupport = true, dnsHostnames = true }: NetworkConfig,
  path: string,
): readonly Problem[] {
  return dnsSupport || !dnsHostnames
    ? []
    : [
        {
          path: `${path}.dnsHostnames`,
          rule: "needs dnsSupport",
          got: dnsHostnames,
          fix: "turn dnsSupport on or dnsHostnames off",
        },
      ];
}
