import type { Environment } from "../../../../constructs/core/environment";
import { aws, type Flow, type Hop, the } from "../../../flows";
import type { WorkloadConfig } from "../../config";
import { imageName } from "../../organization/images";
import { decided } from "../decisions/decided";
import { handingOverFlows, sharedEndpoints } from "../jobs/flows";
import { functionName, IMAGE } from "./names";

const S3_ENDPOINT: readonly Hop[] = ["gateway-endpoint"];

/** Who reaches whom where a function answers the API: nothing where containers do. */
export function functionFlows(config: WorkloadConfig, environment: Environment): readonly Flow[] {
  const { decisions, function: values, data } = config.workload;
  if (!values || !decisions || decided(decisions).compute !== "lambda") {
    return [];
  }
  const { system, name } = environment;
  const from = the("function", functionName(environment));
  const endpoints = config.network.network.interfaceEndpoints?.services ?? [];
  return [
    {
      from: aws("apigateway"),
      to: from,
      path: ["resource-policy"],
      actions: ["lambda:InvokeFunction"],
      reason: "every path and method, once the caller is known",
      rows: ["EN-185"],
    },
    {
      from: aws("lambda"),
      to: the("repository", imageName(IMAGE)),
      path: ["resource-policy"],
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      reason: "pulls the function's image",
      rows: ["EN-185"],
    },
    {
      from,
      to: the("log-group", `/aws/lambda/${functionName(environment)}`),
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      reason: "writes its log",
      rows: ["EN-250"],
    },
    {
      from,
      to: aws("xray"),
      actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      reason: "traces its runs",
    },
    {
      from,
      to: the("key", `alias/${system}-${name}-${values.dataClass}`),
      actions: ["kms:Decrypt"],
      reason: "reads its variables",
    },
    ...handingOverFlows(config, environment, from),
    ...(data?.database ? databaseFlows(environment, endpoints) : []),
  ];
}

/** With a database it stands in the network, where Lambda joins it to subnets and all endpoints share one group. */
function databaseFlows(environment: Environment, endpoints: readonly string[]): readonly Flow[] {
  const from = the("function", functionName(environment));
  return [
    {
      from,
      to: the("database", `${environment.system}-${environment.name}`),
      port: 5432,
      actions: ["rds-db:connect"],
      reason: "rows",
      rows: ["EN-219"],
    },
    {
      from,
      to: aws("ec2"),
      actions: ["policy/service-role/AWSLambdaENIManagementAccess"],
      reason: "is joined to its subnets",
    },
    {
      from,
      to: aws("s3"),
      port: 443,
      path: S3_ENDPOINT,
      reason: "the gateway endpoint is open to all that stands in the tier",
    },
    ...["ecr", "logs"].map((service): Flow => ({
      from,
      to: aws(service),
      port: 443,
      path: ["interface-endpoint"],
      reason: "its endpoint shares a security group with the others; roles decide what it is good for",
    })),
    ...sharedEndpoints(from, endpoints),
  ];
}
