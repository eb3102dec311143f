import { z } from "zod";
import { StateStack } from "../../stacks/state-stack";
import { environmentSchema, makesItsState } from "../environment";
import type { System } from "../system";
import { environments, type ServerlessWebConfig } from "./config";

/** A web service: SPA and API behind a CDN, on Fargate and Aurora Serverless. */
export const serverlessWeb: System<ServerlessWebConfig> = {
  id: "serverless-web",
  title: "SPA and Fargate API with a database sidecar on Aurora Serverless",
  environments,
  schema: z.strictObject({ environment: environmentSchema }),
  rules: () => [],
  compose: (app, environment, config) => {
    if (makesItsState(environment.system, environment.name, config.environment)) {
      new StateStack(app, { environment });
    }
  },
};
