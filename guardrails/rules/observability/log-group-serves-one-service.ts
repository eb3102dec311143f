import { type GuardRail, notCompliant } from "../../guard-rail";
import { logGroupsOf } from "../compute/containers";
import { shown } from "../../verdicts";
import { type Resource, valueAt, type Workspace } from "../../workspace";

/** Where what is no container says which group it writes to, by type. */
const WRITERS: Readonly<Record<string, string>> = {
  aws_api_gateway_stage: "access_log_settings.destination_arn",
  aws_apigatewayv2_stage: "access_log_settings.destination_arn",
  aws_cloudtrail: "cloud_watch_logs_group_arn",
  aws_codebuild_project: "logs_config.cloudwatch_logs.group_name",
  aws_ecs_cluster: "configuration.execute_command_configuration.log_configuration.cloud_watch_log_group_name",
  aws_flow_log: "log_destination",
  aws_lambda_function: "logging_config.log_group",
  aws_sfn_state_machine: "logging_configuration.log_destination",
  aws_wafv2_web_acl_logging_configuration: "log_destination_configs",
};

/** `LOG-002`: a log group serves one service. */
export const logGroupServesOneService: GuardRail = {
  id: "LOG-002",
  title: "A log group serves one service",
  why: "filters, alarms and permissions on it would meet another service's lines",
  fix: "give each service a log group of its own",
  controls: {},
  types: ["aws_cloudwatch_log_group"],
  check: (group, workspace) => {
    const writers = [...familiesOf(group, workspace), ...othersOf(group, workspace)];
    return writers.length > 1 ? [notCompliant(`logs of ${writers.join(", ")}`)] : [];
  },
};

function familiesOf(group: Resource, workspace: Workspace): readonly string[] {
  return workspace
    .all("aws_ecs_task_definition")
    .filter((task) => logGroupsOf(task.attributes).some((name) => isGroup(group, name)))
    .map((task) => shown(task.attributes["family"]));
}

function othersOf(group: Resource, workspace: Workspace): readonly string[] {
  return Object.entries(WRITERS).flatMap(([type, attribute]) =>
    workspace
      .all(type)
      .filter(({ attributes }) => [valueAt(attributes, attribute)].flat().some((one) => isGroup(group, one)))
      .map(({ address }) => address),
  );
}

function isGroup({ address, attributes }: Resource, named: unknown): boolean {
  return typeof named === "string" && (named === attributes["name"] || named.includes(`\${${address}.`));
}
