import { type GuardRail } from "../../guard-rail";
import { eachContainer } from "./containers";
import { mustBe } from "../../verdicts";

/** `CMP-003`: containers are unprivileged. */
export const containersAreUnprivileged: GuardRail = {
  id: "CMP-003",
  title: "A container has no privileges on its host",
  why: "whoever breaks out of it owns the host",
  fix: "leave privileged out, and the host's process namespace alone",
  controls: { fsbp: ["ECS.3", "ECS.4"], checkov: ["CKV_AWS_334", "CKV_AWS_335"] },
  types: ["aws_ecs_task_definition"],
  check: ({ attributes }) =>
    eachContainer(attributes, (container) => (container["privileged"] === true ? ["privileged"] : [])).concat(
      mustBe(attributes, "pid_mode", [undefined, "task"]),
    ),
};
