import { type Layers, synthesizeLayersOf } from "../../support/layers";
import { synthesizeApp, type Workspace } from "../../support/synthesis";
import { composeEnvironment } from "../../../systems/build";
import type { AwsPracticeConfig } from "../../../systems/aws-practice/config";
import { awsPractice } from "../../../systems/aws-practice/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";

export { type Layers, only, output } from "../../support/layers";

/** aws-practice as the repository configures it, see {@link synthesizeLayersOf}. */
export function synthesizeLayers(): Promise<(environment: string) => Layers> {
  return synthesizeLayersOf("aws-practice");
}

/** aws-practice with other environments than the repository's, by stack id; the values are checked as always. */
export function synthesizeWith(
  environments: Readonly<Record<string, AwsPracticeConfig>>,
): Readonly<Record<string, Workspace>> {
  const system = forAnyConfig({ ...awsPractice, environments });
  return synthesizeApp((app) => {
    for (const valid of Object.values(validConfigs(system, {}))) {
      composeEnvironment(app, system, valid);
    }
  });
}

/** The Name tag of a resource. */
export function nameTag({ tags }: Readonly<Record<string, unknown>>): string | undefined {
  return (tags as { readonly Name?: string } | undefined)?.Name;
}

/** Layers that aws-practice composes itself, beside state and access by GitHub. */
export const OWN_LAYERS = ["network", "data", "registry", "ingress", "api"] as const;
