import type { Environment } from "../../constructs/core/environment";
import {
  alarms,
  distributionLogs,
  execSessions,
  flowLogs,
  githubRoles,
  loadBalancerLogs,
  startingTasks,
} from "../common-flows";
import { aws, type Flow, type Hop, INTERNET, the } from "../flows";
import type { ServerlessWebConfig } from "./config";
import { deliveryFlows } from "./flows-of-delivery";

const ENDPOINT: readonly Hop[] = ["interface-endpoint"];
const S3_ENDPOINT: readonly Hop[] = ["gateway-endpoint"];
const SECRET = the("secret", "/aurora/credentials");
const SERVICES = ["frontend", "backend"] as const;
const TOPIC = the("topic", "monitoring-topic");
const WRITE_LOG = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];

/** Who may reach whom in serverless-web. */
export function serverlessWebFlows(config: ServerlessWebConfig, environment: Environment): readonly Flow[] {
  const { system, name, account } = environment;
  const prefix = `${system}-${name}`;
  return [
    ...viewerFlows(prefix, account),
    ...serviceFlows(prefix, config.cluster.execLogGroupName),
    ...(config.edge.requestLogRetentionDays === undefined
      ? []
      : [
          loadBalancerLogs(`${prefix}-alb-logs-${account}`),
          distributionLogs(`${prefix}-cdn-logs-${account}`),
        ]),
    flowLogs(`${prefix}-flow-log`, "/aws/vpc/flowlogs/*", ["SW-049"]),
    ...alarmFlows(prefix),
    ...(config.logs.archive === "none" ? [] : archiveFlows(prefix, account)),
    ...deliveryFlows(environment),
    ...(config.github ? githubRoles(environment, config.github) : []),
  ];
}

/** From a viewer to the site and to the services. */
function viewerFlows(prefix: string, account: string): readonly Flow[] {
  const distribution = the("distribution", prefix);
  const loadBalancer = the("load-balancer", prefix);
  return [
    {
      from: INTERNET,
      to: distribution,
      port: 443,
      path: ["web-acl"],
      reason: "viewers reach site and API through the CDN and its web ACL alone",
      rows: ["SW-119", "SW-120", "SW-129"],
    },
    {
      from: distribution,
      to: the("bucket", `${prefix}-site-${account}`),
      path: ["origin-access"],
      actions: ["s3:GetObject"],
      reason: "files of the single-page application",
      rows: ["SW-119", "SW-128"],
    },
    {
      from: distribution,
      to: loadBalancer,
      port: 443,
      path: ["listener"],
      reason: "the API, with the header by which the load balancer knows the distribution",
      rows: ["SW-120"],
    },
    {
      from: aws("cloudfront"),
      to: loadBalancer,
      port: 80,
      path: ["listener"],
      reason: "plain HTTP, answered by a redirect",
      rows: ["SW-110"],
    },
    ...SERVICES.flatMap((service): readonly Flow[] => [
      {
        from: loadBalancer,
        to: the("service", `${service}-service`),
        port: 80,
        path: ["target-group"],
        reason: "requests that the listener's rules forward",
        rows: ["SW-111", "SW-120"],
      },
      {
        from: loadBalancer,
        to: the("service", `${service}-service`),
        port: 443,
        reason: "open because the system's description says so; no target group uses it",
        rows: ["SW-112"],
      },
    ]),
  ];
}

/** What the tasks reach: the database, and AWS through endpoints alone. */
function serviceFlows(prefix: string, execLogGroup: string | undefined): readonly Flow[] {
  const backend = the("service", "backend-service");
  return [
    {
      from: backend,
      to: the("database", prefix),
      port: 3306,
      reason: "the backend's database, through its sidecar",
      rows: ["SW-115", "SW-117", "SW-121"],
    },
    {
      from: backend,
      to: SECRET,
      port: 443,
      path: ENDPOINT,
      actions: ["secretsmanager:GetSecretValue"],
      reason: "the application may read its credentials itself",
      rows: ["SW-092"],
    },
    ...SERVICES.flatMap((service) => [
      ...startingTasks({
        service: `${service}-service`,
        path: ENDPOINT,
        pathToS3: S3_ENDPOINT,
        images: (service === "backend" ? [service, "sidecar"] : [service]).map(
          (image) => `${prefix}-${image}`,
        ),
        logGroup: `/aws/ecs/${service}-service`,
        secrets: service === "backend" ? [SECRET.name] : [],
        rows: ["SW-083", "SW-101", "SW-122"],
      }),
      ...execSessions(`${service}-service`, ENDPOINT, ["SW-102", "SW-130"]),
      ...(execLogGroup === undefined ? [] : execLogFlows(service, execLogGroup)),
      ...sharedEndpoints(service),
    ]),
  ];
}

function execLogFlows(service: string, logGroup: string): readonly Flow[] {
  const task = { from: the("service", `${service}-service`), port: 443, path: ENDPOINT } as const;
  return [
    {
      ...task,
      to: aws("logs"),
      actions: ["logs:DescribeLogGroups"],
      reason: "ECS Exec looks for its log group",
    },
    {
      ...task,
      to: the("log-group", logGroup),
      actions: WRITE_LOG,
      reason: "sessions of operators are recorded",
    },
  ];
}

/** All endpoints share one group, so that tasks reach those too for which their roles allow nothing. */
function sharedEndpoints(service: string): readonly Flow[] {
  return ["ssm", "ec2messages", "secretsmanager"].map((endpoint) => ({
    from: the("service", `${service}-service`),
    to: aws(endpoint),
    port: 443,
    path: ENDPOINT,
    reason: "listed among the endpoints, which share a security group; roles decide what it is good for",
    rows: ["SW-100", "SW-102"],
  }));
}

/** From an alarm to the channel. */
function alarmFlows(prefix: string): readonly Flow[] {
  return [
    alarms(TOPIC.name, ["SW-062", "SW-123"]),
    {
      from: the("role", `${prefix}-slack`),
      to: TOPIC,
      assumedBy: "chatbot",
      reason: "Chatbot shows what the topic tells in Slack; its role allows nothing",
      rows: ["SW-063", "SW-123"],
    },
  ];
}

/** From the log groups to the archive. */
function archiveFlows(prefix: string, account: string): readonly Flow[] {
  const archive = the("bucket", `${prefix}-log-archive-${account}`);
  const writer = {
    from: the("role", `${prefix}-log-archive-writer`),
    assumedBy: "firehose",
    rows: ["SW-053"],
  };
  return [
    {
      from: the("role", `${prefix}-log-archive-sender`),
      to: the("stream", `${prefix}-log-archive`),
      actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      assumedBy: "logs",
      reason: "lines of all log groups",
      rows: ["SW-053"],
    },
    {
      ...writer,
      to: archive,
      actions: [
        "s3:AbortMultipartUpload",
        "s3:PutObject",
        "s3:GetBucketLocation",
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
      ],
      reason: "the archive, which ends in Glacier",
    },
    {
      ...writer,
      to: the("log-group", `/aws/kinesisfirehose/${prefix}-log-archive`),
      actions: ["logs:PutLogEvents"],
      reason: "what could not be archived",
    },
  ];
}
