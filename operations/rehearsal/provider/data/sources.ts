import type { Block } from "../../schema/types";
import { arnOf } from "../answers/arns";
import { identifier } from "../answers/ids";
import { madeResource } from "../answers/resource";
import { specialAnswers } from "../answers/special";
import { usualAnswer } from "../answers/usual";
import { fill, knownOf } from "../apply";
import { isRecord, UNKNOWN } from "../codec";
import type { Value } from "../codec";
import type { ProviderContext } from "../context";
import { LOOKUPS } from "./lookups";
import { PLACES } from "./places";
import { policyDocument } from "./policy-document";

type Attributes = Readonly<Record<string, Value>>;

/** What a data source finds, by attribute; what it leaves out is answered by name. */
export type Answer = (config: Attributes, context: ProviderContext) => Attributes;

const ANSWERS: Readonly<Record<string, Answer>> = {
  ...PLACES,
  ...LOOKUPS,
  aws_iam_policy_document: policyDocument,
};

/** Reads a data source: arguments stand as given, everything else is found, the same each time. */
export function readData(type: string, block: Block, context: ProviderContext, config: Value): Value {
  if (!isRecord(config)) {
    return config;
  }
  const here = typeof config["region"] === "string" ? { ...context, region: config["region"] } : context;
  const made = madeResource(type, knownOf(config), here);
  const id = identifier(made);
  const arn = arnOf(made, id);
  const open: Record<string, Value> = { ...config };
  for (const { name, computed } of block.attributes) {
    if (computed && (config[name] ?? null) === null) {
      open[name] = UNKNOWN;
    }
  }
  const answers: Attributes = {
    region: here.region,
    ...specialAnswers(made, id, arn),
    ...ANSWERS[type]?.(config, here),
  };
  return fill(block, open, (attribute, top) =>
    top && attribute.name in answers
      ? (answers[attribute.name] as Value)
      : usualAnswer({ ...attribute, optional: false }, made, id, arn),
  );
}
