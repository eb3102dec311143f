import type { Environment } from "../../constructs/core/environment";
import { DeliveryStack, type DeliveryStackProps } from "../../stacks/delivery-stack";
import { DELIVERY, IMAGES, IN_REGION, REGISTRY_HOST } from "../support/pipeline-fixture";
import { permissionsOf, roleStatements, statements, trustOf } from "../support/policies";
import { type Attributes, ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

function synthesize(overrides: Partial<DeliveryStackProps> = {}): Workspace {
  return synthesizeApp((app) => new DeliveryStack(app, { ...DELIVERY, ...overrides }))["delivery-test"]!;
}

interface Action {
  readonly name: string;
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly run_order?: number;
  readonly namespace?: string;
  readonly configuration: Readonly<Record<string, string>>;
  readonly input_artifacts?: readonly string[];
  readonly output_artifacts?: readonly string[];
}
interface Stage {
  readonly name: string;
  readonly action: readonly Action[];
}

function stages(of: Workspace): readonly [Stage, Stage, Stage] {
  return of.one("aws_codepipeline", "pipeline_pipeline")["stage"] as [Stage, Stage, Stage];
}

function variables(project: Attributes): Readonly<Record<string, string>> {
  const { environment_variable: list } = project["environment"] as {
    environment_variable: readonly { name: string; value: string }[];
  };
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

let workspace: Workspace;
beforeAll(() => {
  workspace = synthesize();
});

describe("the source", () => {
  test("SW-065, SW-066: is a CodeCommit repository whose branch main is delivered", () => {
    expect(workspace.one("aws_codecommit_repository", "source_repository")).toEqual({
      repository_name: "x-code",
      description: "Code of example-test",
      default_branch: "main",
    });
    expect(workspace.json["output"]).toHaveProperty("source_clone_url");
  });

  test("SW-067, SW-D25: a push to main starts the pipeline by an event", () => {
    const rule = workspace.one("aws_cloudwatch_event_rule", "source_push");

    expect(rule["name"]).toBe("example-test-push");
    expect(JSON.parse(rule["event_pattern"] as string)).toEqual({
      source: ["aws.codecommit"],
      "detail-type": ["CodeCommit Repository State Change"],
      resources: ["${aws_codecommit_repository.source_repository.arn}"],
      detail: {
        event: ["referenceCreated", "referenceUpdated"],
        referenceType: ["branch"],
        referenceName: ["main"],
      },
    });
    expect(workspace.one("aws_cloudwatch_event_target", "source_push-target")).toEqual({
      rule: "${aws_cloudwatch_event_rule.source_push.name}",
      arn: "${aws_codepipeline.pipeline_pipeline.arn}",
      role_arn: "${aws_iam_role.source_push-role_role.arn}",
    });
  });

  test("SW-D25: the event's role may start this pipeline only", () => {
    expect(permissionsOf(workspace, "source_push-role_role")).toEqual({
      "codepipeline:StartPipelineExecution": ["${aws_codepipeline.pipeline_pipeline.arn}"],
    });
    expect(trustOf(workspace.one("aws_iam_role", "source_push-role_role"))[0]?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": `arn:aws:events:${IN_REGION}:rule/example-test-push` },
    });
  });

  test("a protected environment's code cannot be destroyed by Terraform", () => {
    const environment: Environment = { ...ENVIRONMENT, protection: "protected" };

    expect(
      synthesize({ environment }).one("aws_codecommit_repository", "source_repository")["lifecycle"],
    ).toEqual({ prevent_destroy: true });
  });

  test("SW-D24: a repository behind a connection takes its place without another change", () => {
    const connectionArn = `arn:aws:codeconnections:${IN_REGION}:connection/1`;
    const connected = synthesize({
      source: { kind: "connection", connectionArn, repository: "example/web", branch: "release" },
    });

    expect(connected.ids("aws_codecommit_repository")).toEqual([]);
    expect(connected.ids("aws_cloudwatch_event_rule")).toEqual([]);
    expect(stages(connected)[0].action[0]).toMatchObject({
      provider: "CodeStarSourceConnection",
      configuration: {
        ConnectionArn: connectionArn,
        FullRepositoryId: "example/web",
        BranchName: "release",
        DetectChanges: "true",
      },
    });
    expect(permissionsOf(connected, "pipeline_service_role")).toMatchObject({
      "codeconnections:UseConnection": [connectionArn],
    });
    expect(stages(connected).slice(1)).toEqual(stages(workspace).slice(1));
  });

  test("another branch of CodeCommit can be delivered", () => {
    const released = synthesize({ source: { kind: "codecommit", repositoryName: "x", branch: "release" } });

    expect(stages(released)[0].action[0]?.configuration["BranchName"]).toBe("release");
    expect(released.one("aws_cloudwatch_event_rule", "source_push")["event_pattern"]).toContain(
      '"referenceName":["release"]',
    );
  });
});

describe("the pipeline", () => {
  test("SW-068: has the stages Source, Build and Deploy in this order", () => {
    expect(stages(workspace).map(({ name }) => name)).toEqual(["Source", "Build", "Deploy"]);
  });

  test("SW-066, SW-067, SW-069: takes main from CodeCommit without polling", () => {
    expect(stages(workspace)[0].action).toEqual([
      {
        name: "Source",
        category: "Source",
        owner: "AWS",
        provider: "CodeCommit",
        version: "1",
        namespace: "Source",
        configuration: {
          RepositoryName: "${aws_codecommit_repository.source_repository.repository_name}",
          BranchName: "main",
          PollForSourceChanges: "false",
        },
        output_artifacts: ["source"],
      },
    ]);
  });

  test("SW-070: builds with CodeBuild, which is told the commit", () => {
    const [build] = stages(workspace)[1].action;

    expect(build).toMatchObject({
      category: "Build",
      provider: "CodeBuild",
      input_artifacts: ["source"],
      output_artifacts: ["build"],
      configuration: { ProjectName: "${aws_codebuild_project.build_project.name}" },
    });
    expect(JSON.parse(build!.configuration["EnvironmentVariables"]!)).toEqual([
      { name: "IMAGE_TAG", value: "#{Source.CommitId}", type: "PLAINTEXT" },
    ]);
  });

  test.each(["frontend", "backend"])(
    "SW-071, SW-072, SW-073: updates the service %s by ECS's own rolling",
    (key) => {
      expect(stages(workspace)[2].action.find(({ name }) => name === `Deploy-${key}`)).toEqual({
        name: `Deploy-${key}`,
        category: "Deploy",
        owner: "AWS",
        provider: "ECS",
        version: "1",
        run_order: 1,
        input_artifacts: ["build"],
        configuration: {
          ClusterName: "cluster",
          ServiceName: `${key}-service`,
          FileName: `imagedefinitions-${key}.json`,
          DeploymentTimeout: "20",
        },
      });
    },
  );

  test("verifies what runs after all services were updated", () => {
    expect(stages(workspace)[2].action.at(-1)).toMatchObject({
      name: "Verify",
      category: "Test",
      provider: "CodeBuild",
      run_order: 2,
      configuration: { ProjectName: "${aws_codebuild_project.verify_project.name}" },
    });
  });

  test("SW-084: its role may fetch, build and deploy these parts, and pass the services' roles to ECS tasks only", () => {
    const services = ["frontend", "backend"].map(
      (key) => `arn:aws:ecs:${IN_REGION}:service/cluster/${key}-service`,
    );
    const artifacts = "${aws_s3_bucket.pipeline_artifacts_bucket.arn}";
    const source = ["${aws_codecommit_repository.source_repository.arn}"];
    const projects = [
      "${aws_codebuild_project.build_project.arn}",
      "${aws_codebuild_project.verify_project.arn}",
    ];

    expect(permissionsOf(workspace, "pipeline_service_role")).toEqual({
      "codebuild:BatchGetBuilds": projects,
      "codebuild:StartBuild": projects,
      "codecommit:CancelUploadArchive": source,
      "codecommit:GetBranch": source,
      "codecommit:GetCommit": source,
      "codecommit:GetUploadArchiveStatus": source,
      "codecommit:UploadArchive": source,
      "ecs:DescribeServices": services,
      "ecs:DescribeTaskDefinition": ["*"],
      "ecs:DescribeTasks": [`arn:aws:ecs:${IN_REGION}:task/cluster/*`],
      "ecs:ListTasks": ["*"],
      "ecs:RegisterTaskDefinition": ["*"],
      "ecs:TagResource": [
        `arn:aws:ecs:${IN_REGION}:task-definition/x-frontend:*`,
        `arn:aws:ecs:${IN_REGION}:task-definition/x-backend:*`,
      ],
      "ecs:UpdateService": services,
      "iam:PassRole": ["frontend", "backend"].flatMap((key) =>
        ["task", "execution"].map((use) => `arn:aws:iam::111111111111:role/x-${key}-${use}`),
      ),
      "s3:GetBucketLocation": [artifacts],
      "s3:GetBucketVersioning": [artifacts],
      "s3:GetObject": [`${artifacts}/*`],
      "s3:GetObjectVersion": [`${artifacts}/*`],
      "s3:PutObject": [`${artifacts}/*`],
    });

    const conditions = Object.fromEntries(
      roleStatements(workspace, "pipeline_service_role").map(({ Sid, Condition }) => [Sid, Condition]),
    );
    expect(conditions["PassTaskRoles"]).toEqual({
      StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    });
    expect(conditions["TagRevisions"]).toEqual({
      StringEquals: { "ecs:CreateAction": "RegisterTaskDefinition" },
    });
    expect(conditions["FindTasks"]).toEqual({
      ArnEquals: { "ecs:cluster": `arn:aws:ecs:${IN_REGION}:cluster/cluster` },
    });
  });

  test("SW-084: pipeline and builds have roles of their own, each for itself alone", () => {
    const sources = {
      pipeline_service_role: ["codepipeline.amazonaws.com", `arn:aws:codepipeline:${IN_REGION}:example-test`],
      build_service_role: [
        "codebuild.amazonaws.com",
        `arn:aws:codebuild:${IN_REGION}:project/example-test-build`,
      ],
      verify_service_role: [
        "codebuild.amazonaws.com",
        `arn:aws:codebuild:${IN_REGION}:project/example-test-verify`,
      ],
    };
    for (const [id, [service, arn]] of Object.entries(sources)) {
      expect(trustOf(workspace.one("aws_iam_role", id))[0]).toMatchObject({
        Principal: { Service: service },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": arn },
        },
      });
    }
    expect(workspace.one("aws_codepipeline", "pipeline_pipeline")["role_arn"]).toBe(
      "${aws_iam_role.pipeline_service_role.arn}",
    );
    expect(workspace.one("aws_codebuild_project", "build_project")["service_role"]).toBe(
      "${aws_iam_role.build_service_role.arn}",
    );
  });

  test("artifacts lie in a private, encrypted bucket and expire", () => {
    expect(workspace.one("aws_s3_bucket", "pipeline_artifacts_bucket")).toMatchObject({
      bucket: "example-test-artifacts-111111111111",
      force_destroy: true,
    });
    expect(
      workspace.one("aws_s3_bucket_server_side_encryption_configuration", "pipeline_artifacts_encryption")[
        "rule"
      ],
    ).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
    expect(
      workspace.one("aws_s3_bucket_lifecycle_configuration", "pipeline_artifacts_lifecycle")["rule"],
    ).toContainEqual(expect.objectContaining({ id: "old-artifacts", expiration: [{ days: 30 }] }));
  });
});

describe("the build", () => {
  test("SW-077, SW-D29: runs Docker in a privileged container outside the VPC", () => {
    const project = workspace.one("aws_codebuild_project", "build_project");

    expect(project).toMatchObject({
      name: "example-test-build",
      environment: {
        type: "LINUX_CONTAINER",
        compute_type: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        privileged_mode: true,
      },
      artifacts: { type: "CODEPIPELINE" },
    });
    expect(project["vpc_config"]).toBeUndefined();
  });

  test("SW-074 to SW-079: does what the buildspec of the repository says, which Terraform takes as it is", () => {
    const { buildspec } = workspace.one("aws_codebuild_project", "build_project")["source"] as {
      buildspec: string;
    };

    expect(buildspec.replaceAll("$${", () => "${")).toBe(DELIVERY.buildspecs.build);
    expect(buildspec).not.toMatch(/(?<!\$)\$\{/);
  });

  test("SW-080, SW-081, SW-082: is told which images it builds, for which services, and where the site goes", () => {
    expect(variables(workspace.one("aws_codebuild_project", "build_project"))).toEqual({
      REGISTRY: REGISTRY_HOST,
      IMAGES:
        `frontend,frontend,${REGISTRY_HOST}/x-frontend backend,backend,${REGISTRY_HOST}/x-backend ` +
        `sidecar,images/db-sidecar,${REGISTRY_HOST}/x-sidecar`,
      SERVICES:
        `frontend=frontend@${REGISTRY_HOST}/x-frontend ` +
        `backend=backend@${REGISTRY_HOST}/x-backend,sidecar@${REGISTRY_HOST}/x-sidecar`,
      SITE_DIRECTORY: "frontend/dist",
      SITE_BUCKET: "x-site",
      DISTRIBUTION_ID: "E1",
    });
  });

  test("SW-078, SW-084, SW-D28: may push the images, publish the site and renew its cache", () => {
    const repositories = IMAGES.map((image) => `arn:aws:ecr:${IN_REGION}:repository/x-${image}`);
    const artifacts = "${aws_s3_bucket.pipeline_artifacts_bucket.arn}";

    expect(permissionsOf(workspace, "build_service_role")).toEqual({
      "cloudfront:CreateInvalidation": ["arn:aws:cloudfront::111111111111:distribution/E1"],
      "ecr:BatchCheckLayerAvailability": repositories,
      "ecr:CompleteLayerUpload": repositories,
      "ecr:GetAuthorizationToken": ["*"],
      "ecr:InitiateLayerUpload": repositories,
      "ecr:PutImage": repositories,
      "ecr:UploadLayerPart": repositories,
      "logs:CreateLogStream": ["${aws_cloudwatch_log_group.build_logs_group.arn}:*"],
      "logs:PutLogEvents": ["${aws_cloudwatch_log_group.build_logs_group.arn}:*"],
      "s3:GetBucketLocation": [artifacts],
      "s3:GetBucketVersioning": [artifacts],
      "s3:GetObject": [`${artifacts}/*`],
      "s3:GetObjectVersion": [`${artifacts}/*`],
      "s3:ListBucket": ["arn:aws:s3:::x-site"],
      "s3:PutObject": expect.anything(),
    });
    expect(
      roleStatements(workspace, "build_service_role").find(({ Sid }) => Sid === "PublishSite")?.Resource,
    ).toEqual(["arn:aws:s3:::x-site/*"]);
  });

  test("SW-050: keeps its logs for the given days", () => {
    for (const project of ["build", "verify"]) {
      expect(workspace.one("aws_cloudwatch_log_group", `${project}_logs_group`)).toEqual({
        name: `/aws/codebuild/example-test-${project}`,
        retention_in_days: 3,
      });
    }
  });

  test("without a site it may touch none", () => {
    const bare = synthesize({ site: undefined });

    expect(variables(bare.one("aws_codebuild_project", "build_project"))).not.toHaveProperty("SITE_BUCKET");
    expect(permissionsOf(bare, "build_service_role")).not.toHaveProperty("cloudfront:CreateInvalidation");
    expect(bare.ids("aws_iam_role_policy")).not.toContain("build_publish-site");
  });
});

describe("the verification", () => {
  test("is told the services by name and the parameters of their images, and needs no Docker", () => {
    const project = workspace.one("aws_codebuild_project", "verify_project");

    expect(project["environment"]).toMatchObject({ privileged_mode: false });
    expect(variables(project)).toEqual({
      CLUSTER: "cluster",
      SERVICES:
        `frontend-service=frontend@${REGISTRY_HOST}/x-frontend ` +
        `backend-service=backend@${REGISTRY_HOST}/x-backend,sidecar@${REGISTRY_HOST}/x-sidecar`,
      IMAGE_TAG_PARAMETERS: "/x/images/frontend /x/images/backend /x/images/sidecar",
    });
  });

  test("alone may record the tags", () => {
    const parameters = IMAGES.map((image) => `arn:aws:ssm:${IN_REGION}:parameter/x/images/${image}`);
    const writers = Object.entries(workspace.all("aws_iam_role_policy"))
      .filter(([, { policy }]) =>
        statements(policy).some(({ Action }) => Action.includes("ssm:PutParameter")),
      )
      .map(([id]) => id);

    expect(permissionsOf(workspace, "verify_service_role")["ssm:PutParameter"]).toEqual(parameters);
    expect(writers).toEqual(["verify_verify-services"]);
  });
});

describe("values that do not fit together", () => {
  test("an image that runs but is never built is refused", () => {
    expect(
      refusalOf(() => synthesize({ imageDirectories: { frontend: "frontend", backend: "backend" } })),
    ).toBe(
      "delivery.imageDirectories.sidecar: each image that a service runs is built, got nothing; " +
        "say in which directory its Dockerfile lies",
    );
  });

  test("an image that is built for no repository is refused", () => {
    expect(
      refusalOf(() => synthesize({ imageDirectories: { ...DELIVERY.imageDirectories, worker: "worker" } })),
    ).toContain("delivery.imageDirectories.worker: each image that is built has a repository, got worker");
  });

  test("the name of a buildspec instead of its text is refused", () => {
    expect(
      refusalOf(() => synthesize({ buildspecs: { ...DELIVERY.buildspecs, build: "buildspec.yml" } })),
    ).toContain("is the text of a buildspec of version 0.2, got buildspec.yml; pass the file's content");
  });

  test("no service to update is refused", () => {
    expect(refusalOf(() => synthesize({ service: { ...DELIVERY.service, services: {} } }))).toContain(
      "pipeline.services: a pipeline updates at least one service, got nothing",
    );
  });
});
