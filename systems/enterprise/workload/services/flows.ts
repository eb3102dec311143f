import type { Environment } from "../../../../constructs/core/environment";
import { startingTasks } from "../../../common-flows";
import { aws, type End, type Flow, type Hop, the } from "../../../flows";
import type { WorkloadConfig } from "../../config";
import { imageName } from "../../organization/images";
import { decided } from "../decisions/decided";
import { handingOverFlows, sharedEndpoints } from "../jobs/flows";
import { computeOf } from "./layers";
import type { ServiceConfig } from "./config";
import { serviceNames } from "./names";

const ENDPOINT: readonly Hop[] = ["interface-endpoint"];
const S3_ENDPOINT: readonly Hop[] = ["gateway-endpoint"];

/** Who reaches whom among the services of an account: the load balancer, the services, and what they run on. */
export function servicesFlows(config: WorkloadConfig, environment: Environment): readonly Flow[] {
  const { services, decisions } = config.workload;
  if (!services || !decisions) {
    return [];
  }
  const decision = decided(decisions);
  const endpoints = config.network.network.interfaceEndpoints?.services ?? [];
  return [
    ...(decision.compute === "lambda"
      ? []
      : Object.entries(services.services).flatMap(([key, service]) =>
          serviceFlows(key, service, config, environment, endpoints),
        )),
    ...(typeof computeOf(services, decision.compute) === "object"
      ? instanceFlows(environment, endpoints)
      : []),
  ];
}

function serviceFlows(
  key: string,
  { port, calls, reaches, furtherLogs }: ServiceConfig,
  config: WorkloadConfig,
  environment: Environment,
  endpoints: readonly string[],
): readonly Flow[] {
  const names = serviceNames(environment);
  const from = the("service", names.service(key));
  return [
    {
      from: the("load-balancer", names.loadBalancer),
      to: from,
      port,
      path: ["target-group"],
      reason: "requests that the listener forwards",
      rows: ["EN-209", "EN-213"],
    },
    ...startingTasks({
      service: names.service(key),
      path: ENDPOINT,
      pathToS3: S3_ENDPOINT,
      images: [imageName(key)],
      logGroup: names.logGroup(key),
      rows: ["EN-216", "EN-247"],
    }),
    ...sharedEndpoints(from, endpoints),
    ...callFlows(from, calls, config, environment),
    ...(reaches.includes("database") && config.workload.data?.database
      ? [
          {
            from,
            to: the("database", `${environment.system}-${environment.name}`),
            port: 5432,
            actions: ["rds-db:connect"],
            reason: "rows; services sign in by IAM",
          },
        ]
      : []),
    ...(reaches.includes("job-queue") ? handingOverFlows(config, environment, from) : []),
    ...Object.keys(furtherLogs).map((log): Flow => ({
      from,
      to: the("log-group", names.furtherLogGroup(key, log)),
      port: 443,
      path: ENDPOINT,
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      reason: "what is kept for longer or shorter than the rest of its log",
      rows: ["EN-248"],
    })),
  ];
}

/** How services call each other, in the way that the decisions take. */
function callFlows(
  from: End,
  calls: readonly string[],
  { workload: { services, decisions } }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  const names = serviceNames(environment);
  if (calls.length === 0 || !services || !decisions) {
    return [];
  }
  return decided(decisions).calls === "service-connect"
    ? calls.map((called) => ({
        from,
        to: the("service", names.service(called)),
        port: services.services[called]?.port ?? 0,
        reason: "calls by Service Connect",
        rows: ["EN-229"],
      }))
    : [
        {
          from,
          to: the("load-balancer", names.loadBalancer),
          port: 443,
          path: ["listener"],
          reason: "calls of other services",
          rows: ["EN-228"],
        },
      ];
}

/** What container instances reach: nobody reaches them. */
function instanceFlows(environment: Environment, endpoints: readonly string[]): readonly Flow[] {
  const names = serviceNames(environment);
  const from = the("instances", names.cluster);
  const call = { from, port: 443, path: ENDPOINT } as const;
  const granted = ["ecs", "ssm"];
  return [
    {
      ...call,
      to: aws("ecs"),
      actions: ["policy/service-role/AmazonEC2ContainerServiceforEC2Role"],
      reason: "joins the cluster, pulls images and reports",
      rows: ["EN-216"],
    },
    {
      ...call,
      to: aws("ssm"),
      actions: ["policy/AmazonSSMManagedInstanceCore"],
      reason: "operators come by Session Manager, through connections that the instance opens",
      rows: ["EN-216"],
    },
    {
      ...call,
      path: S3_ENDPOINT,
      to: aws("s3"),
      reason: "layers of images come from S3, by addresses that ECR signs",
    },
    ...sharedEndpoints(from, endpoints).filter(({ to }) => !(to.kind === "aws" && granted.includes(to.name))),
    // The two that tasks start with are left out there.
    ...["ecr", "logs"].map((service): Flow => ({
      ...call,
      to: aws(service),
      reason: "pulls images and writes logs of tasks",
    })),
  ];
}
