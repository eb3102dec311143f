import type { App } from "cdktf";
import type { Environment } from "../../constructs/core/environment";
import { rdsPostgresql } from "../../constructs/database/rds-engine";
import { tierOf } from "../../constructs/network/network-exports";
import { Port } from "../../constructs/network/port";
import { DatabaseStack } from "../../stacks/database-stack";
import { IdentityStack } from "../../stacks/identity-stack";
import { IngressStack } from "../../stacks/ingress-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { ServiceStack } from "../../stacks/service-stack";
import type { System } from "../system";
import { leaveUnwatched } from "../unwatched";
import { type ApplicationConfig, type AwsPracticeConfig, environments } from "./config";
import { awsPracticeFlows } from "./flows";
import { DESCRIPTION, practiceNames } from "./names";
import { awsPracticeProblems, awsPracticeSchema } from "./schema";

const TIER = "private";
const API_PORT = 8080;
const HEALTH_PATH = "/actuator/health";
/** A Spring Boot application with its schema migrations needs longer than most to answer for the first time. */
const HEALTH_GRACE_SECONDS = 180;
const DATABASE_NAME = "aws_practice";
const MASTER_USERNAME = "postgres";
/** Keys of the database's secret, which are the variables that the API reads. */
const SECRET_KEYS = {
  host: "DB_HOST",
  port: "DB_PORT",
  databaseName: "DB_NAME",
  username: "DB_USER_NAME",
  password: "DB_PASSWORD",
} as const;
/** No image has this tag: images are tagged with their commit, and the first one is recorded by whoever pushes it. */
const INITIAL_TAG = "none-yet";
const KEEP_DESCRIPTION = "最新3つのイメージのみ保持";

/** The base of a web application: network with a NAT, PostgreSQL, images, and the Spring Boot API that they are for. */
export const awsPractice: System<AwsPracticeConfig> = {
  id: "aws-practice",
  title: "Spring Boot API on Fargate over PostgreSQL, in two accounts with a NAT each",
  environments,
  schema: awsPracticeSchema,
  rules: awsPracticeProblems,
  flows: awsPracticeFlows,

  compose: (app, environment, config) => {
    if (config.kind === "application") {
      composeApplication(app, environment, config);
    } else {
      new IdentityStack(app, { environment, ...config.identity });
    }
  },
};

function composeApplication(app: App, environment: Environment, config: ApplicationConfig): void {
  const { api, logRetentionDays } = config;
  const names = practiceNames(environment.name, environment.account);
  const { exports: network } = new NetworkStack(app, {
    environment,
    network: config.network,
    names: names.network,
  });

  // The database, which admits nobody; and the images.
  const { weeklyRun, engineVersion, passwordVersion, ...database } = config.database;
  const { exports: data } = new DatabaseStack(app, {
    environment,
    layer: "data",
    ...database,
    identifier: names.database.identifier,
    engine: rdsPostgresql(engineVersion),
    databaseName: DATABASE_NAME,
    masterUser: {
      username: MASTER_USERNAME,
      secretName: names.database.secret,
      passwordVersion,
      keys: SECRET_KEYS,
    },
    vpcId: network.vpcId,
    subnetIds: tierOf(network, TIER).subnetIds,
    logs: { exported: ["postgresql", "upgrade"], retentionDays: logRetentionDays },
    names: { ...names.database.groups, description: DESCRIPTION },
    anyEgressBecause: "the rule that the console gives every new group, kept as it was",
    weeklyRun: weeklyRun === "none" ? undefined : { run: weeklyRun, ...names.database.weeklyRun },
  });
  const { exports: registry } = new RegistryStack(app, {
    environment,
    repositoryNames: { api: names.registry.repository },
    keepImages: config.keepImages,
    keepDescription: KEEP_DESCRIPTION,
    tags: "immutable",
    initialTag: INITIAL_TAG,
    tagParameterName: names.registry.tagParameter,
  });

  // The API: a client reaches it through the load balancer, and it alone reaches the database.
  const { exports: ingress } = new IngressStack(app, {
    environment,
    vpcId: network.vpcId,
    subnetIds: tierOf(network, "public").subnetIds,
    reachableFrom: "everyone",
    listener: { protocol: "https", domainName: api.domainName, hostedZoneId: api.hostedZoneId },
    targets: { api: { port: API_PORT, healthCheck: { path: HEALTH_PATH } } },
    accessLogs: api.accessLogs === "none" ? undefined : api.accessLogs,
    names: names.ingress,
  });
  new ServiceStack(app, {
    environment,
    layer: "api",
    network,
    registry,
    tier: TIER,
    awsServices: "anywhere",
    clusterName: names.cluster,
    containerInsights: config.containerInsights,
    logRetentionDays,
    services: {
      api: {
        ...names.api,
        cpu: api.cpu,
        memoryMiB: api.memoryMiB,
        desiredCount: api.desiredCount,
        scaling: api.scaling,
        servedBy: {
          targetGroupArn: ingress.targetGroups.api.arn,
          securityGroup: ingress.loadBalancerSecurityGroup,
          port: API_PORT,
          healthCheckGraceSeconds: HEALTH_GRACE_SECONDS,
        },
        application: {
          secrets: Object.fromEntries(
            Object.values(SECRET_KEYS).map((key) => [key, { arn: data.secretArn, key }]),
          ),
        },
        reaches: [
          { peer: data.securityGroup, port: Port.tcp(data.port), why: "PostgreSQL, from the API alone" },
        ],
        exec: true,
      },
    },
  });
  leaveUnwatched(
    app,
    environment,
    { data: ["database-instance"], ingress: ["load-balancer"], api: ["ecs-service"] },
    {
      noAlarmsBecause: "the system's description names no alarms; it is for practice, and nobody is on call",
    },
  );
}
