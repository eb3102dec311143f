import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayResource } from "@cdktf/provider-aws/lib/api-gateway-resource";
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { isFunction, type ReachableBackend } from "./api-backend";
import {
  cacheProblems,
  LONGEST_TIMEOUT_MS,
  type ResponseCache,
  type Throttle,
  throttleProblems,
  waitingProblems,
} from "./api-limits";
import { type ApiAuthorization, authorizationProblems } from "./authorization";
import { type ClientLimits, ClientPlan, clientProblems } from "./client-plan";
import { type CorsConfig, corsProblems } from "./cors";
import { CorsErrorResponses } from "./cors-error-responses";
import { CorsPreflight } from "./cors-preflight";
import { type MethodAuthorization, ProxyMethod } from "./proxy-method";
import { RestApiStage, type StageLogs } from "./rest-api-stage";
import { RestAuthorizer } from "./rest-authorizer";

/** Values of a {@link RestApi}. */
export interface RestApiProps {
  /** Name of the API, which metrics carry as ApiName: at most 128 letters, digits, spaces and _.-. */
  readonly name: string;
  /** Name of the one stage, after the environment: `prod`. */
  readonly stageName: string;
  /** Who answers all requests. */
  readonly backend: ReachableBackend;
  /** Who decides whether a caller may. */
  readonly authorization: ApiAuthorization;
  /** How many requests all callers together may send. */
  readonly throttle: Throttle;
  /** What is kept of its working. */
  readonly logs: StageLogs;
  /** What lets API Gateway log: the `setting` of the account's `AccountLogging`. */
  readonly mayLog: readonly ITerraformDependable[];
  /**
   * What each client may use, by its name, which is part of addresses. Where there is any, requests carry a client's key
   * in `x-api-key`.
   *
   * @default - clients are not told apart
   */
  readonly clients?: Readonly<Record<string, ClientLimits>> | undefined;
  /**
   * Which pages of other origins may use it in a browser.
   *
   * @default - none: the pages have the API's own domain
   */
  readonly cors?: CorsConfig | undefined;
  /**
   * Responses that are kept.
   *
   * @default - none
   */
  readonly cache?: ResponseCache | undefined;
  /**
   * Milliseconds for which it waits for the backend, 50 to 29000; up to 300000 where `timeoutQuotaRaised`.
   *
   * @default 29000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Whether AWS has raised the limit of 29 seconds for the account.
   *
   * @default false
   */
  readonly timeoutQuotaRaised?: boolean | undefined;
  /**
   * Variables of the stage.
   *
   * @default - none
   */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether it answers at AWS's own address, or under a domain of its own alone.
   *
   * @default "aws-address"
   */
  readonly reachedAt?: "aws-address" | "own-domain" | undefined;
}

/**
 * A regional REST API that hands every path and method to one backend: it checks callers, counts their requests and
 * answers browsers' preflights, and knows nothing of what the paths mean. No definition is imported and no body checked,
 * so that the application can change its interface without a deployment of the infrastructure.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
 */
export class RestApi extends Construct {
  /** Id of the API. */
  public readonly apiId: string;
  /** Name of the API, which metrics carry as ApiName. */
  public readonly name: string;
  /** The one stage. */
  public readonly stage: RestApiStage;
  /** Ids of the clients' keys, by client. */
  public readonly apiKeyIds: Readonly<Record<string, string>>;

  private readonly api: ApiGatewayRestApi;

  /** @throws ProblemsError with everything that API Gateway would refuse, or that would let in whom it should not */
  public constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    throwProblems(restApiProblems(props, this.node.path));
    const { stageName, clients = {}, cors, cache, variables = {}, reachedAt = "aws-address" } = props;
    this.name = checkedName("aws_api_gateway_rest_api", props.name, this.node.path);
    this.api = new ApiGatewayRestApi(this, "api", {
      name: this.name,
      endpointConfiguration: { types: ["REGIONAL"] },
      disableExecuteApiEndpoint: reachedAt === "own-domain",
    });
    const { id: restApiId, rootResourceId } = this.api;
    this.apiId = restApiId;

    const below = new ApiGatewayResource(this, "below", {
      restApiId,
      parentId: rootResourceId,
      pathPart: "{proxy+}",
    });
    const resources = { root: rootResourceId, below: below.id };
    const authorization = this.authorizationOf(props);
    const parts = (["root", "below"] as const).flatMap((paths) => [
      ...this.method(paths, resources[paths], authorization, props),
      ...(cors
        ? new CorsPreflight(this, `${paths}-preflight`, { restApiId, resourceId: resources[paths], cors })
            .parts
        : []),
    ]);
    const errors = cors ? new CorsErrorResponses(this, "errors", { restApiId, cors }).parts : [];

    const deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId,
      triggers: deployedState(props),
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [...parts, ...errors],
    });
    this.stage = new RestApiStage(this, "stage", {
      restApiId,
      apiName: this.name,
      stageName,
      deployment,
      throttle: props.throttle,
      logs: props.logs,
      mayLog: props.mayLog,
      variables,
      cache,
    });
    this.apiKeyIds = Object.fromEntries(
      Object.entries(clients).map(([client, limits]) => [
        client,
        new ClientPlan(this, `client-${client}`, {
          name: `${this.name}-${client}`,
          restApiId,
          stageName: this.stage.stageName,
          ...limits,
        }).apiKeyId,
      ]),
    );
    this.letInvoke(props.backend);
  }

  private authorizationOf({ name, authorization }: RestApiProps): MethodAuthorization {
    return authorization.by === "application"
      ? { authorization: "NONE" }
      : new RestAuthorizer(this, "authorizer", {
          name,
          restApiId: this.api.id,
          executionArn: this.api.executionArn,
          authorization,
        }).method;
  }

  private method(
    paths: "root" | "below",
    resourceId: string,
    method: MethodAuthorization,
    { backend, clients = {}, timeoutMs = LONGEST_TIMEOUT_MS, cache, authorization }: RestApiProps,
  ): readonly ITerraformDependable[] {
    const made = new ProxyMethod(this, `${paths}-any`, {
      restApiId: this.api.id,
      resourceId,
      paths,
      backend,
      authorization: method,
      apiKeyRequired: Object.keys(clients).length > 0,
      timeoutMs,
      cache,
    });
    if (authorization.by === "application") {
      acknowledge(made, "EDG-013", { reason: authorization.reason });
    }
    return made.parts;
  }

  private letInvoke(backend: ReachableBackend): void {
    if (isFunction(backend)) {
      new LambdaPermission(this, "may-invoke", {
        functionName: backend.functionName,
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: `${this.api.executionArn}/*/*`,
      });
    }
  }
}

/**
 * What a deployment freezes, in words: API Gateway goes on serving the last deployment until there is a new one, so that
 * a change of any of these makes one, and the plan says which it was.
 */
function deployedState(props: RestApiProps): Record<string, string> {
  const { backend, authorization, clients = {}, cors, cache, timeoutMs = LONGEST_TIMEOUT_MS } = props;
  const { by } = authorization;
  return {
    backend: isFunction(backend) ? backend.invokeArn : `${backend.url} by ${backend.vpcLinkId}`,
    timeout: `${timeoutMs} ms`,
    authorization:
      by === "user-pool"
        ? [authorization.userPoolArn, ...(authorization.scopes ?? [])].join(" ")
        : by === "function"
          ? authorization.invokeArn
          : "the application's",
    "api-keys": Object.keys(clients).length > 0 ? "required" : "not asked for",
    cors: cors
      ? [cors.origins, cors.methods, cors.headers, [cors.credentials ?? "omitted"]]
          .map((values) => values.join(","))
          .join(" ")
      : "none",
    cache: cache ? cache.queryStrings.join(",") || "by path" : "none",
  };
}

/** What is wrong with the values of a REST API. */
export function restApiProblems(
  {
    authorization,
    throttle,
    clients = {},
    cors,
    cache,
    timeoutMs = LONGEST_TIMEOUT_MS,
    timeoutQuotaRaised = false,
  }: Pick<
    RestApiProps,
    "authorization" | "throttle" | "clients" | "cors" | "cache" | "timeoutMs" | "timeoutQuotaRaised"
  >,
  path: string,
): readonly Problem[] {
  return [
    ...authorizationProblems(authorization, `${path}.authorization`),
    ...throttleProblems(throttle, `${path}.throttle`),
    ...Object.entries(clients).flatMap(([client, limits]) =>
      clientProblems(limits, `${path}.clients.${client}`),
    ),
    ...(cors ? corsProblems(cors, `${path}.cors`) : []),
    ...(cache ? cacheProblems(cache, `${path}.cache`) : []),
    ...waitingProblems({ timeoutMs, timeoutQuotaRaised }, path),
  ];
}
