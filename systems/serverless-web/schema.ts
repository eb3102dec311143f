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
import { countShape, domainShape, hostedZoneIdShape, scalingShape } from "../shapes";
import type { ServerlessWebConfig } from "./config";

const service = z.strictObject({
  cpu: countShape,
  memoryMiB: countShape,
  desiredCount: countShape,
  scaling: scalingShape.optional(),
});

/** Shape of a {@link ServerlessWebConfig}; messages are `rule; remedy`. */
export const serverlessWebSchema: z.ZodType<ServerlessWebConfig> = z.strictObject({
  environment: environmentSchema,
  github: githubConfigSchema.optional(),
  network: networkConfigSchema,
  edge: z.strictObject({
    domainName: domainShape,
    hostedZoneId: hostedZoneIdShape,
    webAclRules: z.array(
      z.strictObject({
        name: z.string(),
        priority: countShape,
        managedGroup: z.string(),
        mode: z.enum(["enforce", "count"], { error: "must be enforce or count; choose one" }).optional(),
        vendor: z.string().optional(),
        version: z.string().optional(),
        countOnly: z.array(z.string()).optional(),
      }),
    ) as unknown as z.ZodType<ServerlessWebConfig["edge"]["webAclRules"]>,
    originSecretVersions: z.array(z.string()).min(1, "must have a version; begin with 1"),
    requestLogRetentionDays: countShape.optional(),
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
      pauseAfterSeconds: countShape.optional(),
    }) as unknown as z.ZodType<ServerlessWebConfig["database"]["capacity"]>,
    instances: z.record(
      z.string(),
      z.strictObject({ promotionTier: countShape.optional(), zone: z.string().optional() }),
    ),
    passwordVersion: countShape,
    backupRetentionDays: countShape,
  }),
  logs: z.strictObject({
    retentionDays: countShape,
    archive: z.union([
      z.literal("none"),
      z.strictObject({ glacierAfterDays: countShape, expireAfterDays: countShape.optional() }),
    ]),
  }),
  keepImages: countShape,
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
