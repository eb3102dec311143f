import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import type { Environment } from "../constructs/core/environment";
import { refuse } from "../constructs/core/errors";
import { type NoAlarms, type WatchedKind, withoutAlarms } from "../constructs/observability/no-alarms";
import { stackId } from "../stacks/workspace-stack";

/**
 * Says of layers of a system, when they are composed, which kinds of resources in them are deliberately without alarms,
 * and why. Each must be there, without an alarm.
 *
 * @param unwatched - kinds by layer, or by the path of a construct in a layer: `service/worker-service`
 * @throws ProblemsError when the environment has no such layer or construct
 */
export function leaveUnwatched(
  app: App,
  environment: Environment,
  unwatched: Readonly<Record<string, readonly WatchedKind[]>>,
  noAlarms: NoAlarms,
): void {
  for (const [place, kinds] of Object.entries(unwatched)) {
    const [layer = "", ...path] = place.split("/");
    const found = [stackId(layer, environment), ...path].reduce<IConstruct | undefined>(
      (construct, id) => construct?.node.tryFindChild(id),
      app,
    );
    withoutAlarms(
      found ??
        refuse({
          path: `${environment.system}.${environment.name}`,
          rule: "leaves unwatched what it has",
          got: place,
          fix: "name a layer, or a construct in it by the ids on the way",
        }),
      kinds,
      noAlarms,
    );
  }
}
