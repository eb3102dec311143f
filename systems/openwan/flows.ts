import type { Environment } from "../../constructs/core/environment";
import { distributionLogs, flowLogs, githubRoles, loadBalancerLogs, startingTasks } from "../common-flows";
import { aws, type Flow, type Hop, INTERNET, the } from "../flows";
import type { OpenwanConfig } from "./config";
import { auditFlows, flowsOfAws } from "./flows-of-aws";
import { bucketName, LOG_GROUPS, NAMES, SECRETS, SECURITY_GROUPS } from "./names";
import { APPLICATION_PORT, QUEUE_ACTIONS } from "./services";

const NAT: readonly Hop[] = ["nat-gateway"];
const S3_ENDPOINT: readonly Hop[] = ["gateway-endpoint"];
const DISTRIBUTION = the("distribution", "openwan");
const LOAD_BALANCER = the("load-balancer", "openwan-alb");
const SERVICES = [NAMES.backend, NAMES.worker];
const MONITORING = the("security-group", SECURITY_GROUPS.monitoring);

/** Who may reach whom in openwan. */
export function openwanFlows(config: OpenwanConfig, environment: Environment): readonly Flow[] {
  const media = the("bucket", bucketName("media", environment));
  const databases = [
    NAMES.database,
    ...Object.keys(config.database.replicas).map((key) => `openwan-db-${key}`),
  ];
  return [
    ...viewerFlows(media.name),
    loadBalancerLogs(bucketName("alb-logs", environment)),
    distributionLogs(bucketName("cdn-logs", environment)),
    ...SERVICES.flatMap((service) => [
      ...storeFlows(service, databases),
      ...permissionFlows(service, media.name),
      ...startFlows(service),
    ]),
    {
      from: MONITORING,
      to: the("service", NAMES.backend),
      port: 9090,
      reason: "metrics of the backend",
      rows: ["OW-324", "OW-335"],
    },
    ...(config.bastion ? bastionFlows(databases) : []),
    ...flowsOfAws(environment),
    ...auditFlows(environment),
    flowLogs(`${environment.system}-${environment.name}-flow-log`, "/aws/vpc/flowlogs/*"),
    ...(config.github ? githubRoles(environment, config.github) : []),
  ];
}

/** From a viewer to the media and to the backend. */
function viewerFlows(media: string): readonly Flow[] {
  return [
    {
      from: INTERNET,
      to: DISTRIBUTION,
      port: 443,
      path: ["web-acl"],
      reason: "viewers of the countries that the web ACL lets through",
      rows: ["OW-322", "OW-337"],
    },
    {
      from: DISTRIBUTION,
      to: the("bucket", media),
      path: ["origin-access"],
      actions: ["s3:GetObject"],
      reason: "previews and thumbnails",
      rows: ["OW-328", "OW-336"],
    },
    {
      from: DISTRIBUTION,
      to: LOAD_BALANCER,
      port: 443,
      path: ["listener"],
      reason: "everything else, with the header by which the load balancer knows the distribution",
      rows: ["OW-322"],
    },
    ...[443, 80].map((port): Flow => ({
      from: INTERNET,
      to: LOAD_BALANCER,
      port,
      path: ["listener"],
      reason:
        port === 80
          ? "plain HTTP, answered by a redirect"
          : "open because the system's description says so; without the header the answer is 403",
      rows: ["OW-322"],
    })),
    {
      from: LOAD_BALANCER,
      to: the("service", NAMES.backend),
      port: APPLICATION_PORT,
      path: ["target-group"],
      reason: "requests with the header",
      rows: ["OW-323"],
    },
  ];
}

/** Both services keep rows and sessions, and call AWS through the NAT. */
function storeFlows(service: string, databases: readonly string[]): readonly Flow[] {
  const from = the("service", service);
  return [
    ...databases.map((database): Flow => ({
      from,
      to: the("database", database),
      port: 3306,
      reason: "rows; replicas are in the group of the instance",
      rows: ["OW-325", "OW-333", "OW-334"],
    })),
    {
      from,
      to: the("cache", NAMES.cache),
      port: 6379,
      reason: "sessions and cached answers",
      rows: ["OW-325"],
    },
    {
      from,
      to: INTERNET,
      port: 443,
      path: NAT,
      reason: "AWS's APIs have no addresses of their own, so that 443 is open to anywhere",
      rows: ["OW-327"],
    },
  ];
}

/** What the role that both services share may do. */
function permissionFlows(service: string, media: string): readonly Flow[] {
  const task = { from: the("service", service), port: 443 } as const;
  return [
    {
      ...task,
      to: the("bucket", media),
      path: S3_ENDPOINT,
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
      reason: "originals, previews and thumbnails",
      rows: ["OW-327", "OW-329", "OW-336"],
    },
    {
      ...task,
      to: the("key", "alias/openwan-s3"),
      path: NAT,
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "the key of the media",
    },
    {
      ...task,
      to: the("queue", NAMES.queue),
      path: [...NAT, "resource-policy"],
      actions: QUEUE_ACTIONS,
      reason: "the backend asks for transcoding, the worker does it",
      rows: ["OW-327", "OW-329"],
    },
    ...[SECRETS.databasePassword, SECRETS.redisToken, SECRETS.jwt].map((secret): Flow => ({
      ...task,
      to: the("secret", secret),
      path: NAT,
      actions: ["secretsmanager:GetSecretValue"],
      reason: "what the services sign in with",
      rows: ["OW-327"],
    })),
    {
      ...task,
      to: aws("xray"),
      path: NAT,
      actions: ["PutTraceSegments", "PutTelemetryRecords", "GetSamplingRules", "GetSamplingTargets"].map(
        (action) => `xray:${action}`,
      ),
      reason: "traces",
    },
    {
      ...task,
      to: aws("cloudwatch"),
      path: NAT,
      actions: ["cloudwatch:PutMetricData"],
      reason: "metrics of its own",
    },
  ];
}

function startFlows(service: string): readonly Flow[] {
  const backend = service === NAMES.backend;
  const logGroup = backend ? LOG_GROUPS.backend : LOG_GROUPS.worker;
  return [
    ...startingTasks({
      service,
      path: NAT,
      pathToS3: S3_ENDPOINT,
      images: [service],
      logGroup,
      secrets: [SECRETS.databasePassword, SECRETS.redisToken, ...(backend ? [SECRETS.jwt] : [])],
      rows: ["OW-327"],
    }),
    {
      from: the("service", service),
      as: "start",
      to: the("log-group", logGroup),
      port: 443,
      path: NAT,
      actions: ["logs:CreateLogGroup"],
      reason: "the system's description lists it; the group is there already",
    },
  ];
}

function bastionFlows(databases: readonly string[]): readonly Flow[] {
  const from = the("instance", NAMES.bastion);
  return [
    ...databases.map((database): Flow => ({
      from,
      to: the("database", database),
      port: 3306,
      reason: "operators manage the database",
      rows: ["OW-320", "OW-326"],
    })),
    {
      from,
      to: INTERNET,
      port: 443,
      path: ["internet-gateway"],
      reason: "Session Manager's public endpoints, which have no addresses of their own",
    },
    {
      from,
      to: aws("ssm"),
      port: 443,
      path: ["internet-gateway"],
      actions: ["policy/AmazonSSMManagedInstanceCore"],
      reason: "operators come by Session Manager, through connections that the bastion opens",
    },
  ];
}
