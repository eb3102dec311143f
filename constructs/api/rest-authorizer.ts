import { ApiGatewayAuthorizer } from "@cdktf/provider-aws/lib/api-gateway-authorizer";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { ApiAuthorization } from "./authorization";
import type { MethodAuthorization } from "./proxy-method";

const TOKEN = "method.request.header.Authorization";
/** Seconds for which the function's word on a token is kept. */
const DECISION_TTL_SECONDS = 300;

/** Values of a {@link RestAuthorizer}. */
export interface RestAuthorizerProps {
  /** Name of the authorizer. */
  readonly name: string;
  /** Id of the REST API. */
  readonly restApiId: string;
  /** ARN under which the API calls functions. */
  readonly executionArn: string;
  /** Who decides. */
  readonly authorization: Exclude<ApiAuthorization, { readonly by: "application" }>;
}

/**
 * Checks the token of each request before it reaches the backend.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export class RestAuthorizer extends Construct {
  /** How methods name the check. */
  public readonly method: MethodAuthorization;

  /** @throws ProblemsError when API Gateway would not accept the name */
  public constructor(scope: Construct, id: string, props: RestAuthorizerProps) {
    super(scope, id);
    const { restApiId, executionArn, authorization } = props;
    const name = checkedName("aws_api_gateway_authorizer", props.name, this.node.path);
    if (authorization.by === "user-pool") {
      const { userPoolArn, scopes = [] } = authorization;
      const authorizer = new ApiGatewayAuthorizer(this, "authorizer", {
        name,
        restApiId,
        type: "COGNITO_USER_POOLS",
        providerArns: [userPoolArn],
        identitySource: TOKEN,
      });
      this.method = {
        authorization: "COGNITO_USER_POOLS",
        authorizerId: authorizer.id,
        ...(scopes.length === 0 ? {} : { authorizationScopes: [...scopes] }),
      };
      return;
    }
    const { functionName, invokeArn } = authorization;
    const authorizer = new ApiGatewayAuthorizer(this, "authorizer", {
      name,
      restApiId,
      type: "TOKEN",
      authorizerUri: invokeArn,
      identitySource: TOKEN,
      authorizerResultTtlInSeconds: DECISION_TTL_SECONDS,
    });
    new LambdaPermission(this, "may-invoke", {
      functionName,
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${executionArn}/authorizers/${authorizer.id}`,
    });
    this.method = { authorization: "CUSTOM", authorizerId: authorizer.id };
  }
}
