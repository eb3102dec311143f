import { NOT_NEGATIVE, type Metric, type Statistic } from "../metric";
import { because, type Monitoring, monitoring } from "./monitoring";
import { errorRatio, type ServiceLevel, slowRequests } from "./service-level";

/** A REST API as its metrics know it. */
export interface RestApiResource {
  /** Name of the API. */
  readonly apiName: string;
  /**
   * Name of the stage.
   *
   * @default - all stages together
   */
  readonly stageName?: string;
}

const HEALTH_CHECK = "nothing is promised of it: a health check from outside tells whether the API answers";

const REASONS = {
  ...because(HEALTH_CHECK, "5XXError", "Latency"),
  ...because("a figure of use", "Count"),
  ...because("for finding out why requests take long; what clients feel is Latency", "IntegrationLatency"),
  ...because("mistakes of clients, which the API answers rightly", "4XXError"),
  ...because("a matter of cost and of the cache's size", "CacheHitCount", "CacheMissCount"),
  ...because(
    "not published by API Gateway: throttled requests are counted in its access log",
    "ThrottledRequests",
  ),
};

/**
 * What is watched of a REST API: what is promised of it, its availability and its speed, and nothing else.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function restApi({ apiName, stageName }: RestApiResource, promised: ServiceLevel = {}): Monitoring {
  const metric = (name: string, statistic: Statistic): Metric => ({
    namespace: "AWS/ApiGateway",
    name,
    dimensions: { ApiName: apiName, ...(stageName === undefined ? {} : { Stage: stageName }) },
    statistic,
    range: NOT_NEGATIVE,
  });
  return monitoring(
    {
      "error-ratio": errorRatio(promised, {
        errors: metric("5XXError", "Sum"),
        requests: metric("Count", "Sum"),
      }),
      slow: slowRequests(promised, metric("Latency", "Average"), 1),
    },
    REASONS,
  );
}
