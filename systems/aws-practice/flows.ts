import type { Environment } from "../../constructs/core/environment";
import { execSessions, flowLogs, githubRoles, loadBalancerLogs, startingTasks } from "../common-flows";
import { aws, type Flow, type Hop, INTERNET, subnets, the } from "../flows";
import type { ApplicationConfig, AwsPracticeConfig } from "./config";
import { practiceNames } from "./names";

const API_PORT = 8080;

/** Who may reach whom in aws-practice. The account that manages identities has no network and hands out no data. */
export function awsPracticeFlows(config: AwsPracticeConfig, environment: Environment): readonly Flow[] {
  return config.kind === "application" ? applicationFlows(config, environment) : [];
}

function applicationFlows(config: ApplicationConfig, environment: Environment): readonly Flow[] {
  const { name, account } = environment;
  const nat: Hop = config.network.nat === "instance" ? "nat-instance" : "nat-gateway";
  return [
    ...clientFlows(name),
    ...(config.api.accessLogs === "none"
      ? []
      : [loadBalancerLogs(`aws-practice-alb-logs-${account}-${name}`)]),
    ...apiFlows(name, account, nat),
    ...databaseFlows(config, name, nat),
    ...(nat === "nat-instance" ? natFlows(config, name) : []),
    ...(config.network.flowLog.destination === "none"
      ? []
      : [flowLogs(`aws-practice-flow-log-${name}`, "/aws/vpc/flowlogs/*")]),
    ...(config.github ? githubRoles(environment, config.github) : []),
  ];
}

/** From a client to the API. */
function clientFlows(name: string): readonly Flow[] {
  const loadBalancer = the("load-balancer", `aws-practice-alb-${name}`);
  return [
    ...[443, 80].map((port): Flow => ({
      from: INTERNET,
      to: loadBalancer,
      port,
      path: ["listener"],
      reason: port === 80 ? "plain HTTP, answered by a redirect" : "requests of clients",
      rows: ["AP-128"],
    })),
    {
      from: loadBalancer,
      to: the("service", `aws-practice-api-${name}`),
      port: API_PORT,
      path: ["target-group"],
      reason: "requests that the listener forwards",
      rows: ["AP-131"],
    },
  ];
}

/** What the API reaches: the database, and AWS through the NAT. */
function apiFlows(name: string, account: string, nat: Hop): readonly Flow[] {
  const names = practiceNames(name, account);
  const service = `aws-practice-api-${name}`;
  const from = the("service", service);
  return [
    {
      from,
      to: the("database", names.database.identifier),
      port: 5432,
      reason: "the API alone reaches the database",
      rows: ["AP-130", "AP-133"],
    },
    {
      from,
      to: INTERNET,
      port: 443,
      path: [nat],
      reason: "AWS's APIs have no addresses of their own, so that 443 is open to anywhere",
      rows: ["AP-126", "AP-127"],
    },
    ...startingTasks({
      service,
      path: [nat],
      pathToS3: [nat],
      images: [names.registry.repository],
      logGroup: `/ecs/${service}`,
      secrets: [names.database.secret],
      rows: ["AP-126"],
    }),
    ...execSessions(service, [nat], ["AP-134"]),
  ];
}

function databaseFlows({ database }: ApplicationConfig, name: string, nat: Hop): readonly Flow[] {
  const instance = the("database", `aws-practice-${name}`);
  return [
    {
      from: instance,
      to: INTERNET,
      port: "all",
      path: [nat],
      reason:
        "the description keeps the rule that the console gives every new group; RDS itself opens nothing",
      rows: ["AP-133"],
    },
    ...(database.weeklyRun === "none"
      ? []
      : [
          {
            from: the("role", `aws-practice-db-schedule-${name}`),
            to: instance,
            actions: ["rds:StartDBInstance", "rds:StopDBInstance"],
            assumedBy: "scheduler",
            reason: "the database runs in working hours alone",
          },
        ]),
  ];
}

/** The private subnets go through the NAT instance, which operators reach by Session Manager. */
function natFlows({ network }: ApplicationConfig, name: string): readonly Flow[] {
  const nat = the("instance", `aws-practice-nat-1a-${name}`);
  const privateSubnets = subnets("private subnets", Object.values(network.tiers["private"]?.cidrs ?? {}));
  return [
    {
      from: privateSubnets,
      to: nat,
      port: "all",
      reason: "what is bound for the internet goes through it, in every protocol",
      rows: ["AP-127", "AP-132"],
    },
    {
      from: nat,
      to: INTERNET,
      port: "all",
      path: ["internet-gateway"],
      reason: "in the name of the private subnets",
      rows: ["AP-127", "AP-128"],
    },
    {
      from: nat,
      to: aws("ssm"),
      port: 443,
      path: ["internet-gateway"],
      actions: ["policy/AmazonSSMManagedInstanceCore"],
      reason: "operators come by Session Manager, through connections that it opens itself",
      rows: ["AP-129", "AP-134"],
    },
  ];
}
