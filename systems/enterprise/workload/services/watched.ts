import type { Environment } from "../../../../constructs/core/environment";
import { loadBalancer } from "../../../../constructs/observability/catalogue/alb";
import type { WatchedResource } from "../../../../constructs/observability/watching";
import type { IngressExports } from "../../../../stacks/ingress-stack";
import type { ServicesConfig } from "./config";
import { serviceNames } from "./names";

/** What is watched of the services, by a key that stays: that each has the tasks that it needs behind the load balancer. */
export function servicesAlarms(
  { services }: Pick<ServicesConfig, "services">,
  ingress: IngressExports,
  environment: Pick<Environment, "system" | "name">,
): Readonly<Record<string, WatchedResource>> {
  return {
    services: {
      namePrefix: serviceNames(environment).loadBalancer,
      monitoring: loadBalancer({
        arnSuffix: ingress.loadBalancerArnSuffix,
        targetGroups: Object.fromEntries(
          Object.entries(ingress.targetGroups).map(([key, { arnSuffix }]) => [
            key,
            { arnSuffix, requiredTargets: services[key]?.scaling.minTasks ?? 1 },
          ]),
        ),
      }),
    },
  };
}
