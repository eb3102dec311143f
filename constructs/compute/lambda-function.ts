import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import {
  LambdaFunction as AwsLambdaFunction,
  type LambdaFunctionConfig,
} from "@cdktf/provider-aws/lib/lambda-function";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import type { Connections } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import { lambdaProblems } from "./lambda-rules";

/** Allows Lambda to join a function to subnets, and nothing else. */
const JOIN_NETWORK = "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess";

/** What a function runs: an image, or an archive that lies in S3. */
export type FunctionCode =
  | {
      /** Image with registry and tag or digest. */
      readonly imageUri: string;
      /** Name of its repository, whose policy is made here and lets Lambda pull it; nobody else may make one. */
      readonly repositoryName: string;
    }
  | {
      /** Name of the bucket. */
      readonly bucketName: string;
      /** Key of the archive. */
      readonly objectKey: string;
      /** Version of the archive; another one is a new release. */
      readonly objectVersion: string;
      /** What takes a request: `index.handler`. */
      readonly handler: string;
      /** What runs it: `nodejs22.x`. */
      readonly runtime: string;
    };

/** Where in a network a function stands. */
export interface FunctionPlacement {
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Private subnets, in two zones or more. */
  readonly subnetIds: readonly string[];
  /** Short name of its group within the ids of rules. */
  readonly peerName: string;
}

/** Values of a {@link LambdaFunction}. */
export interface LambdaFunctionProps {
  /** Name of the function, at most 55 letters, digits and `_-`; its role adds `-function`. A change replaces it. */
  readonly functionName: string;
  /** What it is for. */
  readonly description: string;
  /** What it runs. */
  readonly code: FunctionCode;
  /** Who invokes it: API Gateway gives up after 29 seconds, others after 900 at most. */
  readonly invokedBy: "api-gateway" | "others";
  /** Seconds after which a run is broken off, 1 to 29 behind API Gateway, to 900 otherwise. */
  readonly timeoutSeconds: number;
  /** Memory in MiB, 128 to 10240; CPU grows with it. */
  readonly memoryMiB: number;
  /** Days for which logs are kept. */
  readonly logRetentionDays: number;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
  /**
   * Runs at a time that are kept for it and bound it, out of the account's 1000 (more on request), 1 or more.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default - what others leave of the account's
   */
  readonly reservedConcurrency?: number | undefined;
  /**
   * Where in a network it stands, when it reaches something there.
   *
   * @default - in none: it reaches AWS's services alone
   */
  readonly placement?: FunctionPlacement | undefined;
  /**
   * Variables in clear text. Secrets have no place here.
   *
   * @default - none
   */
  readonly environmentVariables?: Readonly<Record<string, string>> | undefined;
  /**
   * ARN of the key that encrypts variables and logs.
   *
   * @default - keys of AWS's own
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Architecture of the code.
   *
   * @default "x86_64"
   */
  readonly architecture?: "x86_64" | "arm64" | undefined;
}

/**
 * A function of Lambda that nobody may invoke until somebody is admitted, with a log group of its own and traced.
 *
 * The log group bears the name that Lambda would give it, so that Lambda does not make one that keeps events for ever.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/welcome.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export class LambdaFunction extends Construct {
  /** Name of the function. */
  public readonly functionName: string;
  /** ARN of the function. */
  public readonly arn: string;
  /** ARN by which API Gateway invokes it. */
  public readonly invokeArn: string;
  /** Role that it acts with; grant it what the application needs. */
  public readonly role: ServiceRole;
  /** Group to which it logs. */
  public readonly logGroup: LogGroupRef;
  /** Group of its network interfaces; undefined where it stands in no network. */
  public readonly securityGroup: SecurityGroup | undefined;

  /** @throws ProblemsError with everything about the values that Lambda or the caller would not bear */
  public constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { path } = this.node;
    const { placement, environmentVariables, kmsKeyArn, reservedConcurrency } = props;
    const { architecture = "x86_64" } = props;
    throwProblems(lambdaProblems(props, path));
    const name = checkedName("aws_lambda_function", props.functionName, path);

    const logs = new LogGroup(this, "logs", {
      logGroupName: `/aws/lambda/${name}`,
      retentionDays: props.logRetentionDays,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    });
    this.role = this.makeRole(name, logs, props);
    this.securityGroup = placement && this.group(name, placement);

    const made = new AwsLambdaFunction(this, "function", {
      functionName: name,
      description: props.description,
      ...codeOf(props.code),
      architectures: [architecture],
      role: this.role.arn,
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMiB,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      ...(environmentVariables ? { environment: { variables: { ...environmentVariables } } } : {}),
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      ...(placement && this.securityGroup
        ? {
            vpcConfig: {
              subnetIds: [...placement.subnetIds],
              securityGroupIds: [this.securityGroup.securityGroupId],
            },
          }
        : {}),
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      tracingConfig: { mode: "Active" },
      // Lambda tries role and image when it gets them.
      dependsOn: [...this.role.granted, ...this.role.attachments, ...this.letPull(name, props)],
    });
    this.functionName = made.functionName;
    this.arn = made.arn;
    this.invokeArn = made.invokeArn;
    this.logGroup = logs.ref;
  }

  /** The network access of the function; undefined where it stands in no network. */
  public get connections(): Connections | undefined {
    return this.securityGroup?.connections;
  }

  private makeRole(
    name: string,
    logs: LogGroup,
    { account, placement, kmsKeyArn }: LambdaFunctionProps,
  ): ServiceRole {
    const role = new ServiceRole(this, "role", {
      name: `${name}-function`,
      description: `What ${name} acts with`,
      service: "lambda.amazonaws.com",
      source: { account },
      ...(placement ? { managedPolicies: { network: JOIN_NETWORK } } : {}),
    });
    role.grant(this, "write-logs", {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${logs.arn}:*`],
    });
    role.grant(this, "send-traces", {
      sid: "SendTraces",
      actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      resources: ["*"],
    });
    if (kmsKeyArn !== undefined) {
      role.grant(this, "read-variables", {
        sid: "DecryptVariables",
        actions: ["kms:Decrypt"],
        resources: [kmsKeyArn],
      });
    }
    return role;
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions */
  private letPull(
    name: string,
    { code, account, region }: LambdaFunctionProps,
  ): readonly EcrRepositoryPolicy[] {
    if (!("imageUri" in code)) {
      return [];
    }
    return [
      new EcrRepositoryPolicy(this, "pull-image", {
        repository: code.repositoryName,
        policy: policyDocument({
          sid: "PulledByFunction",
          principal: { service: "lambda.amazonaws.com" },
          actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          conditions: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:aws:lambda:${region}:${account}:function:${name}` },
          },
        }),
      }),
    ];
  }

  private group(name: string, { vpcId, peerName }: FunctionPlacement): SecurityGroup {
    return new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `Network interfaces of ${name}`,
      peerName,
    });
  }
}

function codeOf(
  code: FunctionCode,
): Pick<
  LambdaFunctionConfig,
  "packageType" | "imageUri" | "s3Bucket" | "s3Key" | "s3ObjectVersion" | "handler" | "runtime"
> {
  return "imageUri" in code
    ? { packageType: "Image", imageUri: code.imageUri }
    : {
        packageType: "Zip",
        s3Bucket: code.bucketName,
        s3Key: code.objectKey,
        s3ObjectVersion: code.objectVersion,
        handler: code.handler,
        runtime: code.runtime,
      };
}
