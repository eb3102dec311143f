import { tierOf } from "../../constructs/network/network-exports";
import { Peer } from "../../constructs/network/peer";
import { Port } from "../../constructs/network/port";
import { ContentStack } from "../../stacks/content-stack";
import { IngressStack } from "../../stacks/ingress-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { ServiceStack } from "../../stacks/service-stack";
import { SiteStack } from "../../stacks/site-stack";
import type { System } from "../system";
import { leaveUnwatched } from "../unwatched";
import { environments, type EcsWebConfig } from "./config";
import { ecsWebFlows } from "./flows";
import { ecsWebProblems, ecsWebSchema } from "./schema";

const CONTAINER_PORT = 3000;
const HEALTH_PATH = "/health";
const TIER = "private";
const SIGN_IN_PRIORITY = 1;
/** Images have immutable tags, so the first one has a name of its own rather than one that moves. */
const INITIAL_TAG = "initial";

/** A small web site: a page on S3 and an API on Fargate, which shows items of DynamoDB and images of S3. */
export const ecsWeb: System<EcsWebConfig> = {
  id: "ecs-web",
  title: "Page on S3 and Fargate API over DynamoDB and S3, from a learning set-up to a grown-up one",
  environments,
  schema: ecsWebSchema,
  rules: ecsWebProblems,
  flows: ecsWebFlows,

  compose: (app, environment, config) => {
    const { system, name } = environment;
    const { api, logRetentionDays } = config;
    const { exports: network } = new NetworkStack(app, { environment, network: config.network });

    // A browser loads the page from the site, and the page asks the API behind the load balancer.
    const { exports: site } = new SiteStack(app, {
      environment,
      site: config.site,
      requestLogRetentionDays: logRetentionDays,
      bucketName: config.siteBucketName,
    });
    const { exports: ingress } = new IngressStack(app, {
      environment,
      vpcId: network.vpcId,
      subnetIds: tierOf(network, "public").subnetIds,
      reachableFrom: api.allowedCidrs,
      listener: api.listener,
      targets: { backend: { port: CONTAINER_PORT, healthCheck: { path: HEALTH_PATH } } },
      webAclRules: api.webAclRules === "none" ? undefined : api.webAclRules,
      webAclLogRetentionDays: logRetentionDays,
      signIn:
        api.signIn === "none"
          ? undefined
          : {
              domainPrefix: api.signIn.domainPrefix,
              page: { path: api.signIn.path, priority: SIGN_IN_PRIORITY, leadsToHost: site.host },
            },
      accessLogs: api.accessLogs === "none" ? undefined : api.accessLogs,
    });

    // The API's tasks read items and images, and reach nothing else.
    const { exports: content } = new ContentStack(app, {
      environment,
      itemKey: { name: "id", type: "string" },
      recovery: config.recovery,
    });
    const { exports: registry } = new RegistryStack(app, {
      environment,
      repositoryNames: { backend: `${system}-${name}-backend` },
      keepImages: config.keepImages,
      tags: "immutable",
      initialTag: INITIAL_TAG,
    });
    new ServiceStack(app, {
      environment,
      network,
      registry,
      tier: TIER,
      containerInsights: config.containerInsights,
      logRetentionDays,
      services: {
        backend: {
          ...config.backend,
          serviceName: `${system}-${name}-backend`,
          logGroup: `/ecs/${system}-${name}-backend`,
          servedBy: {
            targetGroupArn: ingress.targetGroups.backend.arn,
            securityGroup: ingress.loadBalancerSecurityGroup,
            port: CONTAINER_PORT,
          },
          application: {
            environmentVariables: {
              PORT: String(CONTAINER_PORT),
              ITEMS_TABLE: content.items.name,
              IMAGE_BUCKET: content.images.name,
              ALLOWED_ORIGIN: site.url,
            },
          },
          permissions: {
            content: [
              {
                sid: "ReadItems",
                actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
                resources: [content.items.arn],
              },
              { sid: "ListImages", actions: ["s3:ListBucket"], resources: [content.images.arn] },
              { sid: "ReadImages", actions: ["s3:GetObject"], resources: [`${content.images.arn}/*`] },
            ],
          },
          reaches: network.dynamodbPrefixListId
            ? [
                {
                  peer: Peer.prefixList(network.dynamodbPrefixListId, "dynamodb"),
                  port: Port.tcp(443),
                  why: "Items from DynamoDB through its gateway endpoint",
                },
              ]
            : [],
        },
      },
    });
    leaveUnwatched(
      app,
      environment,
      {
        site: ["bucket", ...(config.site.access === "cdn" ? (["web-acl"] as const) : [])],
        ingress: ["load-balancer", ...(api.webAclRules === "none" ? [] : (["web-acl"] as const))],
        content: ["bucket", "table"],
        service: ["ecs-service"],
      },
      { noAlarmsBecause: "the system's description names no alarms: cost comes before availability" },
    );
  },
};
