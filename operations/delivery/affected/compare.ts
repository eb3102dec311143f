import { blocksOf, producersOf, referencesOf, remoteReadsOf } from "../references";
import type { SynthesizedStack } from "../workspace";

/** Why a stack is to be planned and deployed. */
export type Reason =
  /** The stack was not there before. */
  | { readonly kind: "new" }
  /** What Terraform reads differs. */
  | { readonly kind: "changed"; readonly blocks: readonly string[] }
  /** It reads outputs of another stack that may get other values. */
  | { readonly kind: "consumes"; readonly stack: string; readonly outputs: readonly string[] };

/** A stack that a change affects. */
export interface AffectedStack {
  /** The stack, in the newer output. */
  readonly stack: SynthesizedStack;
  /** Why, at least one. */
  readonly reasons: readonly Reason[];
}

/** What a change does to the stacks of one system. */
export interface Comparison {
  /** The affected stacks, each after those that it depends on. */
  readonly affected: readonly AffectedStack[];
  /** The stacks that are no longer there. */
  readonly removed: readonly SynthesizedStack[];
}

/**
 * Compares two synthesized outputs stack by stack and follows changed outputs to the stacks that read them.
 *
 * An output counts as changed when its expression changed or when it refers, over any number of steps, to a block that
 * changed: its value is known to Terraform only, so this errs on the side of planning.
 *
 * @param before - the older output
 * @param after - the newer output, each stack after those that it depends on
 */
export function compareStacks(
  before: readonly SynthesizedStack[],
  after: readonly SynthesizedStack[],
): Comparison {
  const old = new Map(before.map((stack) => [stack.name, stack]));
  const changedOutputs = new Map<string, ReadonlySet<string>>();
  const affected: AffectedStack[] = [];

  for (const stack of after) {
    const changedBlocks = changedBlocksOf(old.get(stack.name), stack);
    const inputs = changedInputs(stack, after, changedOutputs);
    changedOutputs.set(
      stack.name,
      outputsTouchedBy(stack, new Set(changedBlocks), new Set(inputs.flatMap(({ reads }) => reads))),
    );

    const reasons: readonly Reason[] = [
      ...(old.has(stack.name)
        ? changedBlocks.length > 0
          ? [{ kind: "changed", blocks: changedBlocks } as const]
          : []
        : [{ kind: "new" } as const]),
      ...inputs.map(({ producer, outputs }) => ({ kind: "consumes", stack: producer, outputs }) as const),
    ];
    if (reasons.length > 0) {
      affected.push({ stack, reasons });
    }
  }

  const names = new Set(after.map(({ name }) => name));
  return { affected, removed: before.filter(({ name }) => !names.has(name)) };
}

/** Addresses and files that differ, were added or were removed; sorted. */
function changedBlocksOf(old: SynthesizedStack | undefined, stack: SynthesizedStack): readonly string[] {
  return [
    ...differences(old ? blocksOf(old.json) : new Map<string, string>(), blocksOf(stack.json)),
    ...differences(old?.files ?? new Map<string, string>(), stack.files),
  ].sort();
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

interface ChangedInput {
  readonly producer: string;
  readonly outputs: readonly string[];
  /** The reads, as `<remote block>.<output>`. */
  readonly reads: readonly string[];
}

function changedInputs(
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
  changedOutputs: ReadonlyMap<string, ReadonlySet<string>>,
): readonly ChangedInput[] {
  const producers = producersOf(stack, all);
  const inputs = new Map<string, Set<string>>();
  for (const { remote, output } of remoteReadsOf(JSON.stringify(stack.json))) {
    if (changedOutputs.get(producers.get(remote) ?? "")?.has(output)) {
      inputs.set(remote, (inputs.get(remote) ?? new Set()).add(output));
    }
  }
  return [...inputs].map(([remote, outputs]) => ({
    producer: producers.get(remote) ?? remote,
    outputs: [...outputs].sort(),
    reads: [...outputs].map((output) => `${remote}.${output}`),
  }));
}

/** Names of the outputs that lead back to a changed block or a changed value of another stack. */
function outputsTouchedBy(
  stack: SynthesizedStack,
  changedBlocks: ReadonlySet<string>,
  changedReads: ReadonlySet<string>,
): ReadonlySet<string> {
  const blocks = blocksOf(stack.json);
  const providerChanged = changedProviders(changedBlocks);
  const known = new Map<string, boolean>();
  const isTouched = (address: string): boolean => {
    const seen = known.get(address);
    if (seen !== undefined) {
      return seen;
    }
    known.set(address, false);
    const text = blocks.get(address) ?? "";
    const touched =
      changedBlocks.has(address) ||
      providerChanged(address) ||
      remoteReadsOf(text).some(({ remote, output }) => changedReads.has(`${remote}.${output}`)) ||
      [...referencesOf(text, blocks)].some((other) => other !== address && isTouched(other));
    known.set(address, touched);
    return touched;
  };
  return new Set(
    [...blocks.keys()]
      .filter((address) => address.startsWith("output.") && isTouched(address))
      .map((address) => address.slice("output.".length)),
  );
}

/** A provider works in everything of its types: another Region or account changes every value. */
function changedProviders(changedBlocks: ReadonlySet<string>): (address: string) => boolean {
  const providers = [...changedBlocks]
    .filter((address) => address.startsWith("provider."))
    .map((address) => address.slice("provider.".length));
  return (address) =>
    providers.some((name) => address.startsWith(`${name}_`) || address.startsWith(`data.${name}_`));
}
