import { alarmRule } from "./alarm-rule";

/** `ALM-003`: ECS services are watched. */
export const ecsServiceHasAlarms = alarmRule({
  kind: "ecs-service",
  subject: "An ECS service",
  type: "aws_ecs_service",
  namespace: "AWS/ECS",
  dimensions: ["ServiceName"],
  namedBy: ["name"],
});
