import { patchScheduleProblems } from "../../../../constructs/compute/instance-patches";
import { stopTimeProblems } from "../../../../constructs/compute/nightly-stop";
import { z } from "zod";
import { sessionLimitProblems } from "../../../../constructs/compute/session-document";
import type { Environment } from "../../../../constructs/core/environment";
import type { Problem } from "../../../../constructs/core/errors";
import { instanceCapacityProblems, isProvisioned } from "../../../../constructs/database/aurora-instance";
import { backupProblems } from "../../../../constructs/database/database-rules";
import { instanceMemoryGiB } from "../../../../constructs/database/rds-instance-class";
import { windowProblems } from "../../../../constructs/database/service-windows";
import {
  DATA_CLASSES,
  type DataClass,
  dataClassProblems,
  handlingOf,
} from "../../../../constructs/governance/classification";
import { logRetentionProblems } from "../../../../constructs/observability/log-retention";
import { archiveTierProblems } from "../../../../constructs/storage/archive-tiers";
import { storageProblems } from "../../../../constructs/storage/storage-choice";
import { countShape } from "../../../shapes";
import type { WorkloadConfig } from "../../config";
import type { BucketConfig, DatabaseConfig, DataConfig } from "./config";
import { SESSION_CLASS } from "./names";
import { watchingConfigProblems, watchingShape } from "./watching-schema";

const SHORTEST_WINDOW_MINUTES = 30;
const text = z.string("must be a text; write it in quotes");
const flag = z.boolean("must be true or false; choose one");
const amount = z.number("must be a number; write it without quotes");
const dataClass = z.enum(DATA_CLASSES as [DataClass, ...DataClass[]], {
  error: `must be a class of data; choose one of ${DATA_CLASSES.join(", ")}`,
});

const databaseShape = z.strictObject({
  dataClass,
  engineVersion: text.regex(
    /^\d+\.\d+$/,
    "must be a complete version of Aurora PostgreSQL; write it like 16.6",
  ),
  capacity: z.union(
    [
      z.strictObject({ instanceClass: text }),
      z.strictObject({ minAcu: amount, maxAcu: amount, pauseAfterSeconds: countShape.optional() }),
    ],
    { error: "must have instanceClass, or minAcu and maxAcu; choose one" },
  ),
  instances: z.record(
    z.string(),
    z.strictObject({ promotionTier: countShape.optional(), zone: text.optional() }),
  ),
  audited: z
    .array(
      z.enum(["ddl", "function", "misc", "read", "role", "write"], {
        error: "must be a kind of statements; choose one of ddl, function, misc, read, role, write",
      }),
    )
    .min(1, "must name a kind of statements; changes of structure are ddl"),
  backupRetentionDays: countShape,
  insights: z.enum(["standard", "advanced"], { error: "must be standard or advanced; choose one" }),
  windows: z.strictObject({ backup: text, maintenance: text }),
  limits: z.strictObject({
    maxConnections: countShape,
    localStorageGiB: amount,
    expectedVolumeGiB: amount.optional(),
  }),
  erasure: z
    .strictObject({ job: text, keepDays: countShape.min(0, "must be 0 or more; choose such a number") })
    .optional(),
  foreignClients: z.strictObject({ account: z.literal("prod"), databaseUser: text }).optional(),
});

const bucketShape = z.strictObject({
  dataClass,
  acceptsUploads: flag,
  smallObjects: flag.optional(),
  storage: z
    .union(
      [
        z.enum(["intelligent-tiering", "standard"]),
        z.strictObject({
          transitions: z.array(
            z.strictObject({
              days: countShape,
              storageClass: z.enum([
                "STANDARD_IA",
                "INTELLIGENT_TIERING",
                "ONEZONE_IA",
                "GLACIER_IR",
                "GLACIER",
                "DEEP_ARCHIVE",
              ]),
            }),
          ),
          reason: text,
          smallObjects: flag.optional(),
          recreatable: flag.optional(),
        }),
      ],
      { error: "must be intelligent-tiering, standard, or moves with a reason; choose one" },
    )
    .optional(),
  archiveTiers: z
    .strictObject({ archiveAfterDays: countShape.optional(), deepArchiveAfterDays: countShape.optional() })
    .optional(),
  expirationDays: countShape.optional(),
  expectedGiB: amount.optional(),
});

/** Shape of a {@link DataConfig}; messages are `rule; remedy`. */
export const dataShape = z.strictObject({
  database: databaseShape.optional(),
  regulatedDatabase: z.strictObject({ host: text, port: countShape, clientRoleArn: text }).optional(),
  buckets: z.record(z.string(), bucketShape),
  bastion: z
    .strictObject({
      instanceType: text,
      idleMinutes: countShape,
      longestMinutes: countShape,
      logRetentionDays: countShape,
      patchSchedule: text,
      stopsAt: z.strictObject({ time: text, timezone: text }).optional(),
    })
    .optional(),
  watching: watchingShape,
});

/** What must fit together in what an account keeps. */
export function dataProblems(
  { database, regulatedDatabase, buckets, bastion, watching }: DataConfig,
  config: WorkloadConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { accounts } = config.organization;
  const held: readonly (readonly [string, DataClass])[] = [
    ...(database ? [[`${path}.database.dataClass`, database.dataClass] as const] : []),
    ...Object.entries(buckets).map(
      ([key, bucket]) => [`${path}.buckets.${key}.dataClass`, bucket.dataClass] as const,
    ),
    ...(bastion ? [[`${path}.bastion`, SESSION_CLASS] as const] : []),
  ];
  return [
    ...held.flatMap(([place, held]) => keyProblems(held, config, place)),
    ...(accounts.regulated !== undefined && environment.name !== "regulated"
      ? held.flatMap(([place, held]) => separationProblems(held, place))
      : []),
    ...(database ? databaseProblems(database, config, `${path}.database`) : []),
    ...(regulatedDatabase && accounts.regulated === undefined
      ? [
          {
            path: `${path}.regulatedDatabase`,
            rule: "is a database of the account of regulated data",
            got: regulatedDatabase.host,
            fix: "name organization.accounts.regulated, or leave it out",
          },
        ]
      : []),
    ...(regulatedDatabase && !database
      ? [
          {
            path: `${path}.regulatedDatabase`,
            rule: "stands beside a database of the account's own",
            got: regulatedDatabase.host,
            fix: "state database too",
          },
        ]
      : []),
    ...Object.entries(buckets).flatMap(([key, bucket]) => bucketProblems(bucket, `${path}.buckets.${key}`)),
    ...(bastion
      ? [
          ...sessionLimitProblems(bastion, `${path}.bastion`),
          ...logRetentionProblems(bastion.logRetentionDays, `${path}.bastion.logRetentionDays`),
          ...patchScheduleProblems(bastion.patchSchedule, `${path}.bastion.patchSchedule`),
          ...(bastion.stopsAt ? stopTimeProblems(bastion.stopsAt, `${path}.bastion.stopsAt`) : []),
        ]
      : []),
    ...watchingConfigProblems(watching, `${path}.watching`),
  ];
}

/** An account makes keys and backups of the classes that its baseline names. */
function keyProblems(
  dataClass: DataClass,
  { baseline: { backup } }: WorkloadConfig,
  path: string,
): readonly Problem[] {
  const { encryption, backup: frequency } = handlingOf(dataClass);
  const classes: readonly string[] = "noneBecause" in backup ? [] : backup.classes;
  return (encryption === "aws-key" && frequency === "none") || classes.includes(dataClass)
    ? []
    : [
        {
          path,
          rule: "is a class for which the account has a key and backups",
          got: dataClass,
          fix: `use one of ${classes.join(", ") || "none"}, or add it to baseline.backup.classes`,
        },
      ];
}

/** Where there is an account for it, data that a law or PCI DSS speaks of lies there and nowhere else. */
function separationProblems(dataClass: DataClass, path: string): readonly Problem[] {
  return handlingOf(dataClass).demands.length === 0
    ? []
    : [
        {
          path,
          rule: "lies in the account of regulated data",
          got: dataClass,
          fix: "keep it there, and let this account reach it by regulatedDatabase",
        },
      ];
}

function databaseProblems(
  database: DatabaseConfig,
  { organization }: WorkloadConfig,
  path: string,
): readonly Problem[] {
  const { dataClass, capacity, backupRetentionDays, windows, erasure, foreignClients } = database;
  const erases = handlingOf(dataClass).deletion === "when-purpose-is-fulfilled";
  return [
    ...dataClassProblems(dataClass, `${path}.dataClass`),
    ...instanceCapacityProblems(capacity, `${path}.capacity`),
    ...(isProvisioned(capacity) && instanceMemoryGiB(capacity.instanceClass) === undefined
      ? [
          {
            path: `${path}.capacity.instanceClass`,
            rule: "is a class whose memory is known, which alarms are about",
            got: capacity.instanceClass,
            fix: "choose one of the families r and t",
          },
        ]
      : []),
    ...backupProblems(backupRetentionDays, `${path}.backupRetentionDays`),
    ...windowProblems(
      { daily: windows.backup, weekly: windows.maintenance },
      {
        dailyPath: `${path}.windows.backup`,
        weeklyPath: `${path}.windows.maintenance`,
        leastMinutes: SHORTEST_WINDOW_MINUTES,
      },
    ),
    ...(erases === (erasure !== undefined)
      ? []
      : [
          {
            path: `${path}.erasure`,
            rule: erases
              ? "says how personal data leaves once its purpose is fulfilled"
              : "is for personal data alone",
            got: erasure?.job,
            fix: erases
              ? "name a scheduled job, and the days that data is kept after a person left"
              : "leave it out",
          },
        ]),
    ...(foreignClients && organization.accounts.regulated === undefined
      ? [
          {
            path: `${path}.foreignClients`,
            rule: "come to the account of regulated data alone",
            got: foreignClients.account,
            fix: "leave them out",
          },
        ]
      : []),
  ];
}

function bucketProblems(bucket: BucketConfig, path: string): readonly Problem[] {
  const { dataClass, smallObjects = false, storage, archiveTiers, expirationDays } = bucket;
  const { deletion } = handlingOf(dataClass);
  const tiered = !smallObjects && (storage ?? "intelligent-tiering") === "intelligent-tiering";
  return [
    ...(storage === undefined
      ? []
      : storageProblems(
          storage,
          typeof deletion === "object" ? deletion.atAgeDays : expirationDays,
          `${path}.storage`,
        )),
    ...(smallObjects && storage !== undefined && storage !== "standard"
      ? [
          {
            path: `${path}.storage`,
            rule: "is S3 Standard for small objects, which Intelligent-Tiering never moves",
            got: typeof storage === "string" ? storage : "moves of one's own",
            fix: "leave one of the two out",
          },
        ]
      : []),
    ...(archiveTiers ? archiveTierProblems(archiveTiers, `${path}.archiveTiers`) : []),
    ...(archiveTiers && (!tiered || typeof deletion === "object")
      ? [
          {
            path: `${path}.archiveTiers`,
            rule: "are tiers of Intelligent-Tiering",
            got: "a bucket in other storage",
            fix: "leave them out",
          },
        ]
      : []),
    ...(expirationDays !== undefined && typeof deletion === "object"
      ? [
          {
            path: `${path}.expirationDays`,
            rule: `is ${deletion.atAgeDays} by the class`,
            got: expirationDays,
            fix: "leave it out",
          },
        ]
      : []),
  ];
}
