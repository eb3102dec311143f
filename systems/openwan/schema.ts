import { z } from "zod";
import { githubConfigSchema } from "../../constructs/identity/github-config";
import { networkConfigSchema } from "../../constructs/network/network-config";
import { environmentSchema } from "../environment";
import { countShape as count, domainShape as domain } from "../shapes";
import type { OpenwanConfig } from "./config";

const text = z.string("must be a text; write it in quotes");
const list = z.array(text);
const zone = z.string().regex(/^[a-z]$/, "must be the letter of a zone; write it like a");
const email = z.email("must be an e-mail address; write it like name@example.com");
const window = (example: string) => text.regex(/^[a-z0-9:-]+$/, `must be a window; write it like ${example}`);

const pace = { scaleInCooldownSeconds: count.optional(), scaleOutCooldownSeconds: count.optional() };
const service = z.strictObject({
  cpu: count,
  memoryMiB: count,
  desiredCount: count,
  scaling: z.strictObject({
    minTasks: count,
    maxTasks: count,
    targets: z.record(
      z.string(),
      z.discriminatedUnion(
        "measure",
        [
          z.strictObject({ measure: z.enum(["cpu", "memory"]), targetPercent: z.number(), ...pace }),
          z.strictObject({ measure: z.literal("queue-depth"), targetMessages: z.number(), ...pace }),
        ],
        { error: "must be cpu, memory or queue-depth; choose one" },
      ),
    ),
  }),
  capacity: z.enum(["on-demand", "spot"], { error: "must be on-demand or spot; choose one" }).optional(),
});

const transition = z.strictObject({ days: count, storageClass: z.string() });
const media = z.strictObject({
  lifecycle: z.array(
    z.strictObject({
      id: text,
      prefix: z.string().optional(),
      transitions: z.array(transition).optional(),
      expirationDays: count.optional(),
      noncurrentTransitions: z.array(transition).optional(),
      noncurrentExpirationDays: count.optional(),
      abortUploadsAfterDays: count.optional(),
    }),
  ),
  cachePolicies: z.record(
    z.string(),
    z.strictObject({
      name: text,
      minTtlSeconds: count,
      defaultTtlSeconds: count,
      maxTtlSeconds: count,
      headers: list.optional(),
      queryStrings: z.union([z.enum(["none", "all"]), list]).optional(),
    }),
  ),
  paths: z.array(
    z.strictObject({
      pathPattern: text,
      methods: z.enum(["read", "read-and-options", "all"], {
        error: "must be read, read-and-options or all; choose one",
      }),
      cachePolicy: text,
    }),
  ),
});

const rule = { name: text, priority: count, mode: z.enum(["enforce", "count"]).optional() };
const webAclRule = z.union(
  [
    z.strictObject({
      ...rule,
      managedGroup: text,
      vendor: z.string().optional(),
      version: z.string().optional(),
      countOnly: list.optional(),
    }),
    z.strictObject({ ...rule, requestsPerAddress: count, windowSeconds: count.optional() }),
    z.strictObject({ ...rule, countries: list, block: z.enum(["these", "all-others"]) }),
  ],
  { error: "must be managed rules, a rate limit or a rule for countries; write it like the others" },
);

const database = z.strictObject({
  engineVersion: text.regex(
    /^8\.[04](\.\d+)?$/,
    "must be a version of MySQL 8.0 or 8.4; write it like 8.0.43",
  ),
  instanceClass: text,
  storage: z.strictObject({
    allocatedGiB: count,
    maxGiB: count.optional(),
    iops: count.optional(),
    throughputMiBps: count.optional(),
  }),
  availability: z.enum(["multi-az", "single-zone"], {
    error: "must be multi-az or single-zone; choose one",
  }),
  parameters: z.record(
    z.string(),
    z.strictObject({ value: text, apply: z.enum(["immediate", "pending-reboot"]) }),
  ),
  replicas: z.record(z.string(), z.strictObject({ zone, instanceClass: text })),
  passwordVersion: count,
  backupRetentionDays: count,
  windows: z.strictObject({ backup: window("03:00-04:00"), maintenance: window("mon:04:00-mon:05:00") }),
});

const cache = z.strictObject({
  engineVersion: text.regex(/^7\.\d$/, "must be a version of Redis 7; write it like 7.0"),
  nodeType: text,
  shards: count,
  replicasPerShard: count,
  parameters: z.record(z.string(), text),
  tokenVersion: count,
  snapshotRetentionDays: count,
  windows: z.strictObject({ snapshot: window("03:00-05:00"), maintenance: window("sun:05:00-sun:07:00") }),
});

/** Shape of an {@link OpenwanConfig}; messages are `rule; remedy`. */
export const openwanSchema = z.strictObject({
  environment: environmentSchema,
  github: githubConfigSchema.optional(),
  network: networkConfigSchema,
  domain: z
    .strictObject({
      domainName: domain,
      zone: z.union(
        [
          z.strictObject({ newZone: domain }),
          z.strictObject({ existingZone: domain }),
          z.strictObject({ hostedZoneId: text }),
        ],
        { error: "must be a new zone, an existing one or the id of one; name one of the three" },
      ),
    })
    .optional(),
  services: z.strictObject({ backend: service, worker: service }),
  ffmpegThreads: count.min(1, "must be 1 or more; say how many threads FFmpeg uses"),
  runningTag: z.union([z.literal("last-delivered"), z.strictObject({ always: text })], {
    error: "must be last-delivered or one tag for always; choose one",
  }),
  keepImages: count,
  xrayDaemon: z.enum(["on", "off"], { error: "must be on or off; choose one" }),
  database,
  cache,
  media,
  edge: z.strictObject({
    webAclRules: z.array(webAclRule),
    originSecretVersions: z.array(text).min(1, "must have a version; begin with 1"),
  }),
  bastion: z.strictObject({ instanceType: text, zone }).optional(),
  secretVersions: z.strictObject({ jwt: count, s3EncryptionKey: count }),
  logRetentionDays: z.strictObject({ system: count, edge: count, trail: count }),
  notified: z.strictObject({ alerts: z.array(email), critical: z.array(email), security: z.array(email) }),
  guardDuty: z.enum(["create", "exists"], { error: "must be create or exists; choose one" }),
}) as unknown as z.ZodType<OpenwanConfig>;
