const COMMON = {
  requestId: "$context.requestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  method: "$context.httpMethod",
  path: "$context.path",
  protocol: "$context.protocol",
  status: "$context.status",
  responseBytes: "$context.responseLength",
  responseMs: "$context.responseLatency",
  integrationStatus: "$context.integrationStatus",
  integrationMs: "$context.integrationLatency",
  error: "$context.error.message",
} as const;

/**
 * One JSON object a request: who asked for what, what came of it and how long it took. Neither tokens nor bodies.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const REST_ACCESS_LOG_FORMAT = JSON.stringify({
  ...COMMON,
  user: "$context.authorizer.claims.sub",
  client: "$context.identity.apiKeyId",
  webAcl: "$context.wafResponseCode",
});

/**
 * The same of an HTTP API, which knows neither API keys nor web ACLs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const HTTP_ACCESS_LOG_FORMAT = JSON.stringify({ ...COMMON, user: "$context.authorizer.claims.sub" });
