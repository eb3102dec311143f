import { z } from "zod";
import { networkConfigSchema } from "../../constructs/network/network-config";
import { networkNames } from "../../constructs/network/network-names";
import { networkProblems } from "../../constructs/network/network-rules";
import { NetworkStack } from "../../stacks/network-stack";
import { StateStack } from "../../stacks/state-stack";
import { environmentSchema, makesItsState } from "../environment";
import type { System } from "../system";
import { environments, type ServerlessWebConfig } from "./config";

/** A web service: SPA and API behind a CDN, on Fargate and Aurora Serverless. */
export const serverlessWeb: System<ServerlessWebConfig> = {
  id: "serverless-web",
  title: "SPA and Fargate API with a database sidecar on Aurora Serverless",
  environments,
  schema: z.strictObject({ environment: environmentSchema, network: networkConfigSchema }),
  rules: ({ network }, { system, name, zones }, path) =>
    networkProblems(network, { zones, path: `${path}.network`, names: networkNames(`${system}-${name}`) }),

  compose: (app, environment, { environment: stated, network }) => {
    if (makesItsState(environment.system, environment.name, stated)) {
      new StateStack(app, { environment });
    }
    new NetworkStack(app, { environment, network });
  },
};
