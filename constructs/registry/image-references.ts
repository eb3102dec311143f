import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { Construct } from "constructs";
import { refuse } from "../core/errors";
import type { ImageRepositoryRef } from "./image-repository";
import type { ImageTagRef, RecordedReference } from "./image-tag";

/** The tag that images run at: the one that was last delivered, or always the same. */
export type RunningTag = "last-delivered" | { readonly always: string };

/** Repositories and recorded tags by image. */
export interface ImageSources {
  /** The repositories by image. */
  readonly repositories: Readonly<Record<string, ImageRepositoryRef>>;
  /** Where the tag of each image is recorded that was last delivered. */
  readonly imageTags: Readonly<Record<string, ImageTagRef>>;
  /**
   * What deliveries record of an image.
   *
   * @default "tag"
   */
  readonly recorded?: RecordedReference | undefined;
}

/**
 * The images that the services of one layer run, each at the layer's tag. A recorded tag is read once, however many
 * services run the image.
 */
export class ImageReferences {
  private readonly known = new Map<string, string>();

  /**
   * @param scope - the layer, below which recorded tags are read
   * @param sources - where images and tags are
   * @param tag - the tag that all of them run at
   */
  public constructor(
    private readonly scope: Construct,
    private readonly sources: ImageSources,
    private readonly tag: RunningTag,
  ) {}

  /**
   * The image of a key, with registry and tag or digest.
   *
   * @throws ProblemsError when the registry lacks it
   */
  public imageOf(key: string): string {
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    const separator = this.tag === "last-delivered" && this.sources.recorded === "digest" ? "@" : ":";
    const image = `${this.repositoryOf(key).url}${separator}${this.tagOf(key)}`;
    this.known.set(key, image);
    return image;
  }

  /**
   * ARN of the repository of a key.
   *
   * @throws ProblemsError when the registry lacks it
   */
  public repositoryArnOf(key: string): string {
    return this.repositoryOf(key).arn;
  }

  private tagOf(key: string): string {
    if (typeof this.tag === "object") {
      return this.tag.always;
    }
    const recorded = this.sources.imageTags[key] ?? this.refuseUnknown(key);
    // The other attribute, value, would make Terraform hide the whole task definition in every plan.
    return new DataAwsSsmParameter(this.scope, `${key}-tag`, { name: recorded.parameterName }).insecureValue;
  }

  private repositoryOf(key: string): ImageRepositoryRef {
    return this.sources.repositories[key] ?? this.refuseUnknown(key);
  }

  private refuseUnknown(key: string): never {
    return refuse({
      path: "registry.repositories",
      rule: `has no image ${key}`,
      got: key,
      fix: `use one of ${Object.keys(this.sources.repositories).join(", ")}`,
    });
  }
}
