import { checkedName, type NamedType } from "../../../constructs/core/naming";

/** Longest names by the AWS API reference, restated here so that a slip in the table shows. */
const LIMITS: readonly (readonly [NamedType, number])[] = [
  ["aws_cloudwatch_event_rule", 64],
  ["aws_lambda_function", 64],
  ["aws_scheduler_schedule_group", 64],
  ["aws_sfn_state_machine", 80],
  ["aws_codecommit_repository", 100],
  ["aws_codepipeline", 100],
  ["aws_iam_role_policy", 128],
  ["aws_codebuild_project", 150],
  ["aws_ecs_cluster", 255],
  ["aws_ecs_service", 255],
  ["aws_ecs_task_definition", 255],
  ["aws_ecr_repository", 256],
  ["aws_ssm_parameter", 961],
];

describe("names of compute, registry and delivery", () => {
  test.each(LIMITS)("%s has at most %d characters", (type, limit) => {
    expect(checkedName(type, "a".repeat(limit), "p")).toHaveLength(limit);
    expect(() => checkedName(type, "a".repeat(limit + 1), "p")).toThrow(`has at most ${limit} characters`);
  });

  test.each<[NamedType, string]>([
    ["aws_cloudwatch_event_rule", "a/b"],
    ["aws_codecommit_repository", "code.git"],
    ["aws_codecommit_repository", "a b"],
    ["aws_codepipeline", "a/b"],
    ["aws_codebuild_project", "-build"],
    ["aws_codebuild_project", "b"],
    ["aws_ecs_cluster", "a.b"],
    ["aws_ecs_service", "a.b"],
    ["aws_ecs_task_definition", "a.b"],
    ["aws_ecr_repository", "Backend"],
    ["aws_ecr_repository", "a"],
    ["aws_ecr_repository", "a..b"],
    ["aws_ecr_repository", "/a"],
    ["aws_iam_role_policy", "a/b"],
    ["aws_lambda_function", "a.b"],
    ["aws_scheduler_schedule_group", "default"],
    ["aws_scheduler_schedule_group", "a/b"],
    ["aws_sfn_state_machine", "a.b"],
    ["aws_ssm_parameter", "/aws/a"],
    ["aws_ssm_parameter", "awsTestParameter"],
    ["aws_ssm_parameter", "SSM-testparameter"],
    ["aws_ssm_parameter", "/ssm"],
    ["aws_ssm_parameter", "/a//b"],
    ["aws_ssm_parameter", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16"],
  ])("%s is not called %s", (type, name) => {
    expect(() => checkedName(type, name, "p")).toThrow("is made of");
  });

  test.each<[NamedType, string]>([
    ["aws_ecr_repository", "aws-practice-stg"],
    ["aws_ecr_repository", "openwan/backend"],
    ["aws_ecr_repository", "a--b"],
    ["aws_ecr_repository", "a__b"],
    ["aws_ecs_task_definition", "openwan-worker"],
    ["aws_ecs_service", "backend-service"],
    ["aws_codepipeline", "serverless-web-prod"],
    ["aws_lambda_function", "enterprise-prod-api"],
    ["aws_scheduler_schedule_group", "defaults"],
    ["aws_sfn_state_machine", "enterprise-prod-nightly"],
    ["aws_ssm_parameter", "/serverless-web/dev/images/backend"],
    ["aws_ssm_parameter", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15"],
  ])("%s may be called %s", (type, name) => {
    expect(checkedName(type, name, "p")).toBe(name);
  });
});
