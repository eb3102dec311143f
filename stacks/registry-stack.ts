import type { App } from "cdktf";
import { ImageRepository, type ImageRepositoryRef } from "../constructs/registry/image-repository";
import { ImageTag, type ImageTagRef } from "../constructs/registry/image-tag";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link RegistryStack}. */
export interface RegistryStackProps extends PlatformStackProps {
  /** Repository names by image: `{ backend: "serverless-web-dev-backend" }`. */
  readonly repositoryNames: Readonly<Record<string, string>>;
  /** Number of images that each repository keeps, 1 or more. */
  readonly keepImages: number;
  /**
   * Whether a tag stays with its first image for good. A moving tag such as `latest` needs `"mutable"`.
   *
   * @default "immutable"
   */
  readonly tags?: "immutable" | "mutable" | undefined;
  /**
   * Tag of the images with which the system begins.
   *
   * @default "latest"
   */
  readonly initialTag?: string | undefined;
  /**
   * What the lifecycle rules say of themselves.
   *
   * @default "Keep the newest <keepImages> images"
   */
  readonly keepDescription?: string | undefined;
}

/** What other layers learn of the images. */
export interface RegistryExports {
  /** The repositories by image. */
  readonly repositories: Readonly<Record<string, ImageRepositoryRef>>;
  /** Where the tag of each image that runs is recorded. */
  readonly imageTags: Readonly<Record<string, ImageTagRef>>;
}

/**
 * The registry layer: one repository for each image, and the tag of each that was last delivered.
 *
 * It comes before the services, so that their first images can be pushed before anything wants to run them. Images
 * go with the repository only where the environment is disposable.
 *
 * Outputs: `<image>_repository_url`.
 */
export class RegistryStack extends PlatformStack {
  /** What other layers learn of the images. */
  public readonly exports: RegistryExports;

  public constructor(scope: App, props: RegistryStackProps) {
    super(scope, "registry", props);
    const { environment, repositoryNames, keepImages, tags, initialTag, keepDescription } = props;
    const { system, name: environmentName, protection } = environment;
    const repositories: Record<string, ImageRepositoryRef> = {};
    const imageTags: Record<string, ImageTagRef> = {};

    for (const [image, repositoryName] of Object.entries(repositoryNames)) {
      const repository = new ImageRepository(this, `${image}-images`, {
        repositoryName,
        keepImages,
        removal: protection === "disposable" ? "delete-with-images" : "delete-when-empty",
        ...(tags === undefined ? {} : { tags }),
        ...(keepDescription === undefined ? {} : { keepDescription }),
      });
      repositories[image] = repository.ref;
      imageTags[image] = new ImageTag(this, `${image}-tag`, {
        parameterName: `/${system}/${environmentName}/images/${image}`,
        imageName: image,
        ...(initialTag === undefined ? {} : { initialTag }),
      }).ref;
      this.publish(
        `${image.replaceAll("-", "_")}_repository_url`,
        repository.url,
        `Where images of ${image} are pushed`,
      );
    }
    this.exports = { repositories, imageTags };
  }
}
