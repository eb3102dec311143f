/**
 * Cache policies that AWS manages, by their ids, which are the same in every account.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const MANAGED_CACHE_POLICIES = {
  /** A day by default, a year at most; compressed; neither cookies nor queries in the key. For static files. */
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  /** Nothing is cached. For APIs. */
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
} as const;

/**
 * Origin request policies that AWS manages.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const MANAGED_ORIGIN_REQUEST_POLICIES = {
  /** Everything that the viewer sent, the Host header included: the origin's certificate is checked against it. */
  allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  /** Everything but the Host header, for origins that know their own name only. */
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
} as const;

/**
 * Response headers policies that AWS manages.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const MANAGED_RESPONSE_HEADERS_POLICIES = {
  /** HSTS for a year, no sniffing of types, no framing by others, strict referrer. */
  securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;
