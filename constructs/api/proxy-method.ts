import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { isFunction, type ReachableBackend } from "./api-backend";
import type { ResponseCache } from "./api-limits";

const PATH = "method.request.path.proxy";
const TOKEN = "method.request.header.Authorization";

/** How API Gateway checks a caller. */
export interface MethodAuthorization {
  /** Kind of the check. */
  readonly authorization: "COGNITO_USER_POOLS" | "CUSTOM" | "NONE";
  /** Id of the authorizer. */
  readonly authorizerId?: string;
  /** Scopes of which a token has one. */
  readonly authorizationScopes?: string[];
}

/** Values of a {@link ProxyMethod}. */
export interface ProxyMethodProps {
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Id of the resource. */
  readonly resourceId: string;
  /** Which paths the resource stands for: the root alone, or everything below it. */
  readonly paths: "root" | "below";
  /** Who answers. */
  readonly backend: ReachableBackend;
  /** How a caller is checked. */
  readonly authorization: MethodAuthorization;
  /** Whether a caller sends the key of a client. */
  readonly apiKeyRequired: boolean;
  /** Milliseconds for which the backend may take. */
  readonly timeoutMs: number;
  /**
   * By what kept responses differ, beside path and caller.
   *
   * @default - nothing is kept
   */
  readonly cache?: ResponseCache | undefined;
}

/**
 * Hands requests of every method on as they are: which path is for whom is the backend's to know, and so is whether a
 * request makes sense.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export class ProxyMethod extends Construct {
  /** What has to be there before the API is deployed. */
  public readonly parts: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ProxyMethodProps) {
    super(scope, id);
    const { restApiId, resourceId, paths, authorization, apiKeyRequired } = props;
    const mapped = mappings(props);
    const method = new ApiGatewayMethod(this, "method", {
      restApiId,
      resourceId,
      httpMethod: "ANY",
      ...authorization,
      ...(apiKeyRequired ? { apiKeyRequired } : {}),
      ...(mapped.length === 0
        ? {}
        : { requestParameters: Object.fromEntries(mapped.map((name) => [name, name === PATH])) }),
    });
    const integration = new ApiGatewayIntegration(this, "integration", {
      restApiId,
      resourceId,
      httpMethod: method.httpMethod,
      ...target(props),
      ...(props.cache ? { cacheKeyParameters: mapped } : {}),
      ...(paths === "below" && !isFunction(props.backend)
        ? { requestParameters: { "integration.request.path.proxy": PATH } }
        : {}),
      timeoutMilliseconds: props.timeoutMs,
    });
    this.parts = [method, integration];
  }
}

/** What of a request API Gateway has to know by name. A kept response is for whoever sent the same token. */
function mappings({ paths, cache }: ProxyMethodProps): string[] {
  return [
    ...(paths === "below" ? [PATH] : []),
    ...(cache ? [TOKEN, ...cache.queryStrings.map((name) => `method.request.querystring.${name}`)] : []),
  ];
}

function target({ backend, paths }: ProxyMethodProps) {
  if (isFunction(backend)) {
    return { type: "AWS_PROXY", integrationHttpMethod: "POST", uri: backend.invokeArn };
  }
  const { url, vpcLinkId, loadBalancerArn } = backend;
  return {
    type: "HTTP_PROXY",
    integrationHttpMethod: "ANY",
    // The address gives the path and the Host header; the link and the load balancer's ARN lead there.
    uri: paths === "root" ? `${url}/` : `${url}/{proxy}`,
    connectionType: "VPC_LINK",
    connectionId: vpcLinkId,
    integrationTarget: loadBalancerArn,
  };
}
