import type { ContainerSecret } from "../../constructs/compute/container";
import type {
  ApplicationSpec,
  PermissionsByPurpose,
  ServiceFlow,
  ServiceSpec,
} from "../../constructs/compute/service-spec";
import type { ScalingRange } from "../../constructs/compute/service-scaling";
import { xrayDaemon } from "../../constructs/compute/xray-daemon";
import type { Environment } from "../../constructs/core/environment";
import type { SecurityGroupRef } from "../../constructs/network/peer";
import { Port } from "../../constructs/network/port";
import type { BucketRef } from "../../constructs/storage/bucket-policy";
import type { TargetGroupRef } from "../../constructs/edge/target-group";
import type { CacheExports } from "../../stacks/cache-stack";
import type { DatabaseExports } from "../../stacks/database-stack";
import type { MessagingExports } from "../../stacks/messaging-stack";
import type { OpenwanConfig, ServiceConfig } from "./config";
import { LOG_GROUPS, NAMES, SECURITY_GROUPS } from "./names";

/** TCP port on which the backend takes requests. */
export const APPLICATION_PORT = 8080;
const METRICS_PORT = 9090;
/** Seconds that the application takes to start. */
const START_SECONDS = 60;
const METRICS_NAMESPACE = "OpenWan/Application";

/** What the tasks do with the queue: the backend fills it, the worker empties it. */
export const QUEUE_ACTIONS: readonly string[] = [
  "sqs:SendMessage",
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
];

/** What the services use, as the layers before them export it. */
export interface Backing {
  /** The database. */
  readonly database: DatabaseExports;
  /** The cache. */
  readonly cache: CacheExports;
  /** The media bucket. */
  readonly media: BucketRef;
  /** ARN of the key that encrypts the media. */
  readonly mediaKeyArn: string;
  /** The transcoding queue. */
  readonly queue: MessagingExports;
  /** ARN of the secret that signs the backend's tokens. */
  readonly jwtSecretArn: string;
}

/** What leads to the backend: the load balancer, and whatever reads its metrics. */
export interface Approach {
  /** The target group in which its tasks are registered. */
  readonly targetGroup: TargetGroupRef;
  /** Group of the load balancer. */
  readonly loadBalancer: SecurityGroupRef;
  /** Group of whatever reads its metrics. */
  readonly monitoring: SecurityGroupRef;
}

/** Both services, from the values of an environment and what they use. */
export function serviceSpecs(
  { services, ffmpegThreads, xrayDaemon: tracing }: OpenwanConfig,
  backing: Backing,
  { targetGroup, loadBalancer, monitoring }: Approach,
  environment: Environment,
): Readonly<Record<"backend" | "worker", ServiceSpec>> {
  const { jwtSecretArn } = backing;
  const common: Pick<ServiceSpec, "reaches" | "sidecars"> = {
    reaches: stores(backing),
    sidecars: tracing === "on" ? [xrayDaemon()] : [],
  };
  return {
    backend: {
      ...common,
      ...services.backend,
      scaling: scalingRange(services.backend, backing.queue.queueName),
      serviceName: NAMES.backend,
      family: NAMES.backend,
      securityGroupName: SECURITY_GROUPS.backend,
      logGroup: LOG_GROUPS.backend,
      application: {
        environmentVariables: variables(backing),
        secrets: { ...passwords(backing), JWT_SECRET: { arn: jwtSecretArn, key: "secret" } },
        furtherPorts: [METRICS_PORT],
        healthCheck: {
          shellCommand: `curl -f http://localhost:${APPLICATION_PORT}/health || exit 1`,
          intervalSeconds: 30,
          timeoutSeconds: 5,
          retries: 3,
          startPeriodSeconds: START_SECONDS,
        },
      } satisfies ApplicationSpec,
      servedBy: { targetGroupArn: targetGroup.arn, securityGroup: loadBalancer, port: APPLICATION_PORT },
      reachedBy: [{ peer: monitoring, port: Port.tcp(METRICS_PORT), why: "Metrics of the backend" }],
      startPermissions: createLogGroup(LOG_GROUPS.backend, environment),
    },
    worker: {
      ...common,
      ...services.worker,
      scaling: scalingRange(services.worker, backing.queue.queueName),
      serviceName: NAMES.worker,
      family: NAMES.worker,
      securityGroupName: SECURITY_GROUPS.worker,
      logGroup: LOG_GROUPS.worker,
      application: {
        environmentVariables: { ...variables(backing), FFMPEG_THREADS: String(ffmpegThreads) },
        secrets: passwords(backing),
      },
      startPermissions: createLogGroup(LOG_GROUPS.worker, environment),
    },
  };
}

/** Between which numbers of tasks a service scales, with the queue that it may follow. */
export function scalingRange({ scaling }: Pick<ServiceConfig, "scaling">, queueName: string): ScalingRange {
  return {
    ...scaling,
    targets: Object.fromEntries(
      Object.entries(scaling.targets).map(([name, target]) => [
        name,
        target.measure === "queue-depth" ? { ...target, queueName } : target,
      ]),
    ),
  };
}

/** What both services may do with the role that they share. */
export function taskPermissions({
  database,
  cache,
  media,
  mediaKeyArn,
  queue,
  jwtSecretArn,
}: Backing): PermissionsByPurpose {
  return {
    media: [
      {
        sid: "KeepMedia",
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
        resources: [media.arn, `${media.arn}/*`],
      },
      // Its files are encrypted with a key of the system's own: without these two nothing could be read or written.
      { sid: "DecryptMedia", actions: ["kms:Decrypt"], resources: [mediaKeyArn] },
      { sid: "EncryptMedia", actions: ["kms:GenerateDataKey"], resources: [mediaKeyArn] },
    ],
    transcoding: [
      {
        sid: "PassJobsOn",
        actions: QUEUE_ACTIONS,
        resources: [queue.queueArn],
      },
    ],
    secrets: [
      {
        sid: "ReadSecrets",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [database.secretArn, cache.authTokenSecretArn, jwtSecretArn],
      },
    ],
    // Traces and metrics have no ARN.
    traces: [
      {
        sid: "SendTraces",
        actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
        resources: ["*"],
      },
      {
        sid: "FollowSamplingRules",
        actions: ["xray:GetSamplingRules", "xray:GetSamplingTargets"],
        resources: ["*"],
      },
    ],
    metrics: [
      {
        sid: "SendMetrics",
        actions: ["cloudwatch:PutMetricData"],
        resources: ["*"],
        conditions: { StringEquals: { "cloudwatch:namespace": METRICS_NAMESPACE } },
      },
    ],
  };
}

function variables({ database, cache, media, queue }: Backing): Readonly<Record<string, string>> {
  return {
    DB_HOST: database.address,
    DB_PORT: String(database.port),
    DB_NAME: database.databaseName,
    DB_USER: database.username,
    DB_TLS: "true",
    REDIS_HOST: cache.configurationEndpoint,
    REDIS_PORT: String(cache.port),
    REDIS_TLS: "true",
    S3_BUCKET: media.name,
    SQS_QUEUE_URL: queue.queueUrl,
  };
}

function passwords({ database, cache }: Backing): Readonly<Record<string, ContainerSecret>> {
  return {
    DB_PASSWORD: { arn: database.secretArn, key: "password" },
    REDIS_AUTH_TOKEN: { arn: cache.authTokenSecretArn, key: "token" },
  };
}

function stores({ database, cache }: Backing): readonly ServiceFlow[] {
  return [
    { peer: database.securityGroup, port: Port.tcp(database.port), why: "MySQL" },
    { peer: cache.securityGroup, port: Port.tcp(cache.port), why: "Redis" },
  ];
}

/** The group is there before the tasks are; the description has the role make it nevertheless. */
function createLogGroup(logGroupName: string, { region, account }: Environment): PermissionsByPurpose {
  return {
    "log-group": [
      {
        sid: "CreateLogGroup",
        actions: ["logs:CreateLogGroup"],
        resources: [`arn:aws:logs:${region}:${account}:log-group:${logGroupName}`],
      },
    ],
  };
}
