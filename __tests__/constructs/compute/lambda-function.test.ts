import { LambdaFunction, type LambdaFunctionProps } from "../../../constructs/compute/lambda-function";
import { statements } from "../../support/policies";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const MINIMAL: LambdaFunctionProps = {
  functionName: "shop-test-api",
  description: "Answers the shop's API",
  code: { imageUri: "registry/shop@sha256:1", repositoryName: "shop" },
  invokedBy: "api-gateway",
  timeoutSeconds: 29,
  memoryMiB: 512,
  logRetentionDays: 30,
  account: "111111111111",
  region: "ap-northeast-1",
};

const synthesize = (change: Partial<LambdaFunctionProps> = {}): Workspace =>
  synthesizeStack((stack) => new LambdaFunction(stack, "api", { ...MINIMAL, ...change }));

describe("a function", () => {
  const workspace = synthesize();

  test("EN-219, EN-220, EN-250: with minimal values logs to its own group and is traced", () => {
    expect(workspace.one("aws_lambda_function", "api_function")).toEqual({
      function_name: "shop-test-api",
      description: "Answers the shop's API",
      package_type: "Image",
      image_uri: "registry/shop@sha256:1",
      architectures: ["x86_64"],
      role: "${aws_iam_role.api_role_role.arn}",
      timeout: 29,
      memory_size: 512,
      logging_config: { log_format: "JSON", log_group: "${aws_cloudwatch_log_group.api_logs_group.name}" },
      tracing_config: { mode: "Active" },
      depends_on: [
        "aws_iam_role_policy.api_write-logs",
        "aws_iam_role_policy.api_send-traces",
        "aws_ecr_repository_policy.api_pull-image",
      ],
    });
  });

  test("EN-250: the group bears the name that Lambda would give it, and ends", () => {
    expect(workspace.one("aws_cloudwatch_log_group", "api_logs_group")).toEqual({
      name: "/aws/lambda/shop-test-api",
      retention_in_days: 30,
    });
    expect(statements(workspace.one("aws_iam_role_policy", "api_write-logs")["policy"])).toEqual([
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["${aws_cloudwatch_log_group.api_logs_group.arn}:*"],
      },
    ]);
  });

  test("its image is pulled by this function alone", () => {
    const policy = workspace.one("aws_ecr_repository_policy", "api_pull-image");

    expect(policy["repository"]).toBe("shop");
    expect(statements(policy["policy"])).toEqual([
      {
        Sid: "PulledByFunction",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: {
            "aws:SourceArn": "arn:aws:lambda:ap-northeast-1:111111111111:function:shop-test-api",
          },
        },
      },
    ]);
  });

  test("nobody may invoke it, by no address of its own", () => {
    expect(workspace.ids("aws_lambda_permission")).toEqual([]);
    expect(workspace.ids("aws_lambda_function_url")).toEqual([]);
    expect(workspace.ids("aws_security_group")).toEqual([]);
  });

  test("runs an archive of S3 in one version", () => {
    const archived = synthesize({
      code: {
        bucketName: "artifacts",
        objectKey: "api.zip",
        objectVersion: "v1",
        handler: "index.handler",
        runtime: "nodejs22.x",
      },
    });

    expect(archived.one("aws_lambda_function", "api_function")).toMatchObject({
      package_type: "Zip",
      s3_bucket: "artifacts",
      s3_key: "api.zip",
      s3_object_version: "v1",
      handler: "index.handler",
      runtime: "nodejs22.x",
    });
    expect(archived.ids("aws_ecr_repository_policy")).toEqual([]);
  });

  test("EN-221: what runs at a time can be kept and bounded", () => {
    expect(synthesize({ reservedConcurrency: 50 }).one("aws_lambda_function", "api_function")).toMatchObject({
      reserved_concurrent_executions: 50,
    });
  });

  test("stands in the network where it is placed, with a group that opens nothing", () => {
    const placed = synthesize({
      placement: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-c"], peerName: "function" },
    });

    expect(placed.one("aws_lambda_function", "api_function")).toMatchObject({
      vpc_config: {
        subnet_ids: ["subnet-a", "subnet-c"],
        security_group_ids: ["${aws_security_group.api_security-group_group.id}"],
      },
    });
    expect(placed.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(placed.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
    expect(placed.one("aws_iam_role_policy_attachment", "api_role_managed-network")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess",
    });
  });

  test("a key encrypts variables and logs, and its role may read them", () => {
    const encrypted = synthesize({ kmsKeyArn: "arn:key", environmentVariables: { MODE: "api" } });

    expect(encrypted.one("aws_lambda_function", "api_function")).toMatchObject({
      kms_key_arn: "arn:key",
      environment: { variables: { MODE: "api" } },
    });
    expect(encrypted.one("aws_cloudwatch_log_group", "api_logs_group")).toMatchObject({
      kms_key_id: "arn:key",
    });
    expect(statements(encrypted.one("aws_iam_role_policy", "api_read-variables")["policy"])).toEqual([
      { Sid: "DecryptVariables", Effect: "Allow", Action: ["kms:Decrypt"], Resource: ["arn:key"] },
    ]);
  });

  test.each<[string, Partial<LambdaFunctionProps>]>([
    ["900 seconds for others than API Gateway", { invokedBy: "others", timeoutSeconds: 900 }],
    ["the least memory", { memoryMiB: 128 }],
    ["the most memory", { memoryMiB: 10_240 }],
    ["one run at a time", { reservedConcurrency: 1 }],
  ])("EN-220: takes %s", (_case, change) => {
    expect(synthesize(change).ids("aws_lambda_function")).toEqual(["api_function"]);
  });

  test.each<[string, Partial<LambdaFunctionProps>, string]>([
    [
      "30 seconds behind API Gateway",
      { timeoutSeconds: 30 },
      "timeoutSeconds: must be 1 to 29 seconds behind API Gateway, got 30",
    ],
    [
      "901 seconds",
      { invokedBy: "others", timeoutSeconds: 901 },
      "timeoutSeconds: must be 1 to 900 seconds, got 901",
    ],
    ["too little memory", { memoryMiB: 127 }, "memoryMiB: must be 128 to 10240 MiB, got 127"],
    ["no run at a time", { reservedConcurrency: 0 }, "reservedConcurrency: must be 1 or more, got 0"],
    [
      "a variable of Lambda's",
      { environmentVariables: { AWS_REGION: "x" } },
      "environmentVariables: takes no name that Lambda sets itself, got AWS_REGION",
    ],
    [
      "a name of 65 characters",
      { functionName: "a".repeat(65) },
      "the name of an aws_lambda_function has at most 64 characters",
    ],
  ])("EN-220: refuses %s", (_case, change, message) => {
    expect(refusalOf(() => synthesize(change))).toContain(message);
  });
});
