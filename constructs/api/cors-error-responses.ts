import { ApiGatewayGatewayResponse } from "@cdktf/provider-aws/lib/api-gateway-gateway-response";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type CorsConfig, corsHeaders } from "./cors";

const RESPONSES = { "client-errors": "DEFAULT_4XX", "server-errors": "DEFAULT_5XX" } as const;

/** Values of {@link CorsErrorResponses}. */
export interface CorsErrorResponsesProps {
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Who may use the API in a browser. */
  readonly cors: CorsConfig;
}

/**
 * The headers on errors that API Gateway itself answers with, such as 401 and 429: without them a page of another origin
 * sees a network error and cannot tell its user to sign in.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export class CorsErrorResponses extends Construct {
  /** What has to be there before the API is deployed. */
  public readonly parts: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, { restApiId, cors }: CorsErrorResponsesProps) {
    super(scope, id);
    const { answer } = corsHeaders(cors);
    this.parts = Object.entries(RESPONSES).map(
      ([name, responseType]) =>
        new ApiGatewayGatewayResponse(this, name, {
          restApiId,
          responseType,
          responseParameters: Object.fromEntries(
            Object.entries(answer).map(([header, value]) => [`gatewayresponse.header.${header}`, value]),
          ),
        }),
    );
  }
}
