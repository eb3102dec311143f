import type { Environment } from "../core/environment";
import type { GithubConfig } from "./github-config";
import { githubProviderArn, githubRoleName, roleBoundaryArn } from "./github-names";
import type { PolicyStatement } from "./policy-document";
import { BUCKET_CONFIGURATION_READS } from "./read-actions";
import { allowSecretValues, secretsReadAtPlan } from "./secret-reads";
import { stateAccess, stateProtection } from "./state-access";

/** Services of which a deployment needs less than everything: no secret's value, no shell on an instance. */
const NARROWER: Readonly<Record<string, readonly string[]>> = {
  // What an organization is and what binds its accounts is changed by hand.
  organizations: ["organizations:Describe*", "organizations:List*"],
  secretsmanager: [
    "secretsmanager:CancelRotateSecret",
    "secretsmanager:CreateSecret",
    "secretsmanager:DeleteResourcePolicy",
    "secretsmanager:DeleteSecret",
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetRandomPassword",
    "secretsmanager:GetResourcePolicy",
    "secretsmanager:List*",
    "secretsmanager:Put*",
    "secretsmanager:RestoreSecret",
    "secretsmanager:RotateSecret",
    "secretsmanager:TagResource",
    "secretsmanager:UntagResource",
    "secretsmanager:Update*",
  ],
  ssm: [
    "ssm:*Association*",
    "ssm:*Document*",
    "ssm:*MaintenanceWindow*",
    "ssm:*Parameter*",
    "ssm:*PatchBaseline*",
    "ssm:*Tags*",
    "ssm:Describe*",
    "ssm:List*",
  ],
};

/**
 * What a deployment may do: everything in the services of the system, buckets and roles by their names, and the
 * environment's states. A role that it makes carries the environment's boundary, so that it cannot make one that may
 * do more than itself; its own roles, provider and boundary it cannot touch.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function deployPolicies(
  config: GithubConfig,
  environment: Environment,
): Readonly<Record<string, readonly PolicyStatement[]>> {
  const { services } = config;
  return {
    services: [
      {
        sid: "ManageServices",
        // A resource has no ARN before it is made; the account holds this environment, and the list its services.
        actions: serviceActions(services),
        resources: ["*"],
      },
      { sid: "ReadBuckets", actions: BUCKET_CONFIGURATION_READS, resources: ["*"] },
      {
        sid: "ManageNamedBuckets",
        actions: ["s3:*"],
        resources: bucketArns(bucketNames(config, environment)),
      },
      ...allowSecretValues(secretsReadAtPlan(config, environment)),
      ...(config.settings === "account" ? [blockStatement("KeepBlocksOfPublicBuckets")] : []),
    ],
    identity: [
      ...identityStatements(config, environment),
      ...(config.settings === "account" ? accountStatements(environment) : []),
    ],
    state: [...stateAccess(environment, "write"), ...stateProtection(environment)],
  };
}

/**
 * The ceiling of every role that a deployment makes. It grants nothing: such a role may do what its own policies say
 * and this allows.
 */
export function boundaryStatements(
  config: GithubConfig,
  environment: Environment,
): readonly PolicyStatement[] {
  const names = resourceNames(config, environment);
  return [
    {
      sid: "CeilingOfServices",
      actions: [...new Set(config.services)].sort().map((service) => `${service}:*`),
      resources: ["*"],
    },
    // Service roles read images and files from buckets of AWS's own, so reading is not tied to names.
    { sid: "CeilingOfBuckets", actions: ["s3:Get*", "s3:List*"], resources: ["*"] },
    {
      sid: "CeilingOfNamedBuckets",
      actions: ["s3:*"],
      resources: bucketArns(bucketNames(config, environment)),
    },
    ...foreignBucketStatements(config),
    // What repairs public buckets does so whatever they are called.
    ...(config.settings === "account" ? [blockStatement("CeilingOfBlocksOfPublicBuckets")] : []),
    {
      sid: "CeilingOfRoles",
      actions: ["iam:PassRole", "sts:AssumeRole"],
      resources: names.map((name) => `arn:aws:iam::${environment.account}:role/${name}`),
    },
    { sid: "CeilingOfIdentity", actions: ["sts:GetCallerIdentity"], resources: ["*"] },
    {
      sid: "NoStates",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [`arn:aws:s3:::${environment.state.bucket}`, `arn:aws:s3:::${environment.state.bucket}/*`],
    },
    {
      sid: "NoGithubRoles",
      effect: "Deny",
      actions: ["iam:PassRole", "sts:AssumeRole"],
      resources: [ownRoles(environment)],
    },
    ...stateProtection(environment),
  ];
}

/** Closing of buckets, which opens nothing. */
function blockStatement(sid: string): PolicyStatement {
  return {
    sid,
    actions: ["s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
    resources: ["*"],
  };
}

/** What is set once for an account, which AWS knows by no ARN, and roles that its services make for themselves. */
function accountStatements({ account }: Environment): readonly PolicyStatement[] {
  return [
    {
      sid: "KeepPasswordPolicy",
      actions: ["iam:DeleteAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"],
      resources: ["*"],
    },
    {
      sid: "KeepServiceLinkedRoles",
      actions: ["iam:DeleteServiceLinkedRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateRoleDescription"],
      resources: [`arn:aws:iam::${account}:role/aws-service-role/*`],
    },
  ];
}

/** Names, or beginnings of names with `*`, of what a deployment may make in IAM and S3. */
export function resourceNames(
  { resourceNames: further = [] }: GithubConfig,
  { system, name }: Environment,
): readonly string[] {
  return [`${system}-${name}`, `${system}-${name}-*`, ...further];
}

/** The same for buckets, of which some are called otherwise. */
export function bucketNames(config: GithubConfig, environment: Environment): readonly string[] {
  return [...resourceNames(config, environment), ...(config.bucketNames ?? [])];
}

function bucketArns(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]);
}

/** What another account's bucket admits is said there; this lets roles use it. */
function foreignBucketStatements({ foreignBuckets = [] }: GithubConfig): readonly PolicyStatement[] {
  return foreignBuckets.length === 0
    ? []
    : [
        {
          sid: "CeilingOfForeignBuckets",
          actions: ["s3:PutObject", "s3:PutObjectAcl"],
          resources: foreignBuckets.map((name) => `arn:aws:s3:::${name}/*`),
        },
      ];
}

function serviceActions(services: readonly string[]): readonly string[] {
  return [...new Set(services)].sort().flatMap((service) => NARROWER[service] ?? [`${service}:*`]);
}

function identityStatements(config: GithubConfig, environment: Environment): readonly PolicyStatement[] {
  const { account } = environment;
  const boundary = roleBoundaryArn(environment);
  const arns = (kind: string): readonly string[] =>
    resourceNames(config, environment).map((name) => `arn:aws:iam::${account}:${kind}/${name}`);

  return [
    { sid: "ReadIdentity", actions: ["iam:Get*", "iam:List*"], resources: ["*"] },
    {
      sid: "MakeBoundedRoles",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      resources: arns("role"),
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundary } },
    },
    {
      sid: "ManageRoles",
      actions: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: arns("role"),
    },
    { sid: "PassRoles", actions: ["iam:PassRole"], resources: arns("role") },
    {
      sid: "ManageInstanceProfiles",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
      resources: arns("instance-profile"),
    },
    {
      sid: "ManagePolicies",
      actions: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      resources: arns("policy"),
    },
    {
      sid: "MakeServiceLinkedRoles",
      // Trust and permissions of these are AWS's own.
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${account}:role/aws-service-role/*`],
    },
    {
      sid: "KeepWhatGithubComesInBy",
      effect: "Deny",
      actions: ["iam:*"],
      resources: [ownRoles(environment), githubProviderArn(environment), boundary],
    },
    {
      sid: "KeepBoundaries",
      effect: "Deny",
      actions: ["iam:DeleteRolePermissionsBoundary"],
      resources: ["*"],
    },
  ];
}

function ownRoles(environment: Environment): string {
  return `arn:aws:iam::${environment.account}:role/${githubRoleName(environment, "app-")}`.replace(
    /app-$/,
    "*",
  );
}
