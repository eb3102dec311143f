import type { Environment } from "../../../../constructs/core/environment";
import { distributionLogs } from "../../../common-flows";
import { aws, type End, type Flow, INTERNET, the } from "../../../flows";
import type { WorkloadConfig } from "../../config";
import { decided } from "../decisions/decided";
import { serviceNames } from "../services/names";
import { type EntryPlan, entryPlan } from "./plan";

/** The internal load balancer speaks HTTPS alone. */
const LOAD_BALANCER_PORT = 443;

/** Who reaches whom between clients and the internal load balancer. */
export function entryFlows(
  { workload: { entry, decisions } }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  if (!entry || !decisions) {
    return [];
  }
  const plan = entryPlan(decisions);
  if (plan.audience === "internal") {
    return [];
  }
  const prefix = `${environment.system}-${environment.name}`;
  const loadBalancer = the("load-balancer", serviceNames(environment).loadBalancer);
  return [
    ...(plan.cdn === "cloudfront"
      ? distributionFlows(plan, prefix, environment.account, loadBalancer)
      : [
          {
            from: INTERNET,
            to: the("api", prefix),
            port: 443,
            path: ["web-acl"],
            reason: "partners near by call the API through its web ACL",
            rows: ["EN-204", "EN-207"],
          } satisfies Flow,
        ]),
    ...(plan.gateway === "none" ? [] : gatewayFlows(plan, prefix)),
    // A function is reached by its own permission: see its flows.
    ...(plan.gateway === "none" || decided(decisions).compute === "lambda"
      ? []
      : linkFlows(prefix, loadBalancer)),
  ];
}

function distributionFlows(
  { site, gateway }: EntryPlan,
  prefix: string,
  account: string,
  loadBalancer: End,
): readonly Flow[] {
  const distribution = the("distribution", prefix);
  return [
    {
      from: INTERNET,
      to: distribution,
      port: 443,
      path: ["web-acl"],
      reason: "clients reach pages and API through the distribution and its web ACL",
      rows: ["EN-200", "EN-202"],
    },
    ...(site === "spa"
      ? [
          {
            from: distribution,
            to: the("bucket", `${prefix}-site-${account}`),
            path: ["origin-access"],
            actions: ["s3:GetObject"],
            reason: "files of the single-page application",
            rows: ["EN-178", "EN-201"],
          } satisfies Flow,
        ]
      : []),
    gateway === "none"
      ? {
          from: distribution,
          to: loadBalancer,
          port: LOAD_BALANCER_PORT,
          reason: "requests of the API, by a VPC origin",
          rows: ["EN-200"],
        }
      : {
          from: distribution,
          to: the("api", prefix),
          port: 443,
          reason: "requests of the API, with the header by which it knows the distribution",
          rows: ["EN-200", "EN-201"],
        },
    distributionLogs(`${prefix}-cdn-logs-${account}`),
  ];
}

function linkFlows(prefix: string, loadBalancer: End): readonly Flow[] {
  return [
    {
      from: the("api", prefix),
      to: loadBalancer,
      port: LOAD_BALANCER_PORT,
      path: ["vpc-link"],
      reason: "every path and method, once the caller is known",
      rows: ["EN-184", "EN-198"],
    },
    {
      from: the("vpc-link", prefix),
      to: loadBalancer,
      port: LOAD_BALANCER_PORT,
      reason: "the interfaces of the link reach the load balancer alone",
      rows: ["EN-198"],
    },
  ];
}

function gatewayFlows({ gateway }: EntryPlan, prefix: string): readonly Flow[] {
  return [
    ...(gateway === "rest-api"
      ? [
          {
            from: the("role", `${prefix}-api-logs`),
            to: aws("logs"),
            actions: ["policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"],
            assumedBy: "apigateway",
            reason: "API Gateway writes the logs of REST APIs, by a setting of the account",
            rows: ["EN-192"],
          } satisfies Flow,
        ]
      : []),
  ];
}
