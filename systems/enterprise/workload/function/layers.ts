import type { App } from "cdktf";
import { classify } from "../../../../constructs/governance/classify";
import type { RunningTag } from "../../../../constructs/registry/image-references";
import { type FunctionExports, FunctionStack } from "../../../../stacks/function-stack";
import type { RegistryExports } from "../../../../stacks/registry-stack";
import { type DatabaseAccess, databaseAccess, type DatabaseRef } from "../database-access";
import type { WorkloadSurroundings } from "../layers";
import { DATABASE_USER } from "../services/names";
import type { FunctionConfig } from "./config";
import { functionName, IMAGE } from "./names";

/** What the function needs of the layers before. */
export interface FunctionNeeds {
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /** What images run at: the tag or the digest that was last delivered. */
  readonly runningTag: RunningTag;
  /** The database; undefined where the account has none. */
  readonly database: DatabaseRef | undefined;
  /** How jobs are handed over; undefined where there is no queue. */
  readonly jobQueue: Pick<DatabaseAccess, "environmentVariables" | "permissions"> | undefined;
}

/**
 * The layer of the function that answers all requests of the API. It stands in the network when there is a database to
 * reach, whose user it is as the API's containers would be.
 */
export function composeFunction(
  app: App,
  { dataClass, ...values }: FunctionConfig,
  { registry, runningTag, database, jobQueue }: FunctionNeeds,
  { environment, network, keys }: WorkloadSurroundings,
): FunctionExports {
  const rows = databaseAccess(database, DATABASE_USER, environment);
  const stack = new FunctionStack(app, {
    environment,
    ...values,
    functionName: functionName(environment),
    description: "Answers all requests of the API",
    image: IMAGE,
    registry,
    runningTag,
    environmentVariables: { ...rows.environmentVariables, ...jobQueue?.environmentVariables },
    permissions: { ...rows.permissions, ...jobQueue?.permissions },
    kmsKeyArn: keys[dataClass]?.arn,
    ...(rows.reaches.length === 0 ? {} : { reaches: { network, tier: "private", flows: rows.reaches } }),
  });
  classify(stack, dataClass, { notBackedUpBecause: "logs end with their retention" });
  return stack.exports;
}
