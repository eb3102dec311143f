import { type Layers, synthesizeLayersOf } from "../../support/layers";

export { type Layers, only, output } from "../../support/layers";

/** serverless-web as the repository configures it, see {@link synthesizeLayersOf}. */
export function synthesizeLayers(): Promise<(environment: string) => Layers> {
  return synthesizeLayersOf("serverless-web");
}
