import {
  DefaultTokenResolver,
  StringConcat,
  TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import type { GuardRail, ResolvedResource } from "./guard-rail";
import { GUARD_RAILS } from "./rules";

/**
 * Holds a stack against the guard rails each time it is synthesized. A finding fails the synthesis before anything is
 * written.
 *
 * This is a validation and no aspect: cdktf runs it after cross-stack references are made, once for the stack.
 */
export function attachGuardRails(stack: TerraformStack, rules: readonly GuardRail[] = GUARD_RAILS): void {
  stack.node.addValidation({
    validate: () => {
      const resources = resolvedResources(stack);
      return rules.flatMap(({ id, title, fix, check }) =>
        check(resources).map(({ path, got }) => `${id} at ${path}: ${title}, got ${got}; ${fix}`),
      );
    },
  });
}

function resolvedResources(stack: TerraformStack): ResolvedResource[] {
  return stack.node
    .findAll()
    .filter((construct): construct is TerraformResource => TerraformResource.isTerraformResource(construct))
    .map((construct) => ({
      path: construct.node.path,
      type: construct.terraformResourceType,
      // Resolving all attributes of a stack costs as much as its synthesis; a rule asks for those of its types only.
      get attributes() {
        return attributesOf(construct, stack);
      },
      construct,
    }));
}

function attributesOf(resource: TerraformResource, stack: TerraformStack): Record<string, unknown> {
  const rendered = Tokenization.resolve(resource.toTerraform(), {
    scope: stack,
    preparing: false,
    resolver: new DefaultTokenResolver(new StringConcat()),
  }) as { resource: Record<string, Record<string, Record<string, unknown>>> };
  return rendered.resource[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}
