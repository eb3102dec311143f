import { cannotTell, type GuardRail, notCompliant } from "../../guard-rail";
import { isReference, valueAt } from "../../workspace";

const LOGGING = "configuration.execute_command_configuration.logging";

/**
 * `CMP-011`: what is done in containers is logged. Without a setting, ECS logs a session where its container logs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
export const execSessionsAreLogged: GuardRail = {
  id: "CMP-011",
  title: "What people do in a container by ECS Exec is logged",
  why: "nobody could say afterwards what they read or changed there",
  fix: "let the cluster log sessions to a group, or switch ECS Exec off",
  controls: { checkov: ["CKV_AWS_223"] },
  types: ["aws_ecs_service"],
  check: ({ attributes }, workspace) => {
    if (attributes["enable_execute_command"] !== true) {
      return [];
    }
    const cluster = workspace.referredBy(attributes["cluster"]);
    if (!cluster) {
      return [cannotTell(`the cluster ${String(attributes["cluster"])}`)];
    }
    const logging = valueAt(cluster.attributes, LOGGING) ?? "DEFAULT";
    if (isReference(logging)) {
      return [cannotTell(`${LOGGING} = ${logging}`)];
    }
    return logging === "NONE" ? [notCompliant(`${LOGGING} = NONE`)] : [];
  },
};
