import type { GithubConfig } from "../../constructs/identity/github-config";
import type { Environment } from "../../constructs/core/environment";
import { GithubStack } from "../../stacks/github-stack";
import { permissionsOf, roleStatements, type Statement, statements, trustOf } from "../support/policies";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const MINIMAL: GithubConfig = { repository: "example-org/strata", services: ["ec2", "ecs"] };
const PROVIDER = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";

function synthesize(
  github: GithubConfig = MINIMAL,
  {
    provider = "create",
    environment = ENVIRONMENT,
  }: { provider?: "create" | "exists"; environment?: Environment } = {},
): Workspace {
  return synthesizeApp((app) => new GithubStack(app, { environment, github, provider }))["github-test"]!;
}

function subjects(workspace: Workspace, role: string): unknown {
  const [statement] = trustOf(workspace.one("aws_iam_role", `${role}_role`));
  return (statement?.Condition as Record<string, Record<string, unknown>>)["StringEquals"]![
    "token.actions.githubusercontent.com:sub"
  ];
}

function sid(list: readonly Statement[], wanted: string): Statement | undefined {
  return list.find(({ Sid }) => Sid === wanted);
}

describe("the provider of GitHub's tokens", () => {
  test("EW-040: is made for AWS's audience", () => {
    expect(synthesize().one("aws_iam_openid_connect_provider", "provider")).toEqual({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
  });

  test("is only referred to where the account has one already", () => {
    const workspace = synthesize(MINIMAL, { provider: "exists" });

    expect(workspace.ids("aws_iam_openid_connect_provider")).toEqual([]);
    expect(trustOf(workspace.one("aws_iam_role", "plan_role"))[0]?.Principal).toEqual({
      Federated: PROVIDER,
    });
  });
});

describe("whom the roles trust", () => {
  test("EW-040, EW-088: the plan role, pull requests and the deployed branch of this repository", () => {
    expect(trustOf(synthesize().one("aws_iam_role", "plan_role"))).toEqual([
      {
        Sid: "AssumedByGithubActions",
        Effect: "Allow",
        Principal: { Federated: "${aws_iam_openid_connect_provider.provider.arn}" },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": [
              "repo:example-org/strata:pull_request",
              "repo:example-org/strata:ref:refs/heads/main",
            ],
          },
        },
      },
    ]);
  });

  test("EW-049: the deploy role, the environment behind its reviewers, and no pull request", () => {
    const environment: Environment = { ...ENVIRONMENT, protection: "protected" };

    expect(subjects(synthesize(MINIMAL, { environment }), "deploy")).toEqual([
      "repo:example-org/strata:environment:example-test",
    ]);
  });

  test("the deploy role of a disposable environment, also whoever may destroy it", () => {
    expect(subjects(synthesize(), "deploy")).toEqual([
      "repo:example-org/strata:environment:example-test",
      "repo:example-org/strata:environment:example-test-destroy",
    ]);
  });

  test("another branch is trusted in place of main", () => {
    expect(subjects(synthesize({ ...MINIMAL, branch: "release/next" }), "plan")).toEqual([
      "repo:example-org/strata:pull_request",
      "repo:example-org/strata:ref:refs/heads/release/next",
    ]);
  });

  test("immutable subjects are written with their ids", () => {
    const workspace = synthesize({ ...MINIMAL, repository: "example-org@1234/strata@5678" });

    expect(subjects(workspace, "plan")).toEqual([
      "repo:example-org@1234/strata@5678:pull_request",
      "repo:example-org@1234/strata@5678:ref:refs/heads/main",
    ]);
  });

  test("an application role, the named branches and environments of its own repository", () => {
    const workspace = synthesize({
      ...MINIMAL,
      applications: {
        shop: { repository: "example-org/shop", branches: ["main"], environments: ["live"] },
      },
    });

    expect(subjects(workspace, "app-shop")).toEqual([
      "repo:example-org/shop:ref:refs/heads/main",
      "repo:example-org/shop:environment:live",
    ]);
  });

  test.each([
    ["every repository", "*"],
    ["every repository of an owner", "example-org/*"],
    ["every owner", "*/strata"],
    ["a pattern of repositories", "example-org/strat?"],
    ["an owner alone", "example-org"],
    ["a longer subject", "example-org/strata:ref"],
    ["nothing", ""],
  ])("%s is refused", (_case, repository) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, repository }))).toBe(
      `example.test.github.repository: must be exactly one repository of GitHub, without wildcards, got ${
        repository || '""'
      }; write owner and name, like example-org/strata`,
    );
  });

  test("half an immutable subject is refused", () => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, repository: "example-org@1234/strata" }))).toContain(
      "must have the ids of both owner and repository, or neither",
    );
  });

  test.each(["*", "release/*", "refs/heads/", ""])("the branch %p is refused", (branch) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, branch }))).toContain(
      "example.test.github.branch: must be the whole name of one branch, without wildcards",
    );
  });

  test("an application that names neither branch nor environment is refused", () => {
    const applications = { shop: { repository: "example-org/shop" } };

    expect(refusalOf(() => synthesize({ ...MINIMAL, applications }))).toBe(
      "example.test.github.applications.shop: must trust a branch or an environment, got nothing; " +
        "name at least one; a repository as a whole is never trusted",
    );
  });

  test("an environment with a wildcard is refused", () => {
    const applications = { shop: { repository: "example-org/shop", environments: ["*"] } };

    expect(refusalOf(() => synthesize({ ...MINIMAL, applications }))).toContain(
      "must be the whole name of one GitHub environment",
    );
  });
});

describe("the plan role", () => {
  test("EW-046: reads configurations and changes nothing but locks", () => {
    const allowed = roleStatements(synthesize(), "plan_role").filter(({ Effect }) => Effect === "Allow");
    const writes = allowed
      .flatMap(({ Sid, Action }) => [Action].flat().map((action) => `${Sid} ${action}`))
      .filter((entry) => !/:(Describe|Get|List)/.test(entry));

    expect(writes).toEqual([
      "LockStates dynamodb:PutItem",
      "LockStates dynamodb:DeleteItem",
      "UseStateKey kms:Decrypt",
      "UseStateKey kms:GenerateDataKey",
    ]);
  });

  test("reads and locks the states of its own environment alone", () => {
    const list = roleStatements(synthesize(), "plan_role");

    expect(sid(list, "ReadStates")).toEqual({
      Sid: "ReadStates",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::example-state/example/test/*/terraform.tfstate"],
    });
    expect(sid(list, "LockStates")).toEqual({
      Sid: "LockStates",
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
      Resource: ["arn:aws:dynamodb:ap-northeast-1:111111111111:table/example-lock"],
      Condition: {
        "ForAllValues:StringLike": {
          "dynamodb:LeadingKeys": ["example-state/example/test/*/terraform.tfstate"],
        },
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    });
    expect(sid(list, "ReadDigests")).toMatchObject({
      Action: ["dynamodb:GetItem"],
      Condition: {
        "ForAllValues:StringLike": {
          "dynamodb:LeadingKeys": ["example-state/example/test/*/terraform.tfstate-md5"],
        },
      },
    });
    expect(sid(list, "LockStatesByObject")).toBeUndefined();
  });

  test("writes lock objects where the state is locked by objects too", () => {
    const environment = { ...ENVIRONMENT, state: { ...ENVIRONMENT.state, nativeLock: true } };
    const list = roleStatements(synthesize(MINIMAL, { environment }), "plan_role");

    expect(sid(list, "LockStatesByObject")).toEqual({
      Sid: "LockStatesByObject",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: ["arn:aws:s3:::example-state/example/test/*/terraform.tfstate.tflock"],
    });
  });

  test("reads no secret value and uses no key but the state's", () => {
    const list = roleStatements(synthesize(), "plan_role");

    expect(sid(list, "NoContent")).toMatchObject({ Effect: "Deny", Resource: ["*"] });
    expect(sid(list, "NoContent")?.Action).toEqual(
      expect.arrayContaining([
        "secretsmanager:GetSecretValue",
        "secretsmanager:BatchGetSecretValue",
        "ssm:GetParameterHistory",
        "logs:GetLogEvents",
        "dynamodb:Scan",
      ]),
    );
    expect(sid(list, "NoOtherKeys")).toEqual({
      Sid: "NoOtherKeys",
      Effect: "Deny",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncrypt*"],
      Resource: ["*"],
      Condition: { "ForAllValues:StringNotEquals": { "kms:ResourceAliases": ["alias/example-state"] } },
    });
  });

  test("reads the configuration of the system's services, not their content", () => {
    const github = { ...MINIMAL, services: ["secretsmanager", "dynamodb", "elasticloadbalancing"] };
    const read = sid(roleStatements(synthesize(github), "plan_role"), "ReadConfiguration")?.Action;

    expect(read).toEqual(
      expect.arrayContaining([
        "dynamodb:Describe*",
        "elasticloadbalancing:Describe*",
        "elasticloadbalancing:Get*",
        "secretsmanager:DescribeSecret",
        "s3:GetBucket*",
        "iam:Get*",
      ]),
    );
    expect(read).not.toContain("dynamodb:Get*");
    expect(read).not.toContain("secretsmanager:Get*");
    expect(read).not.toContain("s3:GetObject");
  });
});

describe("a layer that reads a secret while it plans", () => {
  const github: GithubConfig = { ...MINIMAL, secretsReadAtPlan: { data: ["/aurora/credentials"] } };

  test("is planned by a role of its own, in pull requests only behind reviewers", () => {
    expect(subjects(synthesize(github), "plan-secrets")).toEqual([
      "repo:example-org/strata:ref:refs/heads/main",
      "repo:example-org/strata:environment:example-test-plan",
    ]);
  });

  test("lets that role read this secret and no other", () => {
    const list = roleStatements(synthesize(github), "plan-secrets_role");

    expect(sid(list, "ReadSecretsOfThePlan")).toEqual({
      Sid: "ReadSecretsOfThePlan",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: ["arn:aws:secretsmanager:ap-northeast-1:111111111111:secret:/aurora/credentials-??????"],
    });
    expect(sid(list, "NoContent")?.Action).not.toContain("secretsmanager:GetSecretValue");
    expect(sid(list, "NoOtherKeys")?.Condition).toEqual({
      "ForAllValues:StringNotEquals": {
        "kms:ResourceAliases": ["alias/example-state", "alias/aws/secretsmanager"],
      },
    });
  });

  test("leaves the plan role without it", () => {
    const list = roleStatements(synthesize(github), "plan_role");

    expect(sid(list, "ReadSecretsOfThePlan")).toBeUndefined();
    expect(sid(list, "NoContent")?.Action).toContain("secretsmanager:GetSecretValue");
  });

  test("without such a layer there is no such role", () => {
    expect(synthesize().ids("aws_iam_role")).toEqual(["deploy_role", "plan_role"]);
  });

  test("a pattern of secrets is refused", () => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, secretsReadAtPlan: { data: ["/aurora/*"] } }))).toContain(
      "example.test.github.secretsReadAtPlan.data[0]: must be one whole name, without wildcards",
    );
  });
});

describe("the deploy role", () => {
  test("EW-047: manages the system's services, and roles and buckets by their names", () => {
    const list = roleStatements(synthesize(), "deploy_role");

    expect(sid(list, "ManageServices")?.Action).toEqual(["ec2:*", "ecs:*"]);
    expect(sid(list, "ManageNamedBuckets")?.Resource).toEqual([
      "arn:aws:s3:::example-test-*",
      "arn:aws:s3:::example-test-*/*",
    ]);
    expect(sid(list, "PassRoles")?.Resource).toEqual(["arn:aws:iam::111111111111:role/example-test-*"]);
  });

  test("manages further names where the config has them", () => {
    const list = roleStatements(synthesize({ ...MINIMAL, resourceNames: ["seeded-role"] }), "deploy_role");

    expect(sid(list, "ManageRoles")?.Resource).toEqual([
      "arn:aws:iam::111111111111:role/example-test-*",
      "arn:aws:iam::111111111111:role/seeded-role",
    ]);
  });

  test("makes only roles within the boundary", () => {
    const list = roleStatements(synthesize(), "deploy_role");

    expect(sid(list, "MakeBoundedRoles")?.Action).toContain("iam:CreateRole");
    expect(sid(list, "MakeBoundedRoles")?.Condition).toEqual({
      StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/example-test-boundary" },
    });
    expect(sid(list, "KeepBoundaries")).toEqual({
      Sid: "KeepBoundaries",
      Effect: "Deny",
      Action: ["iam:DeleteRolePermissionsBoundary"],
      Resource: ["*"],
    });
  });

  test("cannot touch provider, boundary and roles by which GitHub comes in", () => {
    expect(sid(roleStatements(synthesize(), "deploy_role"), "KeepWhatGithubComesInBy")).toEqual({
      Sid: "KeepWhatGithubComesInBy",
      Effect: "Deny",
      Action: ["iam:*"],
      Resource: [
        "arn:aws:iam::111111111111:role/example-test-github-*",
        PROVIDER,
        "arn:aws:iam::111111111111:policy/example-test-boundary",
      ],
    });
  });

  test("cannot destroy the state, nor release locks of other environments", () => {
    const list = roleStatements(synthesize(), "deploy_role");

    expect(sid(list, "KeepStateTable")).toMatchObject({
      Effect: "Deny",
      Resource: ["arn:aws:dynamodb:ap-northeast-1:111111111111:table/example-lock"],
    });
    expect(sid(list, "KeepOtherLocks")?.Condition).toEqual({
      "ForAnyValue:StringNotLike": { "dynamodb:LeadingKeys": ["example-state/example/test/*"] },
    });
    expect(sid(list, "KeepStateKey")?.Effect).toBe("Deny");
  });

  test("manages secrets without reading their values", () => {
    const github = { ...MINIMAL, services: ["secretsmanager", "ssm"] };
    const actions = sid(roleStatements(synthesize(github), "deploy_role"), "ManageServices")?.Action;

    expect(actions).toContain("secretsmanager:Put*");
    expect(actions).not.toContain("secretsmanager:*");
    expect(actions).not.toContain("secretsmanager:GetSecretValue");
    expect(actions).not.toContain("ssm:*");
  });

  test("has no permission on everything", () => {
    const list = roleStatements(synthesize(), "deploy_role").filter(({ Effect }) => Effect === "Allow");

    expect(list.flatMap(({ Action }) => [Action].flat())).not.toContain("*");
  });

  test.each([
    ["iam", "iam, s3 and sts are granted by the names of the environment's resources"],
    ["s3", "iam, s3 and sts are granted by the names of the environment's resources"],
    ["*", "must be the IAM prefix of one AWS service, without wildcards"],
    ["ec2:*", "must be the IAM prefix of one AWS service, without wildcards"],
  ])("the service %s is refused", (service, rule) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, services: [service] }))).toContain(
      `example.test.github.services[0]: ${rule}`,
    );
  });

  test.each([
    ["*", "must be a name, or at least its first 3 characters and then *"],
    ["*-role", "must be a name, or at least its first 3 characters and then *"],
    ["example-st*", "must not cover the bucket of the Terraform state, example-state"],
    ["example-state", "must not cover the bucket of the Terraform state, example-state"],
  ])("the resource name %s is refused", (name, rule) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, resourceNames: [name] }))).toContain(
      `example.test.github.resourceNames[0]: ${rule}`,
    );
  });
});

describe("an application role", () => {
  const github: GithubConfig = {
    ...MINIMAL,
    applications: {
      shop: {
        repository: "example-org/shop",
        branches: ["main"],
        imageRepositories: ["example-test-api"],
        imageTagParameters: ["/example/test/images/api"],
        services: [
          { cluster: "main", service: "api", taskFamily: "api", taskRoles: ["api-task", "api-execution"] },
        ],
        siteBuckets: ["example-test-site"],
        invalidates: "distributions-of-the-environment",
      },
    },
  };

  test("EW-042, EW-043, EW-044: pushes, synchronizes and updates what is named, and nothing else", () => {
    const site = "arn:aws:s3:::example-test-site";
    const service = ["arn:aws:ecs:ap-northeast-1:111111111111:service/main/api"];
    const images = ["arn:aws:ecr:ap-northeast-1:111111111111:repository/example-test-api"];
    const tag = ["arn:aws:ssm:ap-northeast-1:111111111111:parameter/example/test/images/api"];

    expect(permissionsOf(synthesize(github), "app-shop_role")).toEqual({
      "cloudfront:CreateInvalidation": ["arn:aws:cloudfront::111111111111:distribution/*"],
      "cloudfront:GetInvalidation": ["arn:aws:cloudfront::111111111111:distribution/*"],
      "ecr:BatchCheckLayerAvailability": images,
      "ecr:BatchGetImage": images,
      "ecr:CompleteLayerUpload": images,
      "ecr:DescribeImages": images,
      "ecr:GetAuthorizationToken": ["*"],
      "ecr:InitiateLayerUpload": images,
      "ecr:PutImage": images,
      "ecr:UploadLayerPart": images,
      "ecs:DescribeServices": service,
      "ecs:DescribeTaskDefinition": ["*"],
      "ecs:RegisterTaskDefinition": ["arn:aws:ecs:ap-northeast-1:111111111111:task-definition/api:*"],
      "ecs:UpdateService": service,
      "iam:PassRole": [
        "arn:aws:iam::111111111111:role/api-task",
        "arn:aws:iam::111111111111:role/api-execution",
      ],
      "s3:DeleteObject": [`${site}/*`],
      "s3:ListBucket": [site],
      "s3:PutObject": [`${site}/*`],
      "ssm:GetParameter": tag,
      "ssm:PutParameter": tag,
    });
  });

  test("invalidates the distributions of its environment only, and passes roles to tasks only", () => {
    const list = roleStatements(synthesize(github), "app-shop_role");

    expect(sid(list, "InvalidateCaches")?.Condition).toEqual({
      StringEquals: { "aws:ResourceTag/System": "example", "aws:ResourceTag/Environment": "test" },
    });
    expect(sid(list, "PassTaskRoles")?.Condition).toEqual({
      StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    });
  });

  test("may do nothing when nothing is named", () => {
    const workspace = synthesize({
      ...MINIMAL,
      applications: { shop: { repository: "example-org/shop", branches: ["main"] } },
    });

    expect(roleStatements(workspace, "app-shop_role")).toEqual([]);
  });

  test.each([
    ["imageRepositories", { imageRepositories: ["*"] }],
    ["siteBuckets", { siteBuckets: ["example-*"] }],
    ["imageTagParameters", { imageTagParameters: ["/*"] }],
    ["services[0]", { services: [{ cluster: "*", service: "a", taskFamily: "a", taskRoles: [] }] }],
  ])("a wildcard in %s is refused", (place, wide) => {
    const applications = { shop: { repository: "example-org/shop", branches: ["main"], ...wide } };

    expect(refusalOf(() => synthesize({ ...MINIMAL, applications }))).toContain(
      `example.test.github.applications.shop.${place}`,
    );
  });

  test("a key that makes the role's name too long is refused", () => {
    const applications = { ["x".repeat(60)]: { repository: "example-org/shop", branches: ["main"] } };

    expect(refusalOf(() => synthesize({ ...MINIMAL, applications }))).toContain("shorten the key");
  });
});

describe("the stack", () => {
  const wide: GithubConfig = {
    ...MINIMAL,
    services: Array.from(
      { length: 40 },
      (_, index) => `elasticloadbalancing${String.fromCharCode(97 + (index % 26))}${index}`,
    ),
    resourceNames: ["seeded-role-one", "seeded-role-two", "seeded-*"],
    secretsReadAtPlan: { data: ["/aurora/credentials"] },
  };

  test("publishes the roles under stable names", () => {
    expect(Object.keys(synthesize(wide).json["output"]!).sort()).toEqual([
      "deploy_role",
      "plan_role",
      "plan_secrets_role",
      "role_boundary",
    ]);
  });

  test("keeps within what IAM accepts, for systems of 40 services", () => {
    const workspace = synthesize(wide);
    const boundary = workspace.one("aws_iam_policy", "boundary")["policy"] as string;
    const inline = ["plan_role", "plan-secrets_role", "deploy_role"].map((role) =>
      JSON.stringify(roleStatements(workspace, role)),
    );

    expect(boundary.length).toBeLessThan(6144);
    for (const policies of inline) {
      expect(policies.length).toBeLessThan(10_240);
    }
  });

  test("bounds roles by the services, and keeps them from the state", () => {
    const list = statements(synthesize().one("aws_iam_policy", "boundary")["policy"]);

    expect(sid(list, "CeilingOfServices")?.Action).toEqual(["ec2:*", "ecs:*"]);
    expect(sid(list, "NoStates")).toEqual({
      Sid: "NoStates",
      Effect: "Deny",
      Action: ["s3:*"],
      Resource: ["arn:aws:s3:::example-state", "arn:aws:s3:::example-state/*"],
    });
  });

  test("EW-051: makes no user and no access key", () => {
    const workspace = synthesize(wide);

    expect(workspace.ids("aws_iam_user")).toEqual([]);
    expect(workspace.ids("aws_iam_access_key")).toEqual([]);
  });
});
