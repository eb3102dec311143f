import { ServiceScaling, type ServiceScalingProps } from "../../../constructs/compute/service-scaling";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const CPU: ServiceScalingProps = {
  clusterName: "cluster",
  serviceName: "api",
  minTasks: 2,
  maxTasks: 4,
  targets: { cpu: { measure: "cpu", targetPercent: 70 } },
};

const synthesize = (props: ServiceScalingProps) =>
  synthesizeStack((stack) => new ServiceScaling(stack, "scaling", props));

describe("the scaling of a service", () => {
  test("SW-D10: keeps the CPU at 70 % with 2 to 4 tasks", () => {
    const workspace = synthesize(CPU);

    expect(workspace.one("aws_appautoscaling_target", "scaling_target")).toEqual({
      service_namespace: "ecs",
      resource_id: "service/cluster/api",
      scalable_dimension: "ecs:service:DesiredCount",
      min_capacity: 2,
      max_capacity: 4,
    });
    expect(workspace.one("aws_appautoscaling_policy", "scaling_cpu")).toEqual({
      name: "cpu",
      policy_type: "TargetTrackingScaling",
      service_namespace: "${aws_appautoscaling_target.scaling_target.service_namespace}",
      resource_id: "${aws_appautoscaling_target.scaling_target.resource_id}",
      scalable_dimension: "${aws_appautoscaling_target.scaling_target.scalable_dimension}",
      target_tracking_scaling_policy_configuration: {
        target_value: 70,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
      },
    });
  });

  test("OW-086 to OW-089: follows CPU and memory at once", () => {
    const workspace = synthesize({
      ...CPU,
      maxTasks: 20,
      targets: { ...CPU.targets, memory: { measure: "memory", targetPercent: 80 } },
    });

    expect(workspace.ids("aws_appautoscaling_policy")).toEqual(["scaling_cpu", "scaling_memory"]);
    expect(workspace.one("aws_appautoscaling_policy", "scaling_memory")).toMatchObject({
      target_tracking_scaling_policy_configuration: {
        target_value: 80,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageMemoryUtilization" },
      },
    });
  });

  test("OW-113 to OW-117, OW-D29: follows the messages that wait in a queue", () => {
    const workspace = synthesize({
      ...CPU,
      maxTasks: 10,
      targets: {
        queue: {
          measure: "queue-depth",
          queueName: "openwan-transcoding-queue",
          targetMessages: 100,
          scaleInCooldownSeconds: 300,
          scaleOutCooldownSeconds: 60,
        },
      },
    });

    expect(
      workspace.one("aws_appautoscaling_policy", "scaling_queue")[
        "target_tracking_scaling_policy_configuration"
      ],
    ).toEqual({
      target_value: 100,
      scale_in_cooldown: 300,
      scale_out_cooldown: 60,
      customized_metric_specification: {
        namespace: "AWS/SQS",
        metric_name: "ApproximateNumberOfMessagesVisible",
        statistic: "Average",
        dimensions: [{ name: "QueueName", value: "openwan-transcoding-queue" }],
      },
    });
  });

  test("as many tasks at most as at least are accepted", () => {
    expect(() => synthesize({ ...CPU, minTasks: 4, maxTasks: 4 })).not.toThrow();
  });

  test.each([
    [
      "fewer tasks at most than at least",
      { minTasks: 5 },
      "maxTasks: must be a whole number of tasks, at least minTasks (5), got 4",
    ],
    ["a negative number", { minTasks: -1 }, "minTasks: must be a whole number of tasks, 0 or more, got -1"],
    ["a broken number", { maxTasks: 2.5 }, "maxTasks: must be a whole number"],
    ["no measure", { targets: {} }, "targets: scaling follows at least one measure, got nothing"],
    [
      "0 %",
      { targets: { cpu: { measure: "cpu", targetPercent: 0 } } },
      "targets.cpu.targetPercent: must be a percentage from 1 to 100, got 0",
    ],
    [
      "101 %",
      { targets: { m: { measure: "memory", targetPercent: 101 } } },
      "targets.m.targetPercent: must be a percentage from 1 to 100, got 101",
    ],
    [
      "no messages",
      { targets: { q: { measure: "queue-depth", queueName: "q", targetMessages: 0 } } },
      "targets.q.targetMessages: must be 1 or more, got 0",
    ],
  ] as const)("%s: refused", (_case, wrong, rule) => {
    expect(refusalOf(() => synthesize({ ...CPU, ...wrong }))).toContain(`unit-test/scaling.${rule}`);
  });
});
