import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Authorizer } from "@cdktf/provider-aws/lib/apigatewayv2-authorizer";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import { HTTP_ACCESS_LOG_FORMAT } from "./access-log-format";
import { isFunction, type ReachableBackend } from "./api-backend";
import { LONGEST_TIMEOUT_MS, type Throttle, throttleProblems, waitingProblems } from "./api-limits";
import type { UserPoolAuthorization } from "./authorization";
import { CORS_MAX_AGE_SECONDS, type CorsConfig, corsProblems } from "./cors";
import type { StageLogs } from "./rest-api-stage";

const PATHS = { root: "/", below: "/{proxy+}" } as const;

/** Values of an {@link HttpApi}. */
export interface HttpApiProps {
  /** Name of the API: at most 128 letters, digits, spaces and _.-. */
  readonly name: string;
  /** Name of the one stage, after the environment: `prod`. */
  readonly stageName: string;
  /** Who answers all requests. */
  readonly backend: ReachableBackend;
  /** The user pool whose tokens count. */
  readonly authorization: UserPoolAuthorization;
  /** How many requests all callers together may send. */
  readonly throttle: Throttle;
  /** What is kept of its working. */
  readonly logs: Omit<StageLogs, "executionLevel">;
  /**
   * Which pages of other origins may use it in a browser.
   *
   * @default - none
   */
  readonly cors?: CorsConfig | undefined;
  /**
   * Milliseconds for which it waits for the backend, 50 to 29000.
   *
   * @default 29000
   */
  readonly timeoutMs?: number | undefined;
}

/**
 * An HTTP API that hands every path and method to one backend and checks tokens. It is cheaper and quicker than a REST
 * API, and has no web ACL, no clients and no cache.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class HttpApi extends Construct {
  /** Id of the API, which metrics carry as ApiId. */
  public readonly apiId: string;
  /** Name of the API. */
  public readonly name: string;
  /** Name of the stage. */
  public readonly stageName: string;
  /** The log group with a line on each request. */
  public readonly accessLog: LogGroupRef;

  /** @throws ProblemsError with everything that API Gateway would refuse */
  public constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const { stageName, authorization, throttle, logs, cors, timeoutMs = LONGEST_TIMEOUT_MS } = props;
    const { path } = this.node;
    throwProblems([
      ...throttleProblems(throttle, `${path}.throttle`),
      ...(cors ? corsProblems(cors, `${path}.cors`) : []),
      ...waitingProblems({ timeoutMs, timeoutQuotaRaised: false }, path),
    ]);
    this.name = checkedName("aws_apigatewayv2_api", props.name, path);
    const api = new Apigatewayv2Api(this, "api", {
      name: this.name,
      protocolType: "HTTP",
      ...(cors
        ? {
            corsConfiguration: {
              allowOrigins: [...cors.origins],
              allowMethods: [...cors.methods],
              allowHeaders: [...cors.headers],
              maxAge: CORS_MAX_AGE_SECONDS,
              allowCredentials: cors.credentials === "included",
            },
          }
        : {}),
    });
    const authorizer = new Apigatewayv2Authorizer(this, "authorizer", {
      apiId: api.id,
      name: this.name,
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: authorization.issuer, audience: [...authorization.clientIds] },
    });
    const integration = this.integration(api, props.backend, timeoutMs);
    const target = `integrations/${integration.id}`;
    for (const [name, routePath] of Object.entries(PATHS)) {
      new Apigatewayv2Route(this, `${name}-any`, {
        apiId: api.id,
        routeKey: `ANY ${routePath}`,
        target,
        authorizationType: "JWT",
        authorizerId: authorizer.id,
        ...(authorization.scopes ? { authorizationScopes: [...authorization.scopes] } : {}),
      });
      if (cors) {
        // The route above would ask a preflight for a token, which browsers never send with it.
        new Apigatewayv2Route(this, `${name}-preflight`, {
          apiId: api.id,
          routeKey: `OPTIONS ${routePath}`,
          target,
        });
      }
    }
    const log = new LogGroup(this, "access-log", {
      logGroupName: `/aws/apigateway/${this.name}`,
      retentionDays: logs.retentionDays,
      ...(logs.kmsKeyArn === undefined ? {} : { kmsKeyArn: logs.kmsKeyArn }),
    });
    const stage = new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      name: checkedName("aws_api_gateway_stage", stageName, path),
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.arn, format: HTTP_ACCESS_LOG_FORMAT },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingRateLimit: throttle.ratePerSecond,
        throttlingBurstLimit: throttle.burst,
      },
    });
    this.apiId = api.id;
    this.stageName = stage.name;
    this.accessLog = log.ref;
  }

  private integration(
    api: Apigatewayv2Api,
    backend: ReachableBackend,
    timeoutMilliseconds: number,
  ): Apigatewayv2Integration {
    if (isFunction(backend)) {
      new LambdaPermission(this, "may-invoke", {
        functionName: backend.functionName,
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: `${api.executionArn}/*/*`,
      });
      return new Apigatewayv2Integration(this, "backend", {
        apiId: api.id,
        integrationType: "AWS_PROXY",
        integrationUri: backend.invokeArn,
        payloadFormatVersion: "2.0",
        timeoutMilliseconds,
      });
    }
    return new Apigatewayv2Integration(this, "backend", {
      apiId: api.id,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: backend.listenerArn,
      connectionType: "VPC_LINK",
      connectionId: backend.vpcLinkId,
      // The stage's name would stand before the path otherwise.
      requestParameters: { "overwrite:path": "$request.path" },
      timeoutMilliseconds,
    });
  }
}
