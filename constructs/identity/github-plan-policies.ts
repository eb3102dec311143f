import type { Environment } from "../core/environment";
import type { GithubConfig } from "./github-config";
import type { PolicyStatement } from "./policy-document";
import { BUCKET_CONFIGURATION_READS, configurationReads, SENSITIVE_READS } from "./read-actions";
import { allowSecretValues } from "./secret-reads";
import { keyAlias, stateAccess, stateProtection } from "./state-access";

/** Alias of the account's key for secrets that name no other. */
const SECRETS_KEY_ALIAS = "alias/aws/secretsmanager";
/** IAM shows trust and permissions, never keys or passwords. */
const IAM_READS = ["iam:Get*", "iam:List*"];

/**
 * What a role that plans may do: read how the environment's services are set up, read its states and lock them. No
 * AWS managed policy serves: `ReadOnlyAccess` reads objects, table items and logs, and both it and `SecurityAudit`
 * change without a review of ours.
 *
 * @param secretArns - secrets whose values it may read; none for the role that pull requests assume freely
 */
export function planPolicies(
  { services, foldersReadAtPlan = [] }: Pick<GithubConfig, "services" | "foldersReadAtPlan">,
  environment: Environment,
  secretArns: readonly string[] = [],
): Readonly<Record<string, readonly PolicyStatement[]>> {
  return {
    read: [
      {
        sid: "ReadConfiguration",
        // AWS knows most reads by no resource, so they are limited by their number and not by an ARN.
        actions: [
          ...[...new Set(services)].sort().flatMap(configurationReads),
          ...IAM_READS,
          ...BUCKET_CONFIGURATION_READS,
        ],
        resources: ["*"],
      },
      ...foldersOfTerraform(foldersReadAtPlan),
      ...allowSecretValues(secretArns),
    ],
    state: stateAccess(environment, "read-and-lock"),
    never: [
      {
        sid: "NoContent",
        effect: "Deny",
        actions: [
          ...SENSITIVE_READS,
          ...(secretArns.length === 0 ? ["secretsmanager:GetSecretValue"] : []),
        ].sort(),
        resources: ["*"],
      },
      {
        sid: "NoOtherKeys",
        effect: "Deny",
        actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncrypt*"],
        resources: ["*"],
        conditions: {
          // Also true of a key without any alias.
          "ForAllValues:StringNotEquals": {
            "kms:ResourceAliases": [
              keyAlias(environment),
              ...(secretArns.length === 0 ? [] : [SECRETS_KEY_ALIAS]),
            ],
          },
        },
      },
      ...stateProtection(environment),
    ],
  };
}

/** To S3, asking whether an object is as Terraform left it is reading it. */
function foldersOfTerraform(folders: readonly string[]): readonly PolicyStatement[] {
  return folders.length === 0
    ? []
    : [
        {
          sid: "ReadObjectsOfTerraform",
          actions: ["s3:GetObject", "s3:GetObjectTagging"],
          resources: folders.map((folder) => `arn:aws:s3:::${folder}/*`),
        },
      ];
}
