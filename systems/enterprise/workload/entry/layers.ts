import type { App } from "cdktf";
import type { ApiBackend, LoadBalancerBackend } from "../../../../constructs/api/api-backend";
import type { ApiAuthorization, UserPoolAuthorization } from "../../../../constructs/api/authorization";
import { isFunction } from "../../../../constructs/api/api-backend";
import { refuse } from "../../../../constructs/core/errors";
import { withoutAlarms } from "../../../../constructs/observability/no-alarms";
import { tierOf } from "../../../../constructs/network/network-exports";
import { ApiEdgeStack, type ApiEdgeExports } from "../../../../stacks/api-edge-stack";
import {
  type ApiExports,
  ApiStack,
  type HttpApiChoice,
  type RestApiChoice,
} from "../../../../stacks/api-stack";
import { RegionalApiEdgeStack } from "../../../../stacks/regional-api-edge-stack";
import { type UserPoolExports, UserPoolStack } from "../../../../stacks/user-pool-stack";
import type { DecisionsConfig } from "../decisions/config";
import type { WorkloadSurroundings } from "../layers";
import type { EntryConfig } from "./config";
import { type EntryPlan, entryPlan } from "./plan";
import { webAclRules } from "./web-acl-rules";

const BLOCKING_IS_ITS_PURPOSE = {
  noAlarmsBecause: "to block requests is what a web ACL is for, and no number of them is declared unusual",
};
/** What other parts learn of the entry; what was not made is not there. */
export interface EntryExports {
  /** The users. */
  readonly users?: UserPoolExports | undefined;
  /** The API Gateway. */
  readonly api?: ApiExports | undefined;
  /** What clients reach first. */
  readonly edge?: ApiEdgeExports | undefined;
}

/**
 * The layers between clients and services, as the workload's decisions have it: nothing for callers of the house, who
 * reach the internal load balancer; for partners near by an API with a web ACL of the Region; for everybody else a
 * distribution before it.
 */
export function composeEntry(
  app: App,
  config: EntryConfig,
  decisions: DecisionsConfig,
  surroundings: WorkloadSurroundings,
  backend: ApiBackend,
): EntryExports {
  const plan = entryPlan(decisions);
  if (plan.audience === "internal") {
    return {};
  }
  const { environment } = surroundings;
  const { domainName, hostedZoneId } = config;
  const { exports: users } = new UserPoolStack(app, { environment, host: domainName, ...config.users });
  const api = plan.gateway === "none" ? undefined : gateway(app, config, plan, surroundings, backend, users);
  const edge = {
    environment,
    domainName,
    hostedZoneId,
    webAclRules: webAclRules(config.webAcl),
    requestLogRetentionDays: config.requestLogRetentionDays,
    adminScreens: config.adminScreens,
  };
  if (plan.cdn === "cloudfront") {
    const { cacheablePaths, originSecretVersions, shieldAdvancedApproved = false } = config;
    const stack = new ApiEdgeStack(app, {
      ...edge,
      api: api ?? loadBalancerOf(backend, environment.name),
      site: plan.site,
      originSecretVersions,
      cacheablePaths,
      ...(plan.shield === "advanced"
        ? { shieldAdvanced: { approved: shieldAdvancedApproved, reason: plan.shieldBecause } }
        : {}),
    });
    withoutAlarms(stack, ["web-acl"], BLOCKING_IS_ITS_PURPOSE);
    return { users, api, edge: stack.exports };
  }
  if (!api) {
    return { users };
  }
  const stack = new RegionalApiEdgeStack(app, { ...edge, api });
  withoutAlarms(stack, ["web-acl"], BLOCKING_IS_ITS_PURPOSE);
  return { users, api, edge: stack.exports };
}

function gateway(
  app: App,
  { api, requestLogRetentionDays }: EntryConfig,
  plan: EntryPlan,
  { environment, network, keys }: WorkloadSurroundings,
  backend: ApiBackend,
  users: UserPoolExports,
): ApiExports {
  const { throttle, clients, cors, timeoutMs, cache, variables, executionLevel } = api;
  const logs = { retentionDays: requestLogRetentionDays, kmsKeyArn: keys.confidential?.arn };
  const ofUserPool: UserPoolAuthorization = {
    by: "user-pool",
    userPoolArn: users.userPoolArn,
    issuer: users.issuer,
    clientIds: [users.clientId],
  };
  const choice: RestApiChoice | HttpApiChoice =
    plan.gateway === "rest-api"
      ? {
          kind: "rest-api",
          authorization: authorizationOf(api, plan, ofUserPool),
          throttle,
          logs: { ...logs, executionLevel },
          clients: plan.tellsClientsApart ? clients : {},
          cors,
          cache,
          timeoutMs,
          timeoutQuotaRaised: plan.timeoutQuotaRaised,
          variables,
          reachedAt: plan.cdn === "cloudfront" ? "aws-address" : "own-domain",
        }
      : { kind: "http-api", authorization: ofUserPool, throttle, logs, cors, timeoutMs };
  const stack = new ApiStack(app, {
    environment,
    api: choice,
    backend,
    network: { vpcId: network.vpcId, subnetIds: tierOf(network, "private").subnetIds },
  });
  if (choice.kind === "rest-api" && !isPromised(api.promised)) {
    withoutAlarms(stack, ["rest-api"], {
      noAlarmsBecause: "nothing is promised of it; the health check tells whether it answers",
    });
  }
  return stack.exports;
}

function isPromised({ errorsAbovePercent, latency }: EntryConfig["api"]["promised"]): boolean {
  return errorsAbovePercent !== undefined || latency !== undefined;
}

function authorizationOf(
  { authorizer }: EntryConfig["api"],
  { authorization, authorizationBecause: reason }: EntryPlan,
  ofUserPool: UserPoolAuthorization,
): ApiAuthorization {
  if (authorization === "lambda-authorizer" && authorizer) {
    return { by: "function", ...authorizer, reason };
  }
  return authorization === "application" ? { by: "application", reason } : ofUserPool;
}

function loadBalancerOf(backend: ApiBackend, environment: string): LoadBalancerBackend {
  return isFunction(backend)
    ? refuse({
        path: `enterprise.${environment}.workload.decisions.choices.gateway`,
        rule: "is an API where a function answers, as a distribution reaches load balancers alone",
        got: "none",
        fix: "choose rest-api or http-api, or run the service on ECS",
      })
    : backend;
}
