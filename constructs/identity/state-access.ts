import type { Environment } from "../core/environment";
import type { PolicyStatement } from "./policy-document";

/** How far a role reaches into an environment's Terraform state. */
export type StateReach =
  /** Reads states and takes the lock that a plan takes. */
  | "read-and-lock"
  /** Writes states too. */
  | "write";

/**
 * Access to the states of one system in one environment, and to no other state of the account.
 *
 * The table holds two items per state: the lock, `<bucket>/<key>`, and a digest, `<bucket>/<key>-md5`. A plan writes
 * the first and reads the second; only who writes states writes digests.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateAccess(environment: Environment, reach: StateReach): readonly PolicyStatement[] {
  const { state } = environment;
  const bucketArn = `arn:aws:s3:::${state.bucket}`;
  const states = `${environment.system}/${environment.name}/*/terraform.tfstate`;
  const writes = reach === "write";

  return [
    // Without it S3 answers "forbidden" instead of "not found" for a state that does not exist yet, and Terraform lists
    // its workspaces at every init. It shows names of objects, never what they hold.
    { sid: "ListStates", actions: ["s3:ListBucket"], resources: [bucketArn] },
    {
      sid: writes ? "ReadAndWriteStates" : "ReadStates",
      actions: writes ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] : ["s3:GetObject"],
      resources: [`${bucketArn}/${states}`],
    },
    ...(state.nativeLock
      ? [
          {
            sid: "LockStatesByObject",
            actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            resources: [`${bucketArn}/${states}.tflock`],
          },
        ]
      : []),
    {
      sid: "LockStates",
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
      resources: [lockTableArn(environment)],
      conditions: {
        "ForAllValues:StringLike": {
          "dynamodb:LeadingKeys": [`${state.bucket}/${states}`, ...(writes ? [digests(environment)] : [])],
        },
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    },
    ...(writes
      ? []
      : [
          {
            sid: "ReadDigests",
            actions: ["dynamodb:GetItem"],
            resources: [lockTableArn(environment)],
            conditions: {
              "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [digests(environment)] },
              Null: { "dynamodb:LeadingKeys": "false" },
            },
          },
        ]),
    {
      sid: "UseStateKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
      resources: [keysArn(environment)],
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(environment) } },
    },
  ];
}

/**
 * What nobody who comes by GitHub may do, whatever else is granted: change bucket, table or key of the state, or
 * touch the locks of other states.
 */
export function stateProtection(environment: Environment): readonly PolicyStatement[] {
  const { state, system, name } = environment;
  return [
    {
      sid: "KeepStateTable",
      effect: "Deny",
      actions: ["dynamodb:DeleteTable", "dynamodb:UpdateTable", "dynamodb:UpdateContinuousBackups"],
      resources: [lockTableArn(environment)],
    },
    {
      sid: "KeepOtherLocks",
      effect: "Deny",
      actions: ["dynamodb:*Item", "dynamodb:BatchWriteItem", "dynamodb:PartiQL*"],
      resources: [lockTableArn(environment)],
      conditions: {
        "ForAnyValue:StringNotLike": { "dynamodb:LeadingKeys": [`${state.bucket}/${system}/${name}/*`] },
      },
    },
    {
      sid: "KeepStateKey",
      effect: "Deny",
      actions: ["kms:CreateGrant", "kms:Disable*", "kms:Put*", "kms:ScheduleKeyDeletion", "kms:Update*"],
      resources: [keysArn(environment)],
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias(environment) } },
    },
    {
      sid: "KeepStateAlias",
      effect: "Deny",
      actions: ["kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [state.kmsKeyArn],
    },
  ];
}

/** ARN of the table that holds the locks. */
export function lockTableArn({ state, account }: Environment): string {
  return `arn:aws:dynamodb:${state.region}:${account}:table/${state.lockTable}`;
}

/** ARNs of all keys of the state's Region, one of which has the alias. IAM takes no alias in place of a key. */
function keysArn({ state, account }: Environment): string {
  return `arn:aws:kms:${state.region}:${account}:key/*`;
}

/** Alias of the state's key: `alias/strata-state`. */
export function keyAlias({ state }: Environment): string {
  return state.kmsKeyArn.slice(state.kmsKeyArn.indexOf(":alias/") + 1);
}

function digests({ state, system, name }: Environment): string {
  return `${state.bucket}/${system}/${name}/*/terraform.tfstate-md5`;
}
