import { z } from "zod";
import { fargateSizeProblems } from "../../constructs/compute/fargate-sizes";
import { scalingProblems } from "../../constructs/compute/service-scaling";
import type { Environment } from "../../constructs/core/environment";
import type { Problem } from "../../constructs/core/errors";
import { WEEKDAYS, weeklyRunProblems } from "../../constructs/database/instance-schedule";
import { storageProblems } from "../../constructs/database/rds-storage";
import { accountEmailProblems } from "../../constructs/governance/member-account";
import { sessionProblems } from "../../constructs/governance/permission-set";
import { githubConfigSchema } from "../../constructs/identity/github-config";
import { networkConfigSchema } from "../../constructs/network/network-config";
import { networkNames } from "../../constructs/network/network-names";
import { networkProblems } from "../../constructs/network/network-rules";
import { keepImagesProblems } from "../../constructs/registry/image-repository";
import { environmentSchema } from "../environment";
import { containerInsightsShape, countShape, domainShape, hostedZoneIdShape, scalingShape } from "../shapes";
import type { ApplicationConfig, AwsPracticeConfig, ManagementConfig } from "./config";
import { practiceNames } from "./names";

const text = z.string("must be a text; write it in quotes");

const weeklyRun = z.strictObject({
  weekday: z.enum(WEEKDAYS, { error: `must be a day of the week; choose one of ${WEEKDAYS.join(", ")}` }),
  startTime: text,
  stopTime: text,
  timezone: text,
});

const application = z.strictObject({
  kind: z.literal("application"),
  environment: environmentSchema,
  github: githubConfigSchema.optional(),
  network: networkConfigSchema,
  database: z.strictObject({
    engineVersion: text.regex(/^17(\.\d+)?$/, "must be a version of PostgreSQL 17; write it like 17"),
    instanceClass: text,
    storage: z.strictObject({
      allocatedGiB: countShape,
      maxGiB: countShape.optional(),
      iops: countShape.optional(),
      throughputMiBps: countShape.optional(),
    }),
    availability: z.enum(["single-zone", "multi-az"], {
      error: "must be single-zone or multi-az; choose one",
    }),
    passwordVersion: countShape,
    backupRetentionDays: countShape,
    weeklyRun: z.union([z.literal("none"), weeklyRun], {
      error: `must be none or have weekday, startTime, stopTime and timezone; the weekday is one of ${WEEKDAYS.join(", ")}`,
    }),
  }),
  keepImages: countShape,
  api: z.strictObject({
    domainName: domainShape,
    hostedZoneId: hostedZoneIdShape,
    cpu: countShape,
    memoryMiB: countShape,
    desiredCount: countShape,
    scaling: scalingShape.optional(),
    accessLogs: z.union([z.literal("none"), z.strictObject({ retentionDays: countShape })], {
      error: "must be none or have retentionDays; choose one",
    }),
  }),
  containerInsights: containerInsightsShape,
  logRetentionDays: countShape,
});

const management = z.strictObject({
  kind: z.literal("management"),
  environment: environmentSchema,
  identity: z.strictObject({
    unitName: text,
    accounts: z.record(
      z.string(),
      z.strictObject({
        accountName: text,
        email: text,
        permissionSetName: text,
        managedPolicies: z.record(z.string(), text),
        sessionHours: countShape.optional(),
        administratorBecause: text.optional(),
      }),
    ),
    user: z.strictObject({ userName: text, givenName: text, familyName: text, email: text }),
  }),
});

/** Shape of an {@link AwsPracticeConfig}; messages are `rule; remedy`. */
export const awsPracticeSchema = z.discriminatedUnion("kind", [application, management], {
  error: "must be application or management; choose one",
}) as unknown as z.ZodType<AwsPracticeConfig>;

/** What must fit together in a well-shaped config. */
export function awsPracticeProblems(
  config: AwsPracticeConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  return config.kind === "application"
    ? applicationProblems(config, environment, path)
    : managementProblems(config, path);
}

function applicationProblems(
  { network, database, keepImages, api }: ApplicationConfig,
  { name, account, zones }: Environment,
  path: string,
): readonly Problem[] {
  const { storage, weeklyRun: run } = database;
  const { cpu, memoryMiB, scaling } = api;
  return [
    ...networkProblems(network, {
      zones,
      path: `${path}.network`,
      names: networkNames("", practiceNames(name, account).network),
    }),
    ...storageProblems(storage, `${path}.database.storage`),
    ...(run === "none" ? [] : weeklyRunProblems(run, `${path}.database.weeklyRun`)),
    ...keepImagesProblems(keepImages, path),
    ...fargateSizeProblems({ cpu, memoryMiB }, `${path}.api`),
    ...(scaling ? scalingProblems(scaling, `${path}.api.scaling`) : []),
  ];
}

function managementProblems({ identity }: ManagementConfig, path: string): readonly Problem[] {
  const accounts = Object.entries(identity.accounts);
  const place = (key: string): string => `${path}.identity.accounts.${key}`;
  return accounts.flatMap(([key, { email, sessionHours = 1 }], index) => [
    ...accountEmailProblems(email, `${place(key)}.email`),
    ...sessionProblems(sessionHours, `${place(key)}.sessionHours`),
    ...accounts
      .slice(0, index)
      .filter(([, other]) => other.email.toLowerCase() === email.toLowerCase())
      .map(([other]) => ({
        path: `${place(key)}.email`,
        rule: `must not be that of ${other}, as each account has a root user of its own`,
        got: email,
        fix: "give it an address of its own",
      })),
  ]);
}
