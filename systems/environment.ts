import { z } from "zod";
import type { Environment, Protection } from "../constructs/core/environment";

/** What a system's `config.ts` states about one of its environments. */
export interface EnvironmentConfig {
  /**
   * The 12 digits of the AWS account. The repository holds example accounts; the real ones come from
   * `STRATA_ACCOUNT_<SYSTEM>_<ENVIRONMENT>`, see {@link accountVariable}.
   */
  readonly account: string;
  /** AWS Region code: `ap-northeast-1`. */
  readonly region: string;
  /** Availability zones that the environment may use, in order of use: `ap-northeast-1a`. Append, never reorder. */
  readonly zones: readonly string[];
  /** Whether its data is protected from deletion. */
  readonly protection: Protection;
  /**
   * Tags on everything that can carry one, beside System, Environment, Layer and ManagedBy. Another System or Environment
   * replaces ours, where an organization calls them otherwise.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /**
   * Where the Terraform state lies.
   *
   * @default - bucket `strata-state-<account>-<region>` and table `strata-state-locks`, made by this environment
   */
  readonly state?: StateConfig | undefined;
}

/** What can be chosen about the place of the state. */
export interface StateConfig {
  /**
   * Name of the S3 bucket.
   *
   * @default - `strata-state-<account>-<region>`
   */
  readonly bucket?: string | undefined;
  /**
   * Name of the DynamoDB table of locks.
   *
   * @default "strata-state-locks"
   */
  readonly lockTable?: string | undefined;
  /**
   * Whether Terraform also locks by an object in the bucket. Terraform deprecates the table in favour of it since
   * 1.11; both can run side by side while runners change over.
   *
   * @default false
   */
  readonly nativeLock?: boolean | undefined;
  /**
   * The environment, `<system>/<environment>`, whose state stack makes the bucket, where several environments share an
   * account.
   *
   * @default - this environment makes its own
   */
  readonly createdBy?: string | undefined;
}

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const LOCK_TABLE = "strata-state-locks";
const KEY_ALIAS = "alias/strata-state";

/** Shape of an {@link EnvironmentConfig}. Messages are `rule; remedy`. */
export const environmentSchema: z.ZodType<EnvironmentConfig> = z
  .strictObject({
    account: z.string("must be the id of an AWS account; write its 12 digits in quotes").regex(/^\d{12}$/, {
      error: "must be a 12-digit AWS account id; correct it here or in the variable that sets it",
    }),
    region: z.string("must be an AWS Region; write its code, such as ap-northeast-1").regex(REGION, {
      error: "must be an AWS Region code; write it like ap-northeast-1",
    }),
    zones: z.array(z.string()).min(1, "must name at least one availability zone; add one of the Region"),
    protection: z.enum(["protected", "disposable"], {
      error: "must be protected or disposable; choose one",
    }),
    tags: z.record(z.string(), z.string()).optional(),
    state: z
      .strictObject({
        bucket: z.string().optional(),
        lockTable: z.string().optional(),
        nativeLock: z.boolean().optional(),
        createdBy: z
          .string()
          .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, {
            error: "must be <system>/<environment>; name the one that makes it",
          })
          .optional(),
      })
      .optional(),
  })
  .check(({ value, issues }) => {
    if (!REGION.test(value.region)) {
      return; // Said already; every zone would only repeat it.
    }
    value.zones.forEach((zone, index) => {
      if (!new RegExp(`^${value.region}[a-z]$`).test(zone)) {
        issues.push({
          code: "custom",
          input: zone,
          path: ["zones", index],
          message: `must be a zone of ${value.region}; write it like ${value.region}a`,
        });
      }
      if (value.zones.indexOf(zone) !== index) {
        issues.push({
          code: "custom",
          input: zone,
          path: ["zones", index],
          message: "must be named once; drop the second",
        });
      }
    });
  });

/** The environment variable that sets an environment's account: `STRATA_ACCOUNT_SERVERLESS_WEB_PROD`. */
export function accountVariable(system: string, environment: string): string {
  return `STRATA_ACCOUNT_${system}_${environment}`.toUpperCase().replaceAll("-", "_");
}

/** Completes what `config.ts` states with what follows from it. */
export function resolveEnvironment(system: string, name: string, config: EnvironmentConfig): Environment {
  const { account, region, zones, protection, tags = {}, state = {} } = config;
  return {
    system,
    name,
    account,
    region,
    zones,
    protection,
    tags,
    state: {
      bucket: state.bucket ?? `strata-state-${account}-${region}`,
      lockTable: state.lockTable ?? LOCK_TABLE,
      region,
      kmsKeyArn: `arn:aws:kms:${region}:${account}:${KEY_ALIAS}`,
      nativeLock: state.nativeLock ?? false,
    },
  };
}

/** Whether the environment makes the bucket that its state lies in. */
export function makesItsState(system: string, name: string, config: EnvironmentConfig): boolean {
  const maker = config.state?.createdBy;
  return maker === undefined || maker === `${system}/${name}`;
}
