import { type GuardRail, notCompliant } from "../../guard-rail";
import { logGroupsOf } from "../compute/containers";
import { shown } from "../../verdicts";

/** `LOG-002`: a log group serves one service. */
export const logGroupServesOneService: GuardRail = {
  id: "LOG-002",
  title: "A log group serves one service",
  why: "filters, alarms and permissions on it would meet another service's lines",
  fix: "give each service a log group of its own",
  controls: {},
  types: ["aws_cloudwatch_log_group"],
  check: ({ address, attributes }, workspace) => {
    const families = workspace
      .all("aws_ecs_task_definition")
      .filter((task) =>
        logGroupsOf(task.attributes).some(
          (name) => name === attributes["name"] || name.includes(`\${${address}.`),
        ),
      )
      .map((task) => shown(task.attributes["family"]));
    return families.length > 1 ? [notCompliant(`logs of ${families.join(", ")}`)] : [];
  },
};
