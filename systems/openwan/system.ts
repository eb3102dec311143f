import { rdsMysql } from "../../constructs/database/rds-engine";
import { tierOf } from "../../constructs/network/network-exports";
import { AuditStack } from "../../stacks/audit-stack";
import { CacheStack } from "../../stacks/cache-stack";
import { DatabaseStack } from "../../stacks/database-stack";
import { KeysAndSecretsStack } from "../../stacks/keys-and-secrets-stack";
import { ManagementStack } from "../../stacks/management-stack";
import { MediaEdgeStack } from "../../stacks/media-edge-stack";
import { MessagingStack } from "../../stacks/messaging-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { ObservabilityStack } from "../../stacks/observability-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { ServiceStack } from "../../stacks/service-stack";
import { StorageStack } from "../../stacks/storage-stack";
import type { CorsRule } from "../../constructs/storage/cors-rules";
import type { System } from "../system";
import { leaveUnwatched } from "../unwatched";
import { environments, type OpenwanConfig } from "./config";
import { openwanFlows } from "./flows";
import { LOG_GROUPS, NAMES, NETWORK_NAMES, SECRETS, SECURITY_GROUPS, bucketName } from "./names";
import { observability, SEVEN_ALARMS } from "./observability";
import { openwanProblems } from "./rules";
import { openwanSchema } from "./schema";
import { TRANSCODING_QUEUE } from "./shared";
import { APPLICATION_PORT, type Backing, QUEUE_ACTIONS, serviceSpecs, taskPermissions } from "./services";

/** Days in which a deleted secret can be brought back. */
const SECRET_RECOVERY_DAYS = 7;

/** A media platform: API and FFmpeg workers on Fargate, MySQL, Redis and S3 behind a CDN, over three zones. */
export const openwan: System<OpenwanConfig> = {
  id: "openwan",
  title:
    "Media platform over three zones: API and FFmpeg workers on Fargate, MySQL, Redis, S3 and CloudFront",
  environments,
  schema: openwanSchema,
  rules: openwanProblems,
  flows: openwanFlows,

  compose: (app, environment, config) => {
    const { region } = environment;
    const { system: logDays, edge: edgeLogDays, trail: trailLogDays } = config.logRetentionDays;

    // What everything stands in and is encrypted with, and the role that queue and services agree on.
    const { exports: network } = new NetworkStack(app, {
      environment,
      network: config.network,
      names: NETWORK_NAMES,
    });
    const { vpcId } = network;
    const { subnetIds: dataSubnetIds } = tierOf(network, "data");
    const { exports: security } = new KeysAndSecretsStack(app, {
      environment,
      keys: {
        rds: {
          alias: "alias/openwan-rds",
          description: "Encryption key for OpenWan RDS database",
          users: ["rds"],
        },
        s3: {
          alias: "alias/openwan-s3",
          description: "Encryption key for OpenWan S3 bucket",
          users: ["s3", "cloudfront"],
        },
        elasticache: {
          alias: "alias/openwan-elasticache",
          description: "Encryption key for OpenWan ElastiCache",
          users: ["elasticache"],
        },
        logs: {
          alias: "alias/openwan-logs",
          description: "Encryption key for OpenWan logs",
          users: ["logs"],
        },
      },
      secrets: {
        jwt: {
          secretName: SECRETS.jwt,
          description: "Signs the tokens that the backend hands out",
          key: "secret",
          version: config.secretVersions.jwt,
        },
        "s3-encryption": {
          secretName: SECRETS.s3EncryptionKey,
          description: "Encrypts what the application itself encrypts before it stores it",
          key: "key",
          version: config.secretVersions.s3EncryptionKey,
        },
      },
      taskRole: { name: NAMES.taskRole },
      secretRecoveryWindowDays: SECRET_RECOVERY_DAYS,
    });

    // What is kept: rows, sessions, jobs and files.
    const engine = rdsMysql(config.database.engineVersion);
    const { replicas, parameters, passwordVersion, engineVersion: _version, ...instance } = config.database;
    const { exports: database } = new DatabaseStack(app, {
      environment,
      ...instance,
      vpcId,
      subnetIds: dataSubnetIds,
      identifier: NAMES.database,
      engine,
      databaseName: "openwan",
      masterUser: {
        username: "openwan",
        secretName: SECRETS.databasePassword,
        passwordVersion,
        keys: { password: "password" },
        recoveryWindowDays: SECRET_RECOVERY_DAYS,
      },
      parameters,
      replicas: Object.fromEntries(
        Object.entries(replicas).map(([key, { zone, instanceClass }]) => [
          key,
          { identifier: `openwan-db-${key}`, zone: `${region}${zone}`, instanceClass },
        ]),
      ),
      logs: {
        exported: ["error", "slowquery"],
        retentionDays: logDays,
        kmsKeyArn: security.keys.logs.arn,
      },
      monitoring: { enhanced: { intervalSeconds: 60, roleName: NAMES.databaseMonitoringRole } },
      kmsKeyArn: security.keys.rds.arn,
      names: {
        subnetGroup: "openwan-db-subnet-group",
        parameterGroup: `openwan-${engine.parameterGroupFamily.replace(".", "")}`,
        securityGroup: SECURITY_GROUPS.database,
      },
    });
    const { tokenVersion, ...redis } = config.cache;
    const { exports: cache } = new CacheStack(app, {
      environment,
      ...redis,
      vpcId,
      subnetIds: dataSubnetIds,
      replicationGroupId: NAMES.cache,
      authToken: {
        secretName: SECRETS.redisToken,
        key: "token",
        version: tokenVersion,
        recoveryWindowDays: SECRET_RECOVERY_DAYS,
      },
      log: { groupName: LOG_GROUPS.cache, retentionDays: logDays, kmsKeyArn: security.keys.logs.arn },
      kmsKeyArn: security.keys.elasticache.arn,
      events: { topicName: "openwan-redis-events" },
      names: {
        subnetGroup: "openwan-redis-subnet-group",
        parameterGroup: "openwan-redis7",
        securityGroup: SECURITY_GROUPS.cache,
      },
    });
    const { maxReceives, ...queue } = TRANSCODING_QUEUE;
    const { exports: messaging } = new MessagingStack(app, {
      environment,
      queue: {
        ...queue,
        queueName: NAMES.queue,
        deadLetters: { queueName: NAMES.deadLetterQueue, maxReceives },
        tags: environment.tags,
      },
      access: [
        {
          sid: "AllowECSTasksToSendReceive",
          principal: { aws: security.taskRole.arn },
          actions: QUEUE_ACTIONS,
        },
      ],
    });
    const { exports: storage } = new StorageStack(app, {
      environment,
      buckets: {
        media: {
          bucketName: bucketName("media", environment),
          kmsKeyArn: security.keys.s3.arn,
          lifecycle: config.media.lifecycle,
          ...(config.domain ? { cors: [pagesOf(config.domain.domainName)] } : {}),
          policyIn: "a-later-layer",
        },
      },
    });

    // A viewer's request: web ACL, CDN, and from there the media bucket or the load balancer.
    const { cachePolicies, paths } = config.media;
    const { exports: edge } = new MediaEdgeStack(app, {
      environment,
      ...config.edge,
      vpcId,
      publicSubnetIds: tierOf(network, "public").subnetIds,
      domain: config.domain,
      media: { bucket: storage.media, originId: NAMES.mediaOrigin, cachePolicies, paths },
      targets: {
        backend: { port: APPLICATION_PORT, healthCheck: { path: "/health" }, route: { priority: 100 } },
      },
      logRetentionDays: { loadBalancer: edgeLogDays, distribution: edgeLogDays, webAcl: edgeLogDays },
      names: {
        loadBalancer: "openwan-alb",
        securityGroup: SECURITY_GROUPS.loadBalancer,
        targetGroup: (key) => `openwan-${key}-tg`,
        accessLogBucket: bucketName("alb-logs", environment),
        distributionLogBucket: bucketName("cdn-logs", environment),
        distribution: "openwan",
        webAcl: NAMES.webAcl,
        webAclLogGroup: LOG_GROUPS.webAcl,
      },
    });

    // How operators reach the database, and monitoring the backend.
    const { exports: management } = new ManagementStack(app, {
      environment,
      network,
      monitoringSecurityGroupName: SECURITY_GROUPS.monitoring,
      bastion: config.bastion && {
        ...config.bastion,
        name: NAMES.bastion,
        securityGroupName: SECURITY_GROUPS.bastion,
        database: { ...database, host: database.address },
      },
    });

    // Behind the load balancer the backend, behind the queue the worker.
    const { exports: registry } = new RegistryStack(app, {
      environment,
      repositoryNames: { backend: NAMES.backend, worker: NAMES.worker },
      keepImages: config.keepImages,
      tags: config.runningTag === "last-delivered" ? "immutable" : "mutable",
    });
    const backing: Backing = {
      database,
      cache,
      media: storage.media,
      mediaKeyArn: security.keys.s3.arn,
      queue: messaging,
      jwtSecretArn: security.secrets.jwt.arn,
    };
    const { exports: service } = new ServiceStack(app, {
      environment,
      network,
      registry,
      clusterName: NAMES.cluster,
      services: serviceSpecs(
        config,
        backing,
        {
          targetGroup: edge.targetGroups.backend,
          loadBalancer: edge.loadBalancerSecurityGroup,
          monitoring: management.monitoringSecurityGroup,
        },
        environment,
      ),
      logRetentionDays: logDays,
      logKeyArn: security.keys.logs.arn,
      runningTag: config.runningTag,
      taskRole: { ...security.taskRole, permissions: taskPermissions(backing) },
      awsServices: "anywhere",
    });

    // Who is told when it does not work, and who did what in the account.
    new ObservabilityStack(app, {
      environment,
      ...observability(config, {
        clusterName: service.clusterName,
        backendName: service.services.backend.name,
        databaseIdentifier: database.identifier,
        cacheNodes: cache.memberClusterIds,
        queueName: messaging.queueName,
        queueRetentionSeconds: TRANSCODING_QUEUE.retentionSeconds,
        loadBalancerArnSuffix: edge.loadBalancerArnSuffix,
        webAclName: edge.webAclName,
      }),
    });
    leaveUnwatched(
      app,
      environment,
      {
        "service/worker-service": ["ecs-service"],
        "messaging/work/dead-letters": ["queue"],
        storage: ["bucket"],
        ...Object.fromEntries(
          Object.keys(config.database.replicas).map((key) => [
            `database/${key}`,
            ["database-instance"] as const,
          ]),
        ),
      },
      { noAlarmsBecause: SEVEN_ALARMS },
    );
    new AuditStack(app, {
      environment,
      trail: {
        trailName: NAMES.trail,
        bucketName: bucketName("cloudtrail", environment),
        fileRetentionDays: trailLogDays,
        logGroupName: LOG_GROUPS.cloudTrail,
        logRetentionDays: trailLogDays,
        keyAlias: "alias/openwan-audit",
      },
      threatDetection:
        config.guardDuty === "exists"
          ? "elsewhere"
          : { features: { S3_DATA_EVENTS: "on", RDS_LOGIN_EVENTS: "on" } },
    });
  },
};

/** Pages of the site may use the bucket in a browser, which uploads in parts and reads their checksums. */
function pagesOf(domainName: string): CorsRule {
  return {
    allowedOrigins: [`https://${domainName}`],
    allowedMethods: ["GET", "PUT", "POST", "DELETE"],
    allowedHeaders: ["*"],
    exposeHeaders: ["ETag"],
    maxAgeSeconds: 3600,
  };
}
