import type { Problem } from "../core/errors";
import type { EcsServiceProps, LoadBalancerBinding } from "./ecs-service";
import type { EcsTask } from "./ecs-task";
import { updateProblems } from "./rolling-update";
import { type ScalingRange, scalingProblems } from "./service-scaling";

/**
 * What is wrong with a service; nothing when ECS would run it.
 *
 * @param path - where it stands
 */
export function serviceProblems(props: EcsServiceProps, path: string): readonly Problem[] {
  const { desiredCount, scaling, loadBalancer, task, update } = props;
  return [
    ...taskCountProblems(desiredCount, scaling, path),
    ...updateProblems(update, path),
    ...(loadBalancer ? bindingProblems(loadBalancer, task, path) : []),
  ];
}

/**
 * What is wrong with the number of a service's tasks; nothing when it can begin with it and scale from there.
 *
 * @param path - where both stand; `desiredCount` or `scaling` is added
 */
export function taskCountProblems(
  desiredCount: number,
  scaling: ScalingRange | undefined,
  path: string,
): readonly Problem[] {
  if (!Number.isInteger(desiredCount) || desiredCount < 0) {
    return [
      {
        path: `${path}.desiredCount`,
        rule: "must be a whole number of tasks, 0 or more",
        got: desiredCount,
        fix: "say how many tasks run",
      },
    ];
  }
  if (scaling === undefined) {
    return [];
  }
  const range = scalingProblems(scaling, `${path}.scaling`);
  return range.length > 0 || (desiredCount >= scaling.minTasks && desiredCount <= scaling.maxTasks)
    ? range
    : [
        {
          path: `${path}.desiredCount`,
          rule: `must lie within the range of scaling, ${scaling.minTasks} to ${scaling.maxTasks}`,
          got: desiredCount,
          fix: "begin with a number of that range",
        },
      ];
}

function bindingProblems(
  { containerName, containerPort }: LoadBalancerBinding,
  { containers }: EcsTask,
  path: string,
): readonly Problem[] {
  const container = containers.find(({ name }) => name === containerName);
  if (container?.ports?.includes(containerPort)) {
    return [];
  }
  return [
    {
      path: `${path}.loadBalancer`,
      rule: `sends requests to a port on which a container of the task listens`,
      got: `${containerName}:${containerPort}`,
      fix: `use one of ${
        containers.flatMap(({ name, ports = [] }) => ports.map((port) => `${name}:${port}`)).join(", ") ||
        "none"
      }, or add the port to the container`,
    },
  ];
}
