import { z } from "zod";
import { fargateSizeProblems } from "../../../../constructs/compute/fargate-sizes";
import { instanceCapacityProblems } from "../../../../constructs/compute/instance-capacity";
import { taskCountProblems } from "../../../../constructs/compute/ecs-service-rules";
import type { Environment } from "../../../../constructs/core/environment";
import type { Problem } from "../../../../constructs/core/errors";
import { dataClassProblems } from "../../../../constructs/governance/classification";
import { logRetentionProblems } from "../../../../constructs/observability/log-retention";
import { keepImagesProblems } from "../../../../constructs/registry/image-repository";
import { containerInsightsShape, countShape, domainShape, hostedZoneIdShape } from "../../../shapes";
import type { ServiceConfig, ServicesConfig } from "./config";
import { serviceNames } from "./names";

const text = z.string("must be a text; write it in quotes");
const percent = z.number("must be a percentage; write it as a number");

const furtherLog = z.strictObject({
  purpose: text.regex(/\S/, "needs a purpose; say why the service's own group does not suit"),
  retentionDays: countShape,
  logClass: z
    .enum(["STANDARD", "INFREQUENT_ACCESS"], {
      error: "must be STANDARD or INFREQUENT_ACCESS; choose one",
    })
    .optional(),
});

const service = z.strictObject({
  cpu: countShape,
  memoryMiB: countShape,
  port: countShape,
  healthCheck: z.strictObject({
    path: text.regex(/^\//, "must begin with /; write it like /health"),
    matcher: text.optional(),
    intervalSeconds: countShape.optional(),
    timeoutSeconds: countShape.optional(),
    healthyThreshold: countShape.optional(),
    unhealthyThreshold: countShape.optional(),
  }),
  route: z
    .strictObject({
      priority: countShape,
      pathPatterns: z.array(text).optional(),
      hosts: z.array(text).optional(),
    })
    .optional(),
  scaling: z.strictObject({ minTasks: countShape, maxTasks: countShape, cpuPercent: percent }),
  calls: z.array(text),
  reaches: z.array(
    z.enum(["database", "job-queue"], { error: "must be database or job-queue; choose of the two" }),
  ),
  furtherLogs: z.record(z.string(), furtherLog),
});

/** Shape of a {@link ServicesConfig}; messages are `rule; remedy`. */
export const servicesShape = z.strictObject({
  keepImages: countShape,
  recorded: z.enum(["tag", "digest"], { error: "must be tag or digest; choose one" }),
  instances: z.strictObject({
    instanceType: text,
    minInstances: countShape,
    maxInstances: countShape,
    rootVolumeGiB: countShape,
    spot: z
      .strictObject({
        onDemandInstances: countShape,
        onDemandPercent: percent,
        instanceTypes: z.array(text),
      })
      .optional(),
  }),
  fargate: z.enum(["on-demand", "spot"], { error: "must be on-demand or spot; choose one" }),
  containerInsights: containerInsightsShape,
  domain: z.strictObject({
    domainName: domainShape,
    hostedZoneId: hostedZoneIdShape.optional(),
    certificateArn: text.optional(),
  }),
  idleTimeoutSeconds: countShape,
  services: z.record(z.string(), service),
  logRetentionDays: countShape,
  logClass: text,
});

const LONGEST_IDLE_TIMEOUT_SECONDS = 4000;

/** What must fit together in the containers of an account. */
export function servicesProblems(
  config: ServicesConfig,
  environment: Environment,
  stage: "dev" | "stg" | "prod",
  path: string,
): readonly Problem[] {
  const { keepImages, recorded, instances, idleTimeoutSeconds, services, logRetentionDays, logClass } =
    config;
  return [
    ...keepImagesProblems(keepImages, path),
    ...(stage !== "dev" && recorded === "tag"
      ? [
          {
            path: `${path}.recorded`,
            rule: "is digest in every stage after the first, so that what was verified is what runs",
            got: recorded,
            fix: "record digests",
          },
        ]
      : []),
    ...instanceCapacityProblems(instances, `${path}.instances`),
    ...(idleTimeoutSeconds >= 1 && idleTimeoutSeconds <= LONGEST_IDLE_TIMEOUT_SECONDS
      ? []
      : [
          {
            path: `${path}.idleTimeoutSeconds`,
            rule: `is a whole number from 1 to ${LONGEST_IDLE_TIMEOUT_SECONDS}`,
            got: idleTimeoutSeconds,
            fix: "choose one of that range",
          },
        ]),
    ...logRetentionProblems(logRetentionDays, `${path}.logRetentionDays`),
    ...dataClassProblems(logClass, `${path}.logClass`),
    ...logGroupProblems(config, environment, path),
    ...Object.entries(services).flatMap(([key, value]) =>
      serviceProblems(key, value, services, `${path}.services.${key}`),
    ),
  ];
}

function serviceProblems(
  key: string,
  config: ServiceConfig,
  services: ServicesConfig["services"],
  path: string,
): readonly Problem[] {
  const { scaling, calls, furtherLogs } = config;
  const { minTasks, maxTasks, cpuPercent } = scaling;
  return [
    ...fargateSizeProblems(config, path),
    ...(minTasks >= 1
      ? taskCountProblems(
          minTasks,
          { minTasks, maxTasks, targets: { cpu: { measure: "cpu", targetPercent: cpuPercent } } },
          path,
        )
      : [
          {
            path: `${path}.scaling.minTasks`,
            rule: "is 1 or more: a service never scales to nothing",
            got: minTasks,
            fix: "keep a task",
          },
        ]),
    ...calls
      .filter((called) => called === key || !(called in services))
      .map((got) => ({
        path: `${path}.calls`,
        rule: "names other services",
        got,
        fix: `use one of ${Object.keys(services)
          .filter((other) => other !== key)
          .join(", ")}`,
      })),
    ...Object.entries(furtherLogs).flatMap(([log, { retentionDays }]) =>
      logRetentionProblems(retentionDays, `${path}.furtherLogs.${log}.retentionDays`),
    ),
  ];
}

/** A group serves one service, and one purpose of it. */
function logGroupProblems(
  { services }: ServicesConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const names = serviceNames(environment);
  const all = Object.entries(services).flatMap(([key, { furtherLogs }]) => [
    names.logGroup(key),
    ...Object.keys(furtherLogs).map((log) => names.furtherLogGroup(key, log)),
  ]);
  return all
    .filter((name, index) => all.indexOf(name) !== index)
    .map((got) => ({
      path: `${path}.services`,
      rule: "have log groups of their own",
      got,
      fix: "rename one of the two",
    }));
}
