/**
 * The read actions that Terraform needs to compare a service's resources with their code, without those that return
 * what the resources hold. For a service that is not listed, `Describe*`, `Get*` and `List*` do.
 */
const CONFIGURATION_READS: Readonly<Record<string, readonly string[]>> = {
  codecommit: ["codecommit:GetRepository*", "codecommit:List*"],
  dynamodb: ["dynamodb:Describe*", "dynamodb:GetResourcePolicy", "dynamodb:List*"],
  ec2: [
    "ec2:Describe*",
    "ec2:GetEbs*",
    "ec2:GetIpam*",
    "ec2:GetManagedPrefixList*",
    "ec2:GetSecurityGroupsForVpc",
    "ec2:GetTransitGateway*",
  ],
  ecr: [
    "ecr:Describe*",
    "ecr:GetLifecyclePolicy",
    "ecr:GetRegistry*",
    "ecr:GetRepositoryPolicy",
    "ecr:List*",
  ],
  kinesis: ["kinesis:Describe*", "kinesis:GetResourcePolicy", "kinesis:List*"],
  kms: ["kms:Describe*", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:GetPublicKey", "kms:List*"],
  logs: ["logs:Describe*", "logs:GetDataProtectionPolicy", "logs:GetDelivery*", "logs:List*"],
  rds: ["rds:Describe*", "rds:List*"],
  secretsmanager: [
    "secretsmanager:DescribeSecret",
    // A generator: what it returns is nobody's secret yet.
    "secretsmanager:GetRandomPassword",
    "secretsmanager:GetResourcePolicy",
    "secretsmanager:List*",
  ],
  sqs: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:List*"],
  // A SecureString stays closed: opening it takes kms:Decrypt, which is denied.
  ssm: ["ssm:Describe*", "ssm:GetDocument", "ssm:GetParameter", "ssm:GetParameters", "ssm:List*"],
};

/** Reads of how buckets are set up; what they hold is read by `s3:GetObject`, which is not among them. */
export const BUCKET_CONFIGURATION_READS: readonly string[] = [
  "s3:GetAccelerateConfiguration",
  "s3:GetAccountPublicAccessBlock",
  "s3:GetBucket*",
  "s3:GetEncryptionConfiguration",
  "s3:GetInventoryConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListAllMyBuckets",
  "s3:ListBucket",
  "s3:ListTagsForResource",
];

/**
 * Actions that return secrets, credentials or content by a name that looks like a mere read. They are denied to who
 * plans, so that a service added to a config never brings one along.
 */
export const SENSITIVE_READS: readonly string[] = [
  "appconfig:GetConfiguration",
  "appconfig:GetHostedConfigurationVersion",
  "appconfig:GetLatestConfiguration",
  "athena:GetQueryResults*",
  "codeartifact:GetAuthorizationToken",
  "codecommit:GetBlob",
  "codecommit:GetFile",
  "codecommit:GitPull",
  "cognito-idp:GetUser",
  "connect:GetFederationToken",
  "dynamodb:BatchGetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:GetConsole*",
  "ec2:GetPasswordData",
  "ecr:GetAuthorizationToken",
  "gamelift:GetComputeAccess",
  "gamelift:GetComputeAuthToken",
  "gamelift:GetInstanceAccess",
  "kinesis:GetRecords",
  "kms:CreateGrant",
  "kms:GenerateDataKeyPair",
  "lightsail:GetInstanceAccessDetails",
  "lightsail:GetRelationalDatabaseMasterUserPassword",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "redshift:GetClusterCredentials*",
  "redshift:GetIdentityCenterAuthToken",
  "redshift-serverless:GetCredentials",
  "secretsmanager:BatchGetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameterHistory",
  "ssm:GetParametersByPath",
];

/** The actions by which Terraform reads how a service's resources are set up. */
export function configurationReads(service: string): readonly string[] {
  return CONFIGURATION_READS[service] ?? [`${service}:Describe*`, `${service}:Get*`, `${service}:List*`];
}
