import type { z } from "zod";
import type { GithubConfig } from "../../../constructs/identity/github-config";
import { environmentSchema, type EnvironmentConfig } from "../../../systems/environment";
import { forAnyConfig } from "../../../systems/registry";
import type { System, SystemConfig } from "../../../systems/system";

interface ExampleConfig extends SystemConfig {
  readonly environment: EnvironmentConfig;
  readonly github?: GithubConfig;
}

/** GitHub's part of an example environment. */
export const GITHUB: GithubConfig = { repository: "example-org/strata", services: ["ec2"] };

/** An environment of the example system. */
export function example(account: string, github?: GithubConfig): ExampleConfig {
  return {
    environment: {
      account,
      region: "ap-northeast-1",
      zones: ["ap-northeast-1a"],
      protection: "disposable",
    },
    ...(github ? { github } : {}),
  };
}

/** A system whose environments are values of the test. */
export function exampleSystem(environments: Readonly<Record<string, ExampleConfig>>): System {
  return forAnyConfig({
    id: "shop",
    title: "A shop",
    environments,
    schema: environmentOnly,
    rules: () => [],
    compose: () => undefined,
  });
}

/** Accepts what it is given, once its environment is well-shaped. */
const environmentOnly = {
  safeParse: (input: ExampleConfig) => {
    const parsed = environmentSchema.safeParse(input.environment);
    return parsed.success ? { success: true, data: { ...input, environment: parsed.data } } : parsed;
  },
} as unknown as z.ZodType<ExampleConfig>;
