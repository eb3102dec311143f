import type { Environment } from "../../../../constructs/core/environment";
import { alarms } from "../../../common-flows";
import { aws, everything, type Flow, type Hop, INTERNET, the } from "../../../flows";
import { notices } from "../../baseline/flows";
import type { WorkloadConfig } from "../../config";
import { wayOut } from "../../hub/flows";
import { decided } from "../decisions/decided";
import { serviceNames } from "../services/names";
import { dataNames, type DataNames } from "./names";

const ROWS = ["EN-263"];

/** Who is told of what in an account, and what its health check reaches. */
export function watchingFlows(
  { workload, network }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  const names = dataNames(environment);
  const { data, services, decisions } = workload;
  return [
    // Rules of EventBridge tell of tasks that end; where nothing runs there are none.
    ...[names.errorTopic, names.warnTopic].flatMap((topic) =>
      services ? notices(the("topic", topic)) : [alarms(topic, ROWS)],
    ),
    ...(data?.watching.healthCheck && services && decisions && decided(decisions).compute !== "lambda"
      ? healthCheckFlows(names, environment, wayOut(network))
      : []),
  ];
}

function healthCheckFlows(names: DataNames, environment: Environment, out: Hop): readonly Flow[] {
  const { system, name, account, region } = environment;
  const from = the("canary", names.canary);
  const role = { from: the("role", `${names.canary}-canary`), assumedBy: "lambda", rows: ROWS };
  return [
    {
      from,
      to: the("load-balancer", serviceNames(environment).loadBalancer),
      port: 443,
      path: ["listener"],
      reason: "asks as clients do",
      rows: ROWS,
    },
    {
      from,
      to: INTERNET,
      port: 443,
      path: [out],
      reason: "CloudWatch and S3, which its runs report to",
      rows: ROWS,
    },
    {
      ...role,
      to: the("bucket", names.bucket("health-check")),
      actions: ["s3:GetBucketLocation", "s3:GetObject", "s3:PutObject"],
      reason: "reads its script and keeps what runs leave",
    },
    {
      ...role,
      to: the("key", `alias/${system}-${name}-internal`),
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "what runs leave is encrypted with the key of its class",
    },
    {
      ...role,
      to: everything(
        "logs of the health check",
        `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/cwsyn-${names.canary}-*`,
      ),
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      reason: "writes the log of its function, whose name Synthetics chooses",
    },
    {
      ...role,
      to: aws("cloudwatch"),
      actions: ["cloudwatch:PutMetricData"],
      reason: "tells how runs ended",
    },
    {
      ...role,
      to: aws("s3"),
      actions: ["s3:ListAllMyBuckets"],
      reason: "Synthetics asks for it of every canary",
    },
    {
      ...role,
      to: aws("ec2"),
      actions: ["policy/service-role/AWSLambdaENIManagementAccess"],
      reason: "its function has interfaces in the network",
    },
  ];
}
