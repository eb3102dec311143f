import type { GithubConfig } from "../../constructs/identity/github-config";
import type { Environment } from "../../constructs/core/environment";
import { roleStatements, trustOf } from "../support/policies";
import { ENVIRONMENT, refusalOf } from "../support/synthesis";
import { MINIMAL, PROVIDER, sid, subjects, synthesize } from "./github";

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

  test("reads the objects that Terraform itself keeps, in the named folders alone", () => {
    const github = { ...MINIMAL, foldersReadAtPlan: ["example-checks/script"] };

    expect(sid(roleStatements(synthesize(github), "plan_role"), "ReadObjectsOfTerraform")).toEqual({
      Sid: "ReadObjectsOfTerraform",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectTagging"],
      Resource: ["arn:aws:s3:::example-checks/script/*"],
    });
    expect(sid(roleStatements(synthesize(), "plan_role"), "ReadObjectsOfTerraform")).toBeUndefined();
    expect(refusalOf(() => synthesize({ ...MINIMAL, foldersReadAtPlan: ["example-*"] }))).toContain(
      "foldersReadAtPlan[0]: must be one whole name, without wildcards",
    );
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
