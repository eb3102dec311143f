import type { System } from "./system";

/**
 * Every system by its id. A system is loaded when it is selected, so that the others cost nothing.
 */
export const REGISTRY = {
  "serverless-web": async () => (await import("./serverless-web/system")).serverlessWeb,
  openwan: async () => (await import("./openwan/system")).openwan,
  "ecs-web": async () => (await import("./ecs-web/system")).ecsWeb,
  "aws-practice": async () => (await import("./aws-practice/system")).awsPractice,
  enterprise: async () => (await import("./enterprise/system")).enterprise,
} as const satisfies Record<string, () => Promise<unknown>>;

/** Id of a system that exists. */
export type SystemId = keyof typeof REGISTRY;

/** The ids of all systems. */
export const SYSTEM_IDS = Object.keys(REGISTRY) as readonly SystemId[];

/** Loads a system. */
export async function loadSystem(id: SystemId): Promise<System> {
  return forAnyConfig(await REGISTRY[id]());
}

/**
 * Forgets the type of a system's config. Sound, because a system's rules and composition are only ever given what its
 * own schema has accepted.
 */
export function forAnyConfig(system: { readonly [Key in keyof System]: unknown }): System {
  return system as unknown as System;
}
