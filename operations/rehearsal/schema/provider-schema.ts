import { bindingFolder, bindingsOf } from "./catalogue";
import type { Bindings } from "./catalogue";
import { cached } from "./cache";
import { deriveBlock } from "./derive";
import { EPHEMERAL } from "./ephemeral";
import { overlayOf, withSensitive } from "./overlay";
import { corrected, withoutAlias } from "./overrides";
import { parseBinding } from "./parse";
import { bindingSource } from "./source";
import type { Block, ProviderSchema, TypeReference } from "./types";
import { join } from "node:path";

/**
 * The schema of a provider, cut down to the given types.
 *
 * A type that the provider does not have is left out: Terraform then names it to the user.
 *
 * @param provider the local name, `aws`
 * @throws StrataError when the provider's bindings are not installed or not readable
 */
export function providerSchema(provider: string, types: readonly TypeReference[]): ProviderSchema {
  const bindings = bindingsOf(provider);
  const blocks = (role: TypeReference["role"]): ReadonlyMap<string, Block> =>
    new Map(
      types
        .filter((reference) => reference.role === role)
        .map((reference) => [reference.type, typeBlock(bindings, reference)] as const)
        .filter((entry): entry is readonly [string, Block] => entry[1] !== undefined),
    );
  return {
    provider,
    config: withoutAlias(derived(bindings, "config", join(bindings.lib, "provider"))),
    resources: blocks("resource"),
    data: blocks("data"),
    ephemeral: blocks("ephemeral"),
  };
}

/** The schema of one type, or undefined when the provider has no such type. */
export function typeBlock(bindings: Bindings, reference: TypeReference): Block | undefined {
  const { role, type } = reference;
  if (role === "ephemeral") {
    return EPHEMERAL[type];
  }
  const folder = bindingFolder(bindings, role, type);
  if (folder === undefined) {
    return undefined;
  }
  const block = corrected(reference, derived(bindings, `${role}-${type}`, folder));
  return role === "resource" ? withSensitive(block, overlayOf(type).sensitive ?? []) : block;
}

function derived(bindings: Bindings, name: string, folder: string): Block {
  return cached(bindings, name, () => deriveBlock(parseBinding(bindingSource(folder))));
}
