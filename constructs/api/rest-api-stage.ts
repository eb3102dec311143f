import type { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import { REST_ACCESS_LOG_FORMAT } from "./access-log-format";
import type { ResponseCache, Throttle } from "./api-limits";

/** What a stage says of its working. */
export interface StageLogs {
  /** Days for which a line on each request, and what API Gateway tells of its own work, are kept. */
  readonly retentionDays: number;
  /**
   * What API Gateway tells of its own work. `INFO` tells of every request, headers included.
   *
   * @default "ERROR"
   */
  readonly executionLevel?: "OFF" | "ERROR" | "INFO" | undefined;
  /**
   * ARN of a KMS key of the Region that CloudWatch Logs may use.
   *
   * @default - encrypted with a key of AWS's own
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Values of a {@link RestApiStage}. */
export interface RestApiStageProps {
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Name of the API, as its log group bears it. */
  readonly apiName: string;
  /** Name of the stage: at most 128 letters, digits, _ and -. Part of the path of AWS's own address. */
  readonly stageName: string;
  /** What the stage serves. */
  readonly deployment: ApiGatewayDeployment;
  /** How many requests all callers together may send. */
  readonly throttle: Throttle;
  /** What is kept of its working. */
  readonly logs: StageLogs;
  /** What lets API Gateway log. */
  readonly mayLog: readonly ITerraformDependable[];
  /** Variables that integrations read. */
  readonly variables: Readonly<Record<string, string>>;
  /** Responses that are kept. */
  readonly cache: ResponseCache | undefined;
}

/**
 * The one stage of a REST API: how many requests it takes, what is kept of them, and whether responses are.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-stages.html
 */
export class RestApiStage extends Construct {
  /** ARN of the stage, which web ACLs name. */
  public readonly arn: string;
  /** Name of the stage, known once it is there. */
  public readonly stageName: string;
  /** The log group with a line on each request. */
  public readonly accessLog: LogGroupRef;

  /** @throws ProblemsError when API Gateway or CloudWatch Logs would refuse a value */
  public constructor(scope: Construct, id: string, props: RestApiStageProps) {
    super(scope, id);
    const { restApiId, deployment, variables, cache, mayLog, throttle, logs } = props;
    const { retentionDays, executionLevel = "ERROR", kmsKeyArn } = logs;
    const stageName = checkedName("aws_api_gateway_stage", props.stageName, this.node.path);
    const logGroup = (name: string, logGroupName: string): LogGroup =>
      new LogGroup(this, name, {
        logGroupName,
        retentionDays,
        ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      });
    const access = logGroup("access-log", `/aws/apigateway/${props.apiName}`);
    // API Gateway would make this one itself, and keep it forever.
    const execution = logGroup("execution-log", `API-Gateway-Execution-Logs_${restApiId}/${stageName}`);

    const stage = new ApiGatewayStage(this, "stage", {
      restApiId,
      stageName,
      deploymentId: deployment.id,
      xrayTracingEnabled: true,
      ...(Object.keys(variables).length === 0 ? {} : { variables }),
      ...(cache ? { cacheClusterEnabled: true, cacheClusterSize: cache.sizeGb } : {}),
      accessLogSettings: { destinationArn: access.arn, format: REST_ACCESS_LOG_FORMAT },
      dependsOn: [...mayLog, execution.group],
    });
    new ApiGatewayMethodSettings(this, "settings", {
      restApiId,
      stageName: stage.stageName,
      methodPath: "*/*",
      settings: {
        metricsEnabled: true,
        loggingLevel: executionLevel,
        dataTraceEnabled: false,
        throttlingRateLimit: throttle.ratePerSecond,
        throttlingBurstLimit: throttle.burst,
        ...(cache
          ? { cachingEnabled: true, cacheTtlInSeconds: cache.ttlSeconds, cacheDataEncrypted: true }
          : {}),
      },
    });
    this.arn = stage.arn;
    this.stageName = stage.stageName;
    this.accessLog = access.ref;
  }
}
