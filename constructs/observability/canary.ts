import { createHash } from "node:crypto";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SyntheticsCanary } from "@cdktf/provider-aws/lib/synthetics-canary";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { zipOf } from "../core/zip";
import { ServiceRole } from "../identity/service-role";
import type { Connections } from "../network/connections";
import { Port } from "../network/port";
import { SecurityGroup } from "../network/security-group";
import type { BucketRef } from "../storage/bucket-policy";
import {
  HEALTH_CHECK_FILE,
  HEALTH_CHECK_HANDLER,
  HEALTH_CHECK_SCRIPT,
  SCRIPT_FOLDER,
} from "./health-check-script";
import { LogGroup } from "./log-group";

/** Lets Lambda put the function's interfaces into subnets, and nothing else. */
const VPC_POLICY_ARN = "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess";
const MOST_MINUTES = 60;
const RUNTIME = /^syn-nodejs-puppeteer-\d+\.\d+$/;
/** Seconds of a run: ten for the answer, the others for starting. */
const TIMEOUT_SECONDS = 60;
/** Days for which Synthetics itself remembers runs. */
const REMEMBERED_DAYS = 31;
/** Place of the function's name among the parts of its ARN. */
const FUNCTION_NAME_PART = 6;

/** What a canary asks for, and how often. */
export interface CanaryCheck {
  /** Minutes between two runs, 1 to 60. */
  readonly everyMinutes: number;
  /**
   * Version of the Synthetics runtime: `syn-nodejs-puppeteer-15.0`. AWS withdraws old ones.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_puppeteer.html
   */
  readonly runtimeVersion: string;
}

/** Values of a {@link Canary}. */
export interface CanaryProps extends CanaryCheck {
  /** Name of the canary and, with `-canary`, of its role: 1 to 255 lower-case letters, digits, `_` and `-`. */
  readonly name: string;
  /** Complete address that must answer 200. */
  readonly url: string;
  /** VPC from which it asks. */
  readonly vpcId: string;
  /** Subnets from which it asks, with a way to S3 and CloudWatch. */
  readonly subnetIds: readonly string[];
  /** Bucket of its script and of what its runs leave. */
  readonly bucket: BucketRef;
  /** ARN of the key of the bucket and of the log group. */
  readonly kmsKeyArn: string;
  /** Days for which its log group keeps events. */
  readonly logRetentionDays: number;
  /** Its account. */
  readonly account: string;
  /** Its Region. */
  readonly region: string;
}

/**
 * Asks for an address from within the network again and again, as a client would: the check that goes through the whole
 * application. The script is written out in the archive's own bytes, so that nothing is built or zipped beside Terraform.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html
 */
export class Canary extends Construct {
  /** Name of the canary, which metrics carry as CanaryName. */
  public readonly canaryName: string;
  /** Group of its log. */
  public readonly log: LogGroup;

  private readonly securityGroup: SecurityGroup;

  /** @throws ProblemsError when a name, the schedule or the runtime is not acceptable */
  public constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { url, vpcId, subnetIds, bucket, kmsKeyArn, everyMinutes, runtimeVersion } = props;
    const { path } = this.node;
    throwProblems(canaryProblems(props, path));
    const name = checkedName("aws_synthetics_canary", props.name, path);

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name: `${name}-canary`,
      description: `Health check ${name}`,
      peerName: "canary",
    });
    this.connections.allowToAnywhere(Port.tcp(443), "CloudWatch and S3, which its runs report to");
    const role = this.executionRole(name, props);
    const archive = zipOf({ [HEALTH_CHECK_FILE]: HEALTH_CHECK_SCRIPT });
    const script = new S3Object(this, "script", {
      bucket: bucket.name,
      // Synthetics takes a new script under a new name only.
      key: `${SCRIPT_FOLDER}/${createHash("sha256").update(archive).digest("hex").slice(0, 16)}.zip`,
      contentBase64: archive.toString("base64"),
      contentType: "application/zip",
    });
    const canary = new SyntheticsCanary(this, "canary", {
      name,
      runtimeVersion,
      handler: HEALTH_CHECK_HANDLER,
      s3Bucket: script.bucket,
      s3Key: script.key,
      artifactS3Location: `s3://${bucket.name}/runs/`,
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn } },
      executionRoleArn: role.arn,
      schedule: { expression: `rate(${everyMinutes} minute${everyMinutes === 1 ? "" : "s"})` },
      runConfig: { timeoutInSeconds: TIMEOUT_SECONDS, environmentVariables: { CHECKED_URL: url } },
      vpcConfig: { subnetIds: [...subnetIds], securityGroupIds: [this.securityGroup.securityGroupId] },
      successRetentionPeriod: REMEMBERED_DAYS,
      failureRetentionPeriod: REMEMBERED_DAYS,
      startCanary: true,
      deleteLambda: true,
      dependsOn: [...role.granted, ...role.attachments],
    });
    this.canaryName = canary.name;
    // Synthetics chooses the function's name; the role lets nobody but Terraform make the group.
    this.log = new LogGroup(this, "log", {
      logGroupName: `/aws/lambda/${Fn.element(Fn.split(":", canary.engineArn), FUNCTION_NAME_PART)}`,
      retentionDays: props.logRetentionDays,
      kmsKeyArn,
    });
  }

  /** What it reaches. */
  public get connections(): Connections {
    return this.securityGroup.connections;
  }

  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html */
  private executionRole(name: string, { bucket, kmsKeyArn, account, region }: CanaryProps): ServiceRole {
    const role = new ServiceRole(this, "role", {
      name: `${name}-canary`,
      description: `Health check ${name}`,
      service: "lambda.amazonaws.com",
      managedPolicies: { "network-interfaces": VPC_POLICY_ARN },
    });
    role.grant(
      this,
      "report-runs",
      { sid: "KeepRuns", actions: ["s3:PutObject"], resources: [`${bucket.arn}/runs/*`] },
      { sid: "ReadScript", actions: ["s3:GetObject"], resources: [`${bucket.arn}/${SCRIPT_FOLDER}/*`] },
      { sid: "FindBucket", actions: ["s3:GetBucketLocation"], resources: [bucket.arn] },
      { sid: "EncryptRuns", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [kmsKeyArn] },
      {
        sid: "WriteLog",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [`arn:aws:logs:${region}:${account}:log-group:/aws/lambda/cwsyn-${name}-*`],
      },
      {
        sid: "ReportMetrics",
        actions: ["cloudwatch:PutMetricData"],
        resources: ["*"],
        conditions: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
      },
      { sid: "ListBuckets", actions: ["s3:ListAllMyBuckets"], resources: ["*"] },
    );
    return role;
  }
}

/**
 * What Synthetics would refuse about a check.
 *
 * @param path - where it stands
 */
export function canaryProblems(
  { everyMinutes, runtimeVersion }: CanaryCheck,
  path: string,
): readonly Problem[] {
  return [
    ...(Number.isInteger(everyMinutes) && everyMinutes >= 1 && everyMinutes <= MOST_MINUTES
      ? []
      : [
          {
            path: `${path}.everyMinutes`,
            rule: `is 1 to ${MOST_MINUTES} minutes`,
            got: everyMinutes,
            fix: "choose such a number",
          },
        ]),
    ...(RUNTIME.test(runtimeVersion)
      ? []
      : [
          {
            path: `${path}.runtimeVersion`,
            rule: "is a Synthetics runtime of Node.js with Puppeteer",
            got: runtimeVersion,
            fix: "write it like syn-nodejs-puppeteer-15.0",
          },
        ]),
  ];
}
