import { z } from "zod";
import { fargateSizeProblems } from "../../constructs/compute/fargate-sizes";
import { scalingProblems } from "../../constructs/compute/service-scaling";
import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { githubConfigSchema } from "../../constructs/identity/github-config";
import { networkConfigSchema } from "../../constructs/network/network-config";
import { networkNames } from "../../constructs/network/network-names";
import { networkProblems } from "../../constructs/network/network-rules";
import { keepImagesProblems } from "../../constructs/registry/image-repository";
import { environmentSchema } from "../environment";
import type { ServerlessWebConfig } from "./config";

const count = z.int("must be a whole number; write it without quotes");
const domain = z
  .string("must be a domain; write it like www.example.com")
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "must be a domain; write it like www.example.com");

const scaling = z.strictObject({
  minTasks: count,
  maxTasks: count,
  targets: z.record(
    z.string(),
    z.strictObject({
      measure: z.enum(["cpu", "memory"], { error: "must be cpu or memory; choose one" }),
      targetPercent: z.number("must be a percentage; write it as a number"),
      scaleInCooldownSeconds: count.optional(),
      scaleOutCooldownSeconds: count.optional(),
    }),
  ),
});

const service = z.strictObject({
  cpu: count,
  memoryMiB: count,
  desiredCount: count,
  scaling: scaling.optional(),
});

/** Shape of a {@link ServerlessWebConfig}; messages are `rule; remedy`. */
export const serverlessWebSchema: z.ZodType<ServerlessWebConfig> = z.strictObject({
  environment: environmentSchema,
  github: githubConfigSchema.optional(),
  network: networkConfigSchema,
  edge: z.strictObject({
    domainName: domain,
    hostedZoneId: z
      .string("must be the id of a hosted zone; write it like Z0123456789ABC")
      .regex(/^Z[A-Z0-9]{1,31}$/, "must be the id of a hosted zone; write it like Z0123456789ABC"),
    webAclRules: z.array(
      z.strictObject({
        name: z.string(),
        priority: count,
        managedGroup: z.string(),
        mode: z.enum(["enforce", "count"], { error: "must be enforce or count; choose one" }).optional(),
        vendor: z.string().optional(),
        version: z.string().optional(),
        countOnly: z.array(z.string()).optional(),
      }),
    ) as unknown as z.ZodType<ServerlessWebConfig["edge"]["webAclRules"]>,
    originSecretVersions: z.array(z.string()).min(1, "must have a version; begin with 1"),
    requestLogRetentionDays: count.optional(),
  }),
  cluster: z.strictObject({
    containerInsights: z.enum(["disabled", "enabled", "enhanced"], {
      error: "must be disabled, enabled or enhanced; choose one",
    }),
    execLogGroupName: z.string().optional(),
  }),
  services: z.strictObject({ frontend: service, backend: service }),
  database: z.strictObject({
    engineVersion: z
      .string()
      .regex(
        /^8\.0\.mysql_aurora\.\d+\.\d+\.\d+$/,
        "must be a version of Aurora MySQL 8.0; write it like 8.0.mysql_aurora.3.10.0",
      ),
    capacity: z.strictObject({
      minAcu: z.number("must be a number of ACU; write it without quotes"),
      maxAcu: z.number("must be a number of ACU; write it without quotes"),
      pauseAfterSeconds: count.optional(),
    }) as unknown as z.ZodType<ServerlessWebConfig["database"]["capacity"]>,
    instances: z.record(
      z.string(),
      z.strictObject({ promotionTier: count.optional(), zone: z.string().optional() }),
    ) as unknown as z.ZodType<ServerlessWebConfig["database"]["instances"]>,
    passwordVersion: count,
    backupRetentionDays: count,
  }),
  logs: z.strictObject({
    retentionDays: count,
    archive: z.union([
      z.literal("none"),
      z.strictObject({ glacierAfterDays: count, expireAfterDays: count.optional() }),
    ]),
  }),
  keepImages: count,
  slack: z.strictObject({ teamId: z.string(), channelId: z.string() }).optional(),
});

/** What must fit together in a well-shaped config. */
export function serverlessWebProblems(
  { network, services, keepImages, logs }: ServerlessWebConfig,
  { system, name, zones }: Environment,
  path: string,
): readonly Problem[] {
  return [
    ...networkProblems(network, {
      zones,
      path: `${path}.network`,
      names: networkNames(`${system}-${name}`),
    }),
    ...Object.entries(services).flatMap(([service, { cpu, memoryMiB, scaling }]) => [
      ...fargateSizeProblems({ cpu, memoryMiB }, `${path}.services.${service}`),
      ...(scaling ? scalingProblems(scaling, `${path}.services.${service}.scaling`) : []),
    ]),
    ...keepImagesProblems(keepImages, path),
    ...sameRetentionProblems({ network, logs }, path),
  ];
}

/** One number of days is stated for all logs of an environment; the flow log's stands with the network. */
function sameRetentionProblems(
  { network: { flowLog }, logs }: Pick<ServerlessWebConfig, "network" | "logs">,
  path: string,
): readonly Problem[] {
  return flowLog.destination !== "cloud-watch-logs" || flowLog.retentionDays === logs.retentionDays
    ? []
    : [
        {
          path: `${path}.network.flowLog.retentionDays`,
          rule: `must be that of the other logs (${logs.retentionDays})`,
          got: flowLog.retentionDays,
          fix: "state the same number of days in both places",
        },
      ];
}
