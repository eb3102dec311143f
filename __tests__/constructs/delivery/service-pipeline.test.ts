import { BuildProject, type BuildProjectProps } from "../../../constructs/delivery/build-project";
import { ConnectionSource } from "../../../constructs/delivery/connection-source";
import { ServicePipeline, type ServicePipelineProps } from "../../../constructs/delivery/service-pipeline";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const PLACE = { account: "111111111111", region: "us-east-1" };
const PROJECT: BuildProjectProps = {
  ...PLACE,
  name: "example",
  description: "Example",
  buildspec: 'version: 0.2\n# ${A} and %{B}, $C and "%d"\n',
  logRetentionDays: 7,
};

const project = (change: Partial<BuildProjectProps> = {}) =>
  synthesizeStack((stack) => new BuildProject(stack, "project", { ...PROJECT, ...change }));

const pipeline = (change: Partial<ServicePipelineProps> = {}) =>
  synthesizeStack((stack) => {
    new ServicePipeline(stack, "pipeline", {
      ...PLACE,
      name: "example",
      source: new ConnectionSource({ connectionArn: "arn:connection", repository: "example/web" }),
      build: new BuildProject(stack, "build", { ...PROJECT, name: "example-build" }),
      verify: new BuildProject(stack, "verify", { ...PROJECT, name: "example-verify" }),
      cluster: { name: "cluster", arn: "arn:cluster" },
      services: {
        api: {
          name: "api",
          arn: "arn:api",
          taskFamily: "api",
          taskRoleArn: "arn:role",
          executionRoleArn: "arn:role",
        },
      },
      artifactBucketName: "example-artifacts",
      ...change,
    });
  });

describe("a build project", () => {
  test("leaves the shell's text to the shell", () => {
    expect(project().one("aws_codebuild_project", "project_project")["source"]).toEqual({
      type: "CODEPIPELINE",
      buildspec: 'version: 0.2\n# $${A} and %%{B}, $C and "%d"\n',
    });
  });

  test("is small, unprivileged and patient for half an hour unless it is told otherwise", () => {
    expect(project().one("aws_codebuild_project", "project_project")).toMatchObject({
      build_timeout: 30,
      environment: {
        compute_type: "BUILD_GENERAL1_SMALL",
        privileged_mode: false,
        environment_variable: [],
      },
    });
    expect(
      project({
        computeType: "BUILD_GENERAL1_MEDIUM",
        image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
        timeoutMinutes: 60,
        docker: "daemon",
        environment: { A: "1" },
      }).one("aws_codebuild_project", "project_project"),
    ).toMatchObject({
      build_timeout: 60,
      environment: {
        compute_type: "BUILD_GENERAL1_MEDIUM",
        image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
        privileged_mode: true,
        environment_variable: [{ name: "A", value: "1", type: "PLAINTEXT" }],
      },
    });
  });

  test.each([
    [
      "a timeout of 4 minutes",
      { timeoutMinutes: 4 },
      "timeoutMinutes: must be a whole number of minutes from 5 to 2160, got 4",
    ],
    ["a timeout of 2161 minutes", { timeoutMinutes: 2161 }, "got 2161"],
    [
      "a buildspec of another version",
      { buildspec: "version: 0.1" },
      "is the text of a buildspec of version 0.2, got version: 0.1",
    ],
    ["a name with a dot", { name: "a.b" }, "the name of an aws_codebuild_project is made of"],
  ])("%s is refused", (_case, wrong, rule) => {
    expect(refusalOf(() => project(wrong))).toContain(rule);
  });
});

describe("a service pipeline", () => {
  test("passes a role that two uses share once", () => {
    const { policy } = pipeline().one("aws_iam_role_policy", "pipeline_deploy-services");

    expect(policy).toContain('"Action":["iam:PassRole"],"Resource":["arn:role"]');
  });

  test("keeps artifacts, and waits for deployments, as long as it is told", () => {
    const workspace = pipeline({ artifactRetentionDays: 7, deploymentTimeoutMinutes: 60 });

    expect(
      workspace.one("aws_s3_bucket_lifecycle_configuration", "pipeline_artifacts_lifecycle"),
    ).toMatchObject({
      rule: [{}, { expiration: [{ days: 7 }], noncurrent_version_expiration: [{ noncurrent_days: 7 }] }],
    });
    expect(JSON.stringify(workspace.one("aws_codepipeline", "pipeline_pipeline"))).toContain(
      '"DeploymentTimeout":"60"',
    );
  });

  test("keeps its artifacts when it goes, unless it is told otherwise", () => {
    const forced = (change: Partial<ServicePipelineProps>) =>
      pipeline(change).one("aws_s3_bucket", "pipeline_artifacts_bucket")["force_destroy"];

    expect(forced({})).toBeUndefined();
    expect(forced({ artifactRemoval: "empty-and-delete" })).toBe(true);
  });

  test.each([0, 61, 1.5])("a deployment timeout of %d minutes is refused", (deploymentTimeoutMinutes) => {
    expect(refusalOf(() => pipeline({ deploymentTimeoutMinutes }))).toContain(
      `deploymentTimeoutMinutes: must be a whole number of minutes from 1 to 60, got ${deploymentTimeoutMinutes}`,
    );
  });

  test("a name with a slash is refused", () => {
    expect(refusalOf(() => pipeline({ name: "a/b" }))).toContain(
      "the name of an aws_codepipeline is made of",
    );
  });
});
