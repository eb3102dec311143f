import type { App } from "cdktf";
import { ImageReplication, type ReplicationRole } from "../constructs/registry/image-replication";
import { ImageRepository, type ImageRepositoryRef } from "../constructs/registry/image-repository";
import { ImageTag, type ImageTagRef, type RecordedReference } from "../constructs/registry/image-tag";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Images that are copied between the registries of accounts. */
export interface ReplicationSpec {
  /** Whether images leave the registry or come into it. */
  readonly role: ReplicationRole;
  /** Beginning of the names of the repositories that are copied: `enterprise-`. */
  readonly repositoryPrefix: string;
}

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
   * What deliveries record of the image that runs: its tag or its digest.
   *
   * @default "tag"
   */
  readonly recorded?: RecordedReference | undefined;
  /**
   * What the lifecycle rules say of themselves.
   *
   * @default "Keep the newest <keepImages> images"
   */
  readonly keepDescription?: string | undefined;
  /**
   * Name of the parameter that records the tag of an image. Parameter Store refuses names that begin with aws or ssm.
   *
   * @default - `/<system>/<environment>/images/<image>`
   */
  readonly tagParameterName?: ((image: string) => string) | undefined;
  /**
   * How images are copied to or from the registries of other accounts. A registry has one such setting.
   *
   * @default - not at all
   */
  readonly replication?: ReplicationSpec | undefined;
}

/** What other layers learn of the images. */
export interface RegistryExports {
  /** The repositories by image. */
  readonly repositories: Readonly<Record<string, ImageRepositoryRef>>;
  /** Where the tag of each image that runs is recorded. */
  readonly imageTags: Readonly<Record<string, ImageTagRef>>;
  /** What is recorded there; undefined for tags. */
  readonly recorded?: RecordedReference | undefined;
}

/**
 * The registry layer: one repository for each image, and the tag of each that was last delivered.
 *
 * It comes before the services, so that their first images can be pushed before anything wants to run them. Images
 * go with the repository only where the environment is disposable.
 *
 * Outputs: `<image>_repository_url` and, where the system names the parameters itself, `<image>_tag_parameter`.
 */
export class RegistryStack extends PlatformStack {
  /** What other layers learn of the images. */
  public readonly exports: RegistryExports;

  public constructor(scope: App, props: RegistryStackProps) {
    super(scope, "registry", props);
    const { environment, repositoryNames, keepImages, tags, initialTag, recorded, keepDescription } = props;
    const { system, name: environmentName, protection } = environment;
    const { tagParameterName = (image: string) => `/${system}/${environmentName}/images/${image}` } = props;
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
      const { ref: imageTag } = new ImageTag(this, `${image}-tag`, {
        parameterName: tagParameterName(image),
        imageName: image,
        ...(initialTag === undefined ? {} : { initialTag }),
        ...(recorded === undefined ? {} : { records: recorded }),
      });
      imageTags[image] = imageTag;
      const output = image.replaceAll("-", "_");
      this.publish(`${output}_repository_url`, repository.url, `Where images of ${image} are pushed`);
      if (props.tagParameterName) {
        this.publish(
          `${output}_tag_parameter`,
          imageTag.parameterName,
          `Name of the parameter that holds the tag of ${image}`,
        );
      }
    }
    if (props.replication) {
      const { account, region } = environment;
      new ImageReplication(this, "replication", { ...props.replication, account, region });
    }
    this.exports = { repositories, imageTags, ...(recorded === undefined ? {} : { recorded }) };
  }
}
