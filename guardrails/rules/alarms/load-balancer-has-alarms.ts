import { alarmRule } from "./alarm-rule";

/** `ALM-002`: application load balancers are watched; the catalogue knows no others. */
export const loadBalancerHasAlarms = alarmRule({
  kind: "load-balancer",
  subject: "An application load balancer",
  type: "aws_lb",
  namespace: "AWS/ApplicationELB",
  dimensions: ["LoadBalancer"],
  namedBy: [],
  isKnown: ({ load_balancer_type: type }) => type === undefined || type === "application",
});
