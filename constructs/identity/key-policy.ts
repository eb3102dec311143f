import type { PolicyStatement } from "./policy-document";

const READ = ["kms:Decrypt", "kms:DescribeKey"];
const READ_AND_WRITE = [...READ, "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];

/** Where a key lies, for the conditions that keep others' services from using it. */
export interface KeyPlace {
  /** The 12 digits of the key's account. */
  readonly account: string;
  /** Its Region. */
  readonly region: string;
}

/** Services that can be admitted to a key. */
export type KeyUser = "cloudfront" | "elasticache" | "logs" | "rds" | "s3";

/**
 * The statement that lets IAM policies of the account decide, as AWS's default key policy does.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function accountDecidesByIam(account: string): PolicyStatement {
  return {
    sid: "AccountDecidesByIam",
    principal: { aws: `arn:aws:iam::${account}:root` },
    actions: ["kms:*"],
    resources: ["*"],
  };
}

/**
 * The statement that keeps the administration of a key from everyone but the given principals, whatever IAM allows.
 * Whoever deploys the key is one of them, or cannot change it any more.
 *
 * @param administrators - ARNs of roles, in which a `*` stands for anything
 */
export function administeredOnlyBy(administrators: readonly [string, ...string[]]): PolicyStatement {
  return {
    sid: "AdministeredByFew",
    effect: "Deny",
    principal: { everyone: true },
    actions: [
      "kms:CancelKeyDeletion",
      "kms:DeleteAlias",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ],
    resources: ["*"],
    conditions: { ArnNotLike: { "aws:PrincipalArn": administrators } },
  };
}

/** The statements by which a service uses a key for what it keeps in the key's account. */
export function keyUserStatements(user: KeyUser, place: KeyPlace): readonly PolicyStatement[] {
  switch (user) {
    case "cloudfront":
      return [readByDistributions(place)];
    case "logs":
      return [usedByLogGroups(place)];
    case "s3":
      return [usedByService("S3", "s3.amazonaws.com", place)];
    case "rds":
      return [usedByService("Rds", "rds.amazonaws.com", place), grantedThrough("Rds", "rds", place)];
    case "elasticache":
      return [
        usedByService("ElastiCache", "elasticache.amazonaws.com", place),
        grantedThrough("ElastiCache", "elasticache", place),
      ];
  }
}

function usedByService(name: string, service: string, { account }: KeyPlace): PolicyStatement {
  return {
    sid: `UsedBy${name}`,
    principal: { service },
    actions: READ_AND_WRITE,
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  };
}

/**
 * Databases work on grants that AWS makes when somebody of the account creates one; who may create one is IAM's affair.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
 */
function grantedThrough(name: string, service: string, { account, region }: KeyPlace): PolicyStatement {
  return {
    sid: `GrantedThrough${name}`,
    principal: { aws: "*" },
    actions: ["kms:CreateGrant"],
    resources: ["*"],
    conditions: {
      StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `${service}.${region}.amazonaws.com` },
      Bool: { "kms:GrantIsForAWSResource": "true" },
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function usedByLogGroups({ account, region }: KeyPlace): PolicyStatement {
  return {
    sid: "UsedByLogGroups",
    principal: { service: `logs.${region}.amazonaws.com` },
    actions: ["kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", ...READ_AND_WRITE],
    resources: ["*"],
    conditions: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:*` },
    },
  };
}

/**
 * Which distribution reads which object stands in the policy of the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
function readByDistributions({ account }: KeyPlace): PolicyStatement {
  return {
    sid: "ReadByDistributions",
    principal: { service: "cloudfront.amazonaws.com" },
    actions: ["kms:Decrypt"],
    resources: ["*"],
    conditions: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
  };
}
