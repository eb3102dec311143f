import type { Environment } from "../../constructs/core/environment";
import { flowLogs, githubRoles, loadBalancerLogs, distributionLogs, startingTasks } from "../common-flows";
import { addresses, aws, type End, type Flow, type Hop, INTERNET, the } from "../flows";
import type { EcsWebConfig } from "./config";

const CONTAINER_PORT = 3000;
const ENDPOINT: readonly Hop[] = ["interface-endpoint"];
const GATEWAY: readonly Hop[] = ["gateway-endpoint"];
const ROLES = ["task", "execution"];

/** Who may reach whom in ecs-web. */
export function ecsWebFlows(config: EcsWebConfig, environment: Environment): readonly Flow[] {
  const { system, name, account } = environment;
  const prefix = `${system}-${name}`;
  return [
    ...siteFlows(config, prefix, account),
    ...apiFlows(config, prefix, account),
    ...backendFlows(prefix, account),
    flowLogs(`${prefix}-flow-log`, "/aws/vpc/flowlogs/*"),
    ...(config.github ? githubRoles(environment, config.github) : []),
    ...(config.github?.applications ? applicationFlows(config, environment) : []),
  ];
}

/** The page: a website for a few addresses, or behind a distribution for everybody. */
function siteFlows({ site, siteBucketName }: EcsWebConfig, prefix: string, account: string): readonly Flow[] {
  const bucket = the("bucket", siteBucketName);
  if (site.access === "website") {
    return [
      {
        from: addresses("operators", Object.values(site.allowedCidrs)),
        to: bucket,
        port: 80,
        path: ["website"],
        actions: ["s3:GetObject"],
        reason: "the page, for the operators' own addresses",
        rows: ["EW-083", "EW-089"],
      },
    ];
  }
  return [
    {
      from: INTERNET,
      to: the("distribution", prefix),
      port: 443,
      path: ["web-acl"],
      reason: "the page, for everybody",
    },
    {
      from: the("distribution", prefix),
      to: bucket,
      path: ["origin-access"],
      actions: ["s3:GetObject"],
      reason: "files of the page",
    },
    distributionLogs(`${prefix}-cdn-logs-${account}`),
  ];
}

/** The API behind its load balancer. */
function apiFlows({ api }: EcsWebConfig, prefix: string, account: string): readonly Flow[] {
  const clients: End =
    api.allowedCidrs === "everyone" ? INTERNET : addresses("operators", Object.values(api.allowedCidrs));
  const loadBalancer = the("load-balancer", prefix);
  const ports = api.listener.protocol === "https" ? [443, 80] : [80];
  return [
    ...ports.map((port): Flow => ({
      from: clients,
      to: loadBalancer,
      port,
      path: ["listener"],
      reason: port === 80 && ports.length > 1 ? "plain HTTP, answered by a redirect" : "requests of the page",
      rows: ["EW-084", "EW-089"],
    })),
    {
      from: loadBalancer,
      to: the("service", `${prefix}-backend`),
      port: CONTAINER_PORT,
      path: ["target-group"],
      reason: "requests that the listener forwards",
      rows: ["EW-085", "EW-090"],
    },
    ...(api.signIn === "none"
      ? []
      : [
          {
            from: loadBalancer,
            to: INTERNET,
            port: 443,
            path: ["internet-gateway"],
            reason:
              "the load balancer fetches tokens of users from Cognito, which has no addresses of its own",
          } satisfies Flow,
        ]),
    ...(api.accessLogs === "none" ? [] : [loadBalancerLogs(`${prefix}-alb-logs-${account}`)]),
  ];
}

/** What the tasks reach: items, images and AWS, all through endpoints. */
function backendFlows(prefix: string, account: string): readonly Flow[] {
  const service = `${prefix}-backend`;
  const task = {
    from: the("service", service),
    port: 443,
    path: GATEWAY,
    rows: ["EW-086", "EW-091"],
  } as const;
  return [
    {
      ...task,
      to: the("table", `${prefix}-items`),
      actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
      reason: "items",
    },
    {
      ...task,
      to: the("bucket", `${prefix}-images-${account}`),
      actions: ["s3:ListBucket", "s3:GetObject"],
      reason: "images",
    },
    ...startingTasks({
      service,
      path: ENDPOINT,
      pathToS3: GATEWAY,
      images: [service],
      logGroup: `/ecs/${service}`,
      rows: ["EW-087"],
    }),
  ];
}

/** How GitHub Actions deliver page and API. */
function applicationFlows(
  { site, siteBucketName }: EcsWebConfig,
  { system, name }: Environment,
): readonly Flow[] {
  const prefix = `${system}-${name}`;
  const backend = `${prefix}-backend`;
  const github = { from: the("role", `${prefix}-github-app-web`), assumedBy: "github", rows: ["EW-088"] };
  return [
    { ...github, to: aws("ecr"), actions: ["ecr:GetAuthorizationToken"], reason: "signs in to the registry" },
    {
      ...github,
      to: the("repository", backend),
      actions: [
        "BatchCheckLayerAvailability",
        "BatchGetImage",
        "CompleteLayerUpload",
        "DescribeImages",
        "InitiateLayerUpload",
        "PutImage",
        "UploadLayerPart",
      ].map((action) => `ecr:${action}`),
      reason: "pushes the image",
    },
    {
      ...github,
      to: the("parameter", `/${system}/${name}/images/backend`),
      actions: ["ssm:GetParameter", "ssm:PutParameter"],
      reason: "records what was delivered",
    },
    {
      ...github,
      to: aws("ecs"),
      actions: ["ecs:DescribeServices", "ecs:UpdateService", "ecs:DescribeTaskDefinition"],
      reason: "has the service run the new revision",
    },
    {
      ...github,
      to: the("task", backend),
      actions: ["ecs:RegisterTaskDefinition"],
      reason: "registers a revision",
    },
    ...ROLES.map((role) => ({
      ...github,
      to: the("role", `${backend}-${role}`),
      actions: ["iam:PassRole"],
      reason: "revisions run with the roles of the service, passed to ECS alone",
    })),
    {
      ...github,
      to: the("bucket", siteBucketName),
      actions: ["s3:ListBucket", "s3:DeleteObject", "s3:PutObject"],
      reason: "publishes the page",
    },
    ...(site.access === "website"
      ? []
      : [
          {
            ...github,
            to: the("distribution", prefix),
            actions: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
            reason: "viewers get the new page at once",
          },
        ]),
  ];
}
