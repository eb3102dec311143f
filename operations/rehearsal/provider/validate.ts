import type { Block } from "../schema/types";
import { isRecord, isUnknown } from "./codec";
import type { Value } from "./codec";
import type { Diagnostic, PathStep } from "./protocol";

/**
 * Finds what Terraform itself lets pass although the schema forbids it: null for a required argument, and a value for
 * an attribute that only the provider sets.
 */
export function schemaFaults(block: Block, config: Value, path: readonly PathStep[] = []): Diagnostic[] {
  if (!isRecord(config)) {
    return [];
  }
  const faults: Diagnostic[] = [];
  for (const { name, required, optional, computed } of block.attributes) {
    const value = config[name] ?? null;
    const at = [...path, { attribute_name: name }];
    if (required && value === null) {
      faults.push(
        fault(
          "Missing required argument",
          `The argument "${name}" is required, but no definition was found.`,
          at,
        ),
      );
    }
    if (computed && !optional && value !== null) {
      faults.push(
        fault(
          "Value for unconfigurable attribute",
          `Can't configure a value for "${name}": its value will be decided automatically based on the result of applying this configuration.`,
          at,
        ),
      );
    }
  }
  for (const { name, nesting, block: inner } of block.blocks) {
    const nested = config[name] ?? null;
    const at = [...path, { attribute_name: name }];
    if (Array.isArray(nested)) {
      // An element of a set has no address of its own.
      faults.push(
        ...(nested as readonly Value[]).flatMap((item, index) =>
          schemaFaults(inner, item, nesting === "set" ? at : [...at, { element_key_int: index }]),
        ),
      );
    } else if (!isUnknown(nested)) {
      faults.push(...schemaFaults(inner, nested, at));
    }
  }
  return faults;
}

/** An error for Terraform to show at a path. */
export function fault(summary: string, detail: string, steps: readonly PathStep[] = []): Diagnostic {
  return { severity: 1, summary, detail, ...(steps.length > 0 && { attribute: { steps } }) };
}
