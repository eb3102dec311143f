import { type GuardRail } from "../../guard-rail";
import { eachContainer } from "./containers";

/** `CMP-004`: containers log. */
export const containersLog: GuardRail = {
  id: "CMP-004",
  title: "Every container logs somewhere",
  why: "what it says is lost with the task",
  fix: "give it a logConfiguration",
  controls: { fsbp: ["ECS.9"], checkov: [] },
  types: ["aws_ecs_task_definition"],
  check: ({ attributes }) =>
    eachContainer(attributes, (container) =>
      container["logConfiguration"] === undefined ? ["no logConfiguration"] : [],
    ),
};
