import type { App } from "cdktf";
import type { PermissionsByPurpose, ServiceFlow } from "../../../../constructs/compute/service-spec";
import { classify } from "../../../../constructs/governance/classify";
import type { RunningTag } from "../../../../constructs/registry/image-references";
import { type FunctionExports, FunctionStack } from "../../../../stacks/function-stack";
import type { RegistryExports } from "../../../../stacks/registry-stack";
import type { WorkloadSurroundings } from "../layers";
import type { FunctionConfig } from "./config";

/** Key of the function's image: that of the API, whatever runs it. */
const IMAGE = "api";

/** What the function needs of the layers before. */
export interface FunctionNeeds {
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /** What images run at: the tag or the digest that was last delivered. */
  readonly runningTag: RunningTag;
  /** Variables of the application. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** What the application may do. */
  readonly permissions: PermissionsByPurpose;
  /** Whom it reaches in the network, such as the database; where nobody, it stands in no network. */
  readonly reaches: readonly ServiceFlow[];
}

/** The layer of the function that answers all requests of the API. */
export function composeFunction(
  app: App,
  { dataClass, ...values }: FunctionConfig,
  { registry, runningTag, environmentVariables, permissions, reaches }: FunctionNeeds,
  { environment, network, keys }: WorkloadSurroundings,
): FunctionExports {
  const stack = new FunctionStack(app, {
    environment,
    ...values,
    functionName: `${environment.system}-${environment.name}-${IMAGE}`,
    description: "Answers all requests of the API",
    image: IMAGE,
    registry,
    runningTag,
    environmentVariables,
    permissions,
    kmsKeyArn: keys[dataClass]?.arn,
    ...(reaches.length === 0 ? {} : { reaches: { network, tier: "private", flows: reaches } }),
  });
  classify(stack, dataClass, { notBackedUpBecause: "logs end with their retention" });
  return stack.exports;
}
