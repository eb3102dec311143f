import { ApiGatewayIntegration } from "@cdktf/provider-aws/lib/api-gateway-integration";
import { ApiGatewayIntegrationResponse } from "@cdktf/provider-aws/lib/api-gateway-integration-response";
import { ApiGatewayMethod } from "@cdktf/provider-aws/lib/api-gateway-method";
import { ApiGatewayMethodResponse } from "@cdktf/provider-aws/lib/api-gateway-method-response";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type CorsConfig, corsHeaders } from "./cors";

const STATUS = "204";

/** Values of a {@link CorsPreflight}. */
export interface CorsPreflightProps {
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Id of the resource, the root or `{proxy+}`. */
  readonly resourceId: string;
  /** Who may use the API in a browser. */
  readonly cors: CorsConfig;
}

/**
 * The answer to what browsers ask before a request of another origin: API Gateway gives it itself, so that no backend
 * starts for it and nobody has to sign in.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export class CorsPreflight extends Construct {
  /** What has to be there before the API is deployed. */
  public readonly parts: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, { restApiId, resourceId, cors }: CorsPreflightProps) {
    super(scope, id);
    const { preflight } = corsHeaders(cors);
    const named = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
      Object.fromEntries(
        Object.entries(values).map(([header, value]) => [`method.response.header.${header}`, value]),
      );

    const method = new ApiGatewayMethod(this, "method", {
      restApiId,
      resourceId,
      httpMethod: "OPTIONS",
      authorization: "NONE",
    });
    const at = { restApiId, resourceId, httpMethod: method.httpMethod };
    const integration = new ApiGatewayIntegration(this, "integration", {
      ...at,
      type: "MOCK",
      requestTemplates: { "application/json": `{ "statusCode": ${STATUS} }` },
      passthroughBehavior: "WHEN_NO_TEMPLATES",
    });
    const response = new ApiGatewayMethodResponse(this, "response", {
      ...at,
      statusCode: STATUS,
      responseParameters: named(Object.fromEntries(Object.keys(preflight).map((header) => [header, true]))),
    });
    const answer = new ApiGatewayIntegrationResponse(this, "answer", {
      ...at,
      statusCode: response.statusCode,
      responseParameters: named(preflight),
      ...(cors.origins.length === 1
        ? {}
        : { responseTemplates: { "application/json": originTemplate(cors) } }),
      dependsOn: [integration],
    });
    this.parts = [method, integration, response, answer];
  }
}

/** Answers with the origin that was asked for where it is in the list: a browser takes one origin, not a list. */
function originTemplate({ origins }: CorsConfig): string {
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if([${origins.map((origin) => `"${origin}"`).join(", ")}].contains($origin))`,
    "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    "#end",
  ].join("\n");
}
