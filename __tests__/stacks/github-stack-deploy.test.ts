import type { GithubConfig } from "../../constructs/identity/github-config";
import { permissionsOf, roleStatements, statements } from "../support/policies";
import { refusalOf } from "../support/synthesis";
import { MINIMAL, PROVIDER, sid, synthesize } from "./github";

describe("the deploy role", () => {
  test("EW-047: manages the system's services, and roles and buckets by their names", () => {
    const list = roleStatements(synthesize(), "deploy_role");

    expect(sid(list, "ManageServices")?.Action).toEqual(["ec2:*", "ecs:*"]);
    expect(sid(list, "ManageNamedBuckets")?.Resource).toEqual([
      "arn:aws:s3:::example-test",
      "arn:aws:s3:::example-test/*",
      "arn:aws:s3:::example-test-*",
      "arn:aws:s3:::example-test-*/*",
    ]);
    expect(sid(list, "PassRoles")?.Resource).toEqual([
      "arn:aws:iam::111111111111:role/example-test",
      "arn:aws:iam::111111111111:role/example-test-*",
    ]);
  });

  test("manages further names where the config has them", () => {
    const list = roleStatements(synthesize({ ...MINIMAL, resourceNames: ["seeded-role"] }), "deploy_role");

    expect(sid(list, "ManageRoles")?.Resource).toEqual([
      "arn:aws:iam::111111111111:role/example-test",
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

describe("further values of an environment", () => {
  test("names of buckets alone are no names of roles", () => {
    const workspace = synthesize({ ...MINIMAL, bucketNames: ["seeded-bucket"] });
    const list = roleStatements(workspace, "deploy_role");

    expect(sid(list, "ManageNamedBuckets")?.Resource).toContain("arn:aws:s3:::seeded-bucket/*");
    expect(sid(list, "ManageRoles")?.Resource).not.toContain("arn:aws:iam::111111111111:role/seeded-bucket");
  });

  test("buckets of other accounts are open to roles as far as their own policies say, not to deployments", () => {
    const workspace = synthesize({ ...MINIMAL, foreignBuckets: ["archive"] });
    const ceiling = statements(workspace.one("aws_iam_policy", "boundary")["policy"]);

    expect(sid(ceiling, "CeilingOfForeignBuckets")?.Resource).toEqual(["arn:aws:s3:::archive/*"]);
    expect(JSON.stringify(roleStatements(workspace, "deploy_role"))).not.toContain("archive");
    expect(
      sid(statements(synthesize().one("aws_iam_policy", "boundary")["policy"]), "CeilingOfForeignBuckets"),
    ).toBeUndefined();
  });

  test("what an account has once is kept where the config says so, and nowhere else", () => {
    const settings = (github: GithubConfig): readonly (string | undefined)[] =>
      ["KeepPasswordPolicy", "KeepServiceLinkedRoles", "KeepBlocksOfPublicBuckets"].map(
        (name) => sid(roleStatements(synthesize(github), "deploy_role"), name)?.Effect,
      );

    expect(settings({ ...MINIMAL, settings: "account" })).toEqual(["Allow", "Allow", "Allow"]);
    expect(settings(MINIMAL)).toEqual([undefined, undefined, undefined]);
  });

  test("an organization is read and not changed", () => {
    const list = roleStatements(synthesize({ ...MINIMAL, services: ["organizations"] }), "deploy_role");

    expect(sid(list, "ManageServices")?.Action).toEqual(["organizations:Describe*", "organizations:List*"]);
  });

  test.each([
    ["bucketNames", "*", "must be a name, or at least its first 3 characters and then *"],
    ["bucketNames", "example-st*", "must not cover the bucket of the Terraform state, example-state"],
    ["foreignBuckets", "archive-*", "must be one whole name, without wildcards"],
  ])("%s %s is refused", (field, name, rule) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, [field]: [name] }))).toContain(
      `example.test.github.${field}[0]: ${rule}`,
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

  test("EN-305: finds images that come as copies, and pushes none", () => {
    const shop = { repository: "example-org/shop", branches: ["main"], deployedImages: ["example-api"] };
    const allowed = permissionsOf(synthesize({ ...MINIMAL, applications: { shop } }), "app-shop_role");

    expect(allowed).toEqual({
      "ecr:DescribeImages": ["arn:aws:ecr:ap-northeast-1:111111111111:repository/example-api"],
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
    ["deployedImages", { deployedImages: ["example-*"] }],
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
