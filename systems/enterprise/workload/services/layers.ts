import type { App } from "cdktf";
import { RegistryStack } from "../../../../stacks/registry-stack";
import { imageName, imageReplication } from "../../organization/images";
import type { WorkloadSurroundings } from "../layers";
import type { ServicesConfig } from "./config";

/** The layers of the containers of an account. */
export function composeServices(
  app: App,
  { images, keepImages }: ServicesConfig,
  { environment, organization }: WorkloadSurroundings,
): void {
  new RegistryStack(app, {
    environment,
    // The same in every account, as replication keeps names.
    repositoryNames: Object.fromEntries(images.map((image) => [image, imageName(image)])),
    keepImages,
    replication: imageReplication(environment.name, organization),
  });
}
