import type { Attribute, Block } from "../schema/types";
import { arnOf } from "./answers/arns";
import { ID_IS_ARN, identifier } from "./answers/ids";
import { madeResource, text } from "./answers/resource";
import type { Made } from "./answers/resource";
import { specialAnswers } from "./answers/special";
import { usualAnswer } from "./answers/usual";
import { isRecord, isUnknown } from "./codec";
import type { Value } from "./codec";
import type { ProviderContext } from "./context";

/**
 * Carries out a plan: every value that the plan left open gets the answer that AWS would give, in its shape.
 *
 * What the plan promised stands as promised, and write-only values do not reach the state.
 *
 * @param planned the planned state; a list of resources differs from another only by its values, so the same plan
 *   gives the same resource
 */
export function applyResource(type: string, block: Block, context: ProviderContext, planned: Value): Value {
  if (!isRecord(planned)) {
    return planned;
  }
  const made = madeResource(type, knownOf(planned), context);
  const { id, arn } = identityOf(made, block);
  const answers: Readonly<Record<string, Value>> = { id, arn, ...specialAnswers(made, id, arn) };
  return fill(block, planned, (attribute, top) =>
    top && attribute.name in answers
      ? (answers[attribute.name] as Value)
      : usualAnswer(attribute, made, id, arn),
  );
}

/** The identifier and ARN of a resource; where the resource already has them, those. */
export function identityOf(made: Made, block: Block): { readonly id: string; readonly arn: string } {
  const own = text(made.known["id"]) ?? identifier(made);
  const arn = text(made.known["arn"]) ?? arnOf(made, own);
  const hasArn = block.attributes.some(({ name }) => name === "arn");
  return { id: hasArn && ID_IS_ARN.has(made.type) ? arn : own, arn };
}

/** Replaces every unknown of a block by what `answer` says; write-only values become null. */
export function fill(
  block: Block,
  value: Readonly<Record<string, Value>>,
  answer: (attribute: Attribute, top: boolean) => Value,
  top = true,
): Value {
  const filled: Record<string, Value> = {};
  for (const attribute of block.attributes) {
    filled[attribute.name] = attribute.writeOnly
      ? null
      : fillValue(value[attribute.name] ?? null, () => answer(attribute, top));
  }
  for (const { name, block: inner } of block.blocks) {
    const nested = value[name] ?? null;
    const each = (item: Value): Value => (isRecord(item) ? fill(inner, item, answer, false) : item);
    filled[name] = Array.isArray(nested)
      ? (nested as readonly Value[]).map(each)
      : isUnknown(nested)
        ? []
        : each(nested);
  }
  return filled;
}

function fillValue(value: Value, answer: () => Value): Value {
  if (isUnknown(value)) {
    return answer();
  }
  if (!containsUnknown(value)) {
    return value;
  }
  const answers = answer();
  if (Array.isArray(value)) {
    const candidates = Array.isArray(answers) ? (answers as readonly Value[]) : [];
    return (value as readonly Value[]).map((item, index) =>
      fillValue(item, () => matching(item, candidates) ?? candidates[index] ?? null),
    );
  }
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Value>>).map(([key, item]) => [
      key,
      fillValue(item, () => (isRecord(answers) ? (answers[key] ?? null) : null)),
    ]),
  );
}

// Elements of a set come in Terraform's order, not ours: a certificate's validation option is told by its domain.
function matching(item: Value, candidates: readonly Value[]): Value | undefined {
  if (!isRecord(item)) {
    return undefined;
  }
  const known = Object.entries(item).filter(([, value]) => typeof value === "string");
  return candidates.find(
    (candidate) =>
      isRecord(candidate) && known.length > 0 && known.every(([key, value]) => candidate[key] === value),
  );
}

function containsUnknown(value: Value): boolean {
  if (isUnknown(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).some(containsUnknown);
  }
  return isRecord(value) && Object.values(value).some(containsUnknown);
}

/** The attributes of a planned state that are wholly known and not null. */
export function knownOf(planned: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(planned).filter(([, value]) => value !== null && !containsUnknown(value)),
  );
}
