import { projectFile } from "../../../systems/project-file";
import { permissionsOf, roleStatements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { type Layers, only, output, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

interface Action {
  readonly name: string;
  readonly category: string;
  readonly configuration: Readonly<Record<string, string>>;
}
interface Stage {
  readonly name: string;
  readonly action: readonly Action[];
}

const IMAGES = ["frontend", "backend", "sidecar"];
const SERVICES = ["frontend", "backend"];
const CLUSTER = "${aws_ecs_cluster.cluster_cluster.name}";
const urlOf = (image: string) => `\${aws_ecr_repository.${image}-images_repository.repository_url}`;
const repositoryArns = IMAGES.map((image) => `\${aws_ecr_repository.${image}-images_repository.arn}`);

describe.each([
  { environment: "dev", account: "111111111111", keepImages: 10 },
  { environment: "prod", account: "222222222222", keepImages: 30 },
])("serverless-web, delivery of $environment", ({ environment, account, keepImages }) => {
  let delivery: Workspace;
  let registry: Workspace;
  beforeAll(() => {
    delivery = layersOf(environment).of("delivery");
    registry = layersOf(environment).of("registry");
  });
  const pipeline = () => only(delivery, "aws_codepipeline");
  const stages = () => pipeline()["stage"] as readonly Stage[];
  const actions = (name: string) => stages().find((stage) => stage.name === name)?.action;
  const project = (key: string) => delivery.one("aws_codebuild_project", `${key}_project`);
  const variables = (key: string) => {
    const { environment_variable: list } = project(key)["environment"] as {
      environment_variable: readonly { name: string; value: string }[];
    };
    return Object.fromEntries(list.map(({ name, value }) => [name, value]));
  };

  it("SW-065 SW-066 SW-D24 has a CodeCommit repository whose branch is main", () => {
    expect(only(delivery, "aws_codecommit_repository")).toMatchObject({
      repository_name: "serverless-web",
      default_branch: "main",
    });
    expect(output(delivery, "source_clone_url")).toBe(
      "${aws_codecommit_repository.source_repository.clone_url_http}",
    );
  });

  it("SW-067 SW-D25 starts at a push to main, told by EventBridge with a role that can do this alone", () => {
    const rule = only(delivery, "aws_cloudwatch_event_rule");
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
    expect(only(delivery, "aws_cloudwatch_event_target")).toEqual({
      rule: "${aws_cloudwatch_event_rule.source_push.name}",
      arn: "${aws_codepipeline.pipeline_pipeline.arn}",
      role_arn: "${aws_iam_role.source_push-role_role.arn}",
    });
    expect(permissionsOf(delivery, "source_push-role_role")).toEqual({
      "codepipeline:StartPipelineExecution": ["${aws_codepipeline.pipeline_pipeline.arn}"],
    });
  });

  it("SW-068 goes from Source by Build to Deploy", () => {
    expect(stages().map(({ name }) => name)).toEqual(["Source", "Build", "Deploy"]);
  });

  it("SW-066 SW-067 SW-069 takes main from CodeCommit without polling", () => {
    expect(actions("Source")).toMatchObject([
      {
        category: "Source",
        owner: "AWS",
        provider: "CodeCommit",
        configuration: {
          RepositoryName: "${aws_codecommit_repository.source_repository.repository_name}",
          BranchName: "main",
          PollForSourceChanges: "false",
        },
      },
    ]);
  });

  it("SW-070 SW-D27 builds by CodeBuild, which knows the commit as the images' tag", () => {
    expect(actions("Build")).toMatchObject([
      {
        category: "Build",
        owner: "AWS",
        provider: "CodeBuild",
        configuration: {
          ProjectName: "${aws_codebuild_project.build_project.name}",
          EnvironmentVariables: JSON.stringify([
            { name: "IMAGE_TAG", value: "#{Source.CommitId}", type: "PLAINTEXT" },
          ]),
        },
      },
    ]);
  });

  it("SW-071 SW-073 updates both services, then verifies what runs", () => {
    const update = (key: string) => ({
      category: "Deploy",
      owner: "AWS",
      provider: "ECS",
      run_order: 1,
      configuration: {
        ClusterName: CLUSTER,
        ServiceName: `\${aws_ecs_service.${key}-service_service.name}`,
        FileName: `imagedefinitions-${key}.json`,
      },
    });
    expect(actions("Deploy")).toMatchObject([
      ...SERVICES.map(update),
      {
        category: "Test",
        provider: "CodeBuild",
        run_order: 2,
        configuration: { ProjectName: "${aws_codebuild_project.verify_project.name}" },
      },
    ]);
  });

  it.each([
    ["build", "buildspec.yml"],
    ["verify", "buildspec.verify.yml"],
  ])("SW-074 to SW-079 SW-D26 runs in %s what %s says, in which Terraform fills in nothing", (key, file) => {
    const { type, buildspec } = project(key)["source"] as { type: string; buildspec: string };
    expect(type).toBe("CODEPIPELINE");
    // Terraform reads $${ as the shell's ${.
    expect(buildspec.replaceAll("$${", () => "${")).toBe(projectFile(`systems/serverless-web/${file}`));
    expect(buildspec.match(/(?<!\$)\$\{|%\{/g)).toBeNull();
  });

  it("SW-077 SW-D29 can build images, outside the VPC", () => {
    expect(project("build")["environment"]).toMatchObject({ privileged_mode: true, type: "LINUX_CONTAINER" });
    expect(project("build")).not.toHaveProperty("vpc_config");
  });

  it("SW-079 SW-080 SW-081 SW-082 SW-D28 tells the build which images, services and site there are", () => {
    expect(variables("build")).toEqual({
      REGISTRY: `${account}.dkr.ecr.ap-northeast-1.amazonaws.com`,
      IMAGES: [
        `frontend,frontend,${urlOf("frontend")}`,
        `backend,backend,${urlOf("backend")}`,
        `sidecar,images/db-sidecar,${urlOf("sidecar")}`,
      ].join(" "),
      SERVICES: [
        `frontend=frontend@${urlOf("frontend")}`,
        `backend=backend@${urlOf("backend")},sidecar@${urlOf("sidecar")}`,
      ].join(" "),
      SITE_DIRECTORY: "frontend/dist",
      SITE_BUCKET: "${aws_s3_bucket.site_bucket.id}",
      DISTRIBUTION_ID: "${aws_cloudfront_distribution.cdn_distribution.id}",
    });
  });

  it("SW-078 SW-084 lets the build push images, publish the site, log, and nothing else", () => {
    const artifacts = "${aws_s3_bucket.pipeline_artifacts_bucket.arn}";
    const logs = ["${aws_cloudwatch_log_group.build_logs_group.arn}:*"];
    const may = Object.fromEntries(
      roleStatements(delivery, "build_service_role").map(({ Sid, Action, Resource }) => [
        Sid,
        [Action, Resource],
      ]),
    );
    expect(may).toEqual({
      LogIn: [["ecr:GetAuthorizationToken"], ["*"]],
      PushImages: [
        [
          "ecr:BatchCheckLayerAvailability",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage",
        ],
        repositoryArns,
      ],
      CompareSite: [["s3:ListBucket"], ["${aws_s3_bucket.site_bucket.arn}"]],
      PublishSite: [["s3:PutObject"], ["${aws_s3_bucket.site_bucket.arn}/*"]],
      RenewCache: [
        ["cloudfront:CreateInvalidation"],
        ["${aws_cloudfront_distribution.cdn_distribution.arn}"],
      ],
      WriteLogs: [["logs:CreateLogStream", "logs:PutLogEvents"], logs],
      ExchangeArtifacts: [["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], [`${artifacts}/*`]],
      FindArtifacts: [["s3:GetBucketLocation", "s3:GetBucketVersioning"], [artifacts]],
    });
  });

  it("SW-084 has a role each for pipeline, build and verification", () => {
    expect(pipeline()["role_arn"]).toBe("${aws_iam_role.pipeline_service_role.arn}");
    expect(project("build")["service_role"]).toBe("${aws_iam_role.build_service_role.arn}");
    expect(project("verify")["service_role"]).toBe("${aws_iam_role.verify_service_role.arn}");
  });

  it("SW-084 lets the pipeline pass the services' four roles to tasks, and no other role", () => {
    const passing = ["pipeline", "build", "verify"].flatMap((key) =>
      roleStatements(delivery, `${key}_service_role`).filter(({ Action }) =>
        [Action].flat().some((action) => action.startsWith("iam:")),
      ),
    );
    expect(passing).toEqual([
      {
        Sid: "PassTaskRoles",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: SERVICES.flatMap((key) => [
          `\${aws_iam_role.${key}-task_task-role_role.arn}`,
          `\${aws_iam_role.${key}-task_execution-role_role.arn}`,
        ]),
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
    ]);
  });

  it("SW-084 lets the pipeline update these two services and no other", () => {
    expect(permissionsOf(delivery, "pipeline_service_role")).toMatchObject({
      "ecs:UpdateService": SERVICES.map((key) => `\${aws_ecs_service.${key}-service_service.arn}`),
      "codebuild:StartBuild": ["build", "verify"].map(
        (key) => `\${aws_codebuild_project.${key}_project.arn}`,
      ),
      "codecommit:UploadArchive": ["${aws_codecommit_repository.source_repository.arn}"],
    });
  });

  it.each(IMAGES)(
    "SW-032 SW-080 SW-081 SW-082 SW-D27 has a repository for %s, whose latest may move",
    (image) => {
      expect(registry.one("aws_ecr_repository", `${image}-images_repository`)).toMatchObject({
        name: `serverless-web-${environment}-${image}`,
        image_tag_mutability: "MUTABLE",
        image_scanning_configuration: { scan_on_push: true },
      });
      const { policy } = registry.one("aws_ecr_lifecycle_policy", `${image}-images_lifecycle`);
      expect(JSON.parse(policy as string)).toMatchObject({
        rules: [{ selection: { countType: "imageCountMoreThan", countNumber: keepImages } }],
      });
      expect(output(registry, `${image}_repository_url`)).toBe(urlOf(image));
    },
  );

  it.each(IMAGES)(
    "SW-083 SW-D27 begins with latest of %s, and leaves the tag to the pipeline after that",
    (image) => {
      expect(registry.one("aws_ssm_parameter", `${image}-tag_parameter`)).toMatchObject({
        name: `/serverless-web/${environment}/images/${image}`,
        type: "String",
        value: "latest",
        lifecycle: { ignore_changes: ["value"] },
      });
      expect(permissionsOf(delivery, "verify_service_role")["ssm:PutParameter"]).toContain(
        `\${aws_ssm_parameter.${image}-tag_parameter.arn}`,
      );
    },
  );
});
