import type { Decision } from "../../../decisions";
import type { Traits } from "./traits";

/** What stands before the load balancer. */
export type Gateway = "none" | "rest-api" | "http-api";
/** What stands at the edge. */
export type Cdn = "cloudfront" | "none";
/** Where the web ACL is. */
export type WebAcl = "cloudfront" | "regional" | "none";
/** How much of AWS Shield there is. */
export type Shield = "standard" | "advanced";
/** Which kind of load balancer services have. */
export type LoadBalancer = "application" | "network";
/** Who checks a caller's token. */
export type Authorization = "cognito-user-pool" | "jwt" | "lambda-authorizer" | "application";

/** Seconds for which API Gateway waits unless AWS has raised them. */
export const GATEWAY_SECONDS = 29;

function waitsLonger({ longestRequestSeconds, gatewayTimeoutRaised }: Traits): boolean {
  return longestRequestSeconds > GATEWAY_SECONDS && !gatewayTimeoutRaised;
}

const TOO_LONG = `only for answers within ${GATEWAY_SECONDS} seconds, or when AWS has raised the time that the gateway waits`;

/** What stands at the edge. */
export const CDN: Decision<Traits> = {
  key: "cdn",
  question: "What stands at the edge",
  place: "CloudFront",
  layer: "edge",
  rules: [
    {
      situation: "the API is not public",
      applies: ({ audience }) => audience === "internal",
      use: "none",
      because: "callers are few and known, and little can be cached",
    },
    {
      situation: "consumers call it from the internet",
      applies: ({ audience }) => audience === "b2c",
      use: "cloudfront",
      because: "attacks end at the edge, even where little is cached and everybody is near",
    },
    {
      situation: "partners call it and the site is on CloudFront already",
      applies: ({ siteOnCloudFront }) => siteOnCloudFront,
      use: "cloudfront",
      because: "one domain serves both, without CORS",
    },
    {
      situation: "partners demand 99.99 %, are many and unknown, or call from abroad",
      applies: ({ partners }) => partners.highAvailability || partners.manyUnknown || partners.overseas,
      use: "cloudfront",
      because: "it stands attacks and answers by place",
    },
    {
      situation: "partners are few and near",
      applies: () => true,
      use: "none",
      because: "a web ACL in the Region does",
    },
  ],
  alternatives: {
    cloudfront: ({ audience }) =>
      audience === "internal" ? "only for an API that may be called from the internet" : undefined,
    none: () => undefined,
  },
  ruledOut: {},
};

/** What stands before the load balancer. */
export const GATEWAY: Decision<Traits> = {
  key: "gateway",
  question: "What stands before the load balancer",
  place: "API Gateway",
  layer: "api",
  rules: [
    {
      situation: "the longest answer takes longer than the gateway waits",
      applies: waitsLonger,
      use: "none",
      because: "the gateway gives up after 29 seconds",
    },
    {
      situation: "the API is called within its own system and nothing is limited",
      applies: ({ boundary, rateLimits }) => boundary === "own-system" && rateLimits === "none",
      use: "none",
      because: "a load balancer is simpler and cheaper",
    },
    {
      situation: "each client has limits of its own",
      applies: ({ rateLimits }) => rateLimits === "per-client",
      use: "rest-api",
      because: "an HTTP API has neither API keys nor usage plans",
    },
    {
      situation: "responses are cached, or stages have variables",
      applies: ({ responseCache, stageVariables }) => responseCache || stageVariables,
      use: "rest-api",
      because: "an HTTP API lacks them",
    },
    {
      situation: "a public API has no CloudFront, so that its web ACL is at the gateway",
      applies: ({ audience }, { cdn }) => audience !== "internal" && cdn === "none",
      use: "rest-api",
      because: "an HTTP API takes no web ACL",
    },
    {
      situation: "a boundary needs no more than tokens and limits for all",
      applies: () => true,
      use: "http-api",
      because: "it costs less and answers sooner",
    },
  ],
  alternatives: {
    none: ({ rateLimits }) =>
      rateLimits === "none" ? undefined : "only where nothing is limited: limits are hard to build oneself",
    "rest-api": (traits) => (waitsLonger(traits) ? TOO_LONG : undefined),
    "http-api": (traits, { cdn }) => {
      if (waitsLonger(traits)) {
        return TOO_LONG;
      }
      if (traits.rateLimits === "per-client" || traits.responseCache || traits.stageVariables) {
        return "only without limits for each client, cached responses and stage variables";
      }
      return traits.audience !== "internal" && cdn === "none"
        ? "only behind CloudFront, whose web ACL it lacks itself"
        : undefined;
    },
  },
  ruledOut: {
    "third-party": {
      because: "a gateway of somebody else is for what API Gateway cannot do, and no layer here makes one",
      instead: "use rest-api or http-api, or run the gateway as a service behind the load balancer",
    },
    "service-discovery": {
      because:
        "API Gateway that calls services by discovery has hardly any health checks, many settings and no longer time",
      instead: "use rest-api; its link leads to the load balancer",
    },
  },
};

/** Where the web ACL is. */
export const WEB_ACL: Decision<Traits> = {
  key: "webAcl",
  question: "Where requests from the internet are looked at",
  place: "CloudFront",
  layer: "edge",
  rules: [
    {
      situation: "CloudFront stands at the edge",
      applies: (_traits, { cdn }) => cdn === "cloudfront",
      use: "cloudfront",
      because: "an attack ends before the Region",
    },
    {
      situation: "a public API has no CloudFront",
      applies: ({ audience }) => audience !== "internal",
      use: "regional",
      because: "the gateway or the load balancer takes it in the Region",
    },
    {
      situation: "the API is not public",
      applies: () => true,
      use: "none",
      because: "nobody on the internet reaches it",
    },
  ],
  alternatives: {
    regional: (_traits, { cdn }) =>
      cdn === "cloudfront" ? "only without CloudFront, which takes a web ACL of its own scope" : undefined,
    none: ({ audience }) =>
      audience === "b2c" ? "only for partners or callers of the house: consumers' APIs have one" : undefined,
  },
  ruledOut: {},
};

/** How much of AWS Shield there is. */
export const SHIELD: Decision<Traits> = {
  key: "shield",
  question: "How much of AWS Shield there is",
  place: "CloudFront",
  layer: "edge",
  rules: [
    {
      situation: "nobody has weighed its cost",
      applies: () => true,
      use: "standard",
      because: "it is there for nothing",
    },
  ],
  alternatives: {
    advanced: (_traits, { cdn }) =>
      cdn === "cloudfront" ? undefined : "only with CloudFront, whose distribution it protects here",
  },
  ruledOut: {},
};

/** Which load balancer services have. */
export const LOAD_BALANCER: Decision<Traits> = {
  key: "loadBalancer",
  question: "Which load balancer services have",
  place: "Load balancer",
  layer: "ingress",
  rules: [
    {
      situation: "low latency is demanded above all",
      applies: ({ latency }) => latency === "low",
      use: "network",
      because: "it is fastest, without a look at requests",
    },
    {
      situation: "it is a web API",
      applies: () => true,
      use: "application",
      because: "it routes and checks health by path, and takes a web ACL",
    },
  ],
  alternatives: { application: () => undefined },
  ruledOut: {
    network: {
      because: "a network load balancer is for a strong demand of low latency, and no layer here makes one",
      instead: "choose application with a reason, or state latency as usual",
    },
  },
};

/** Who checks a caller's token. */
export const AUTHORIZATION: Decision<Traits> = {
  key: "authorization",
  question: "Who checks a caller's token",
  place: "API Gateway",
  layer: "api",
  rules: [
    {
      situation: "there is no gateway",
      applies: (_traits, { gateway }) => gateway === "none",
      use: "application",
      because: "nothing before it does",
    },
    {
      situation: "more than the token is to be looked at, and latency or cost matters",
      applies: ({ authorization }) => authorization === "beyond-token-at-low-latency",
      use: "application",
      because: "an authorizer of one's own costs a call for each request",
    },
    {
      situation: "more than the token is to be looked at",
      applies: ({ authorization }) => authorization === "beyond-token",
      use: "lambda-authorizer",
      because: "the standard ones look at the token alone",
    },
    {
      situation: "an HTTP API looks at the token",
      applies: (_traits, { gateway }) => gateway === "http-api",
      use: "jwt",
      because: "its own authorizer does, without code",
    },
    {
      situation: "a REST API looks at the token",
      applies: () => true,
      use: "cognito-user-pool",
      because: "its own authorizer does, without code",
    },
  ],
  alternatives: {
    application: () => undefined,
    "lambda-authorizer": (_traits, { gateway }) => (gateway === "none" ? "only at a gateway" : undefined),
    jwt: (_traits, { gateway }) => (gateway === "http-api" ? undefined : "only at an HTTP API"),
    "cognito-user-pool": (_traits, { gateway }) =>
      gateway === "rest-api" ? undefined : "only at a REST API; an HTTP API takes jwt",
  },
  ruledOut: {},
};

/** What the description of the API is for. */
export const API_DESCRIPTION: Decision<Traits> = {
  key: "apiDescription",
  question: "What the OpenAPI file is for",
  place: "API Gateway",
  layer: "api",
  rules: [
    {
      situation: "an API has a description",
      applies: () => true,
      use: "interface-alone",
      because: "application and infrastructure change apart, and preflights end at the gateway",
    },
  ],
  alternatives: {},
  ruledOut: {
    "gateway-extensions": {
      because: "integrations in the OpenAPI file tie application and infrastructure together",
      instead: "validate in the application, behind the web ACL",
    },
    "pass-through": {
      because: "a gateway that passes everything through lets every preflight reach the services",
      instead: "state the origins of CORS, which the gateway then answers",
    },
  },
};
