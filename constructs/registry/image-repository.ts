import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

/** A repository of container images as other stacks see it. */
export interface ImageRepositoryRef {
  /** Name within the registry. */
  readonly name: string;
  /** Registry and name, to which a tag is added: `111111111111.dkr.ecr.ap-northeast-1.amazonaws.com/backend`. */
  readonly url: string;
  /** ARN of the repository. */
  readonly arn: string;
}

/** Values of an {@link ImageRepository}. */
export interface ImageRepositoryProps {
  /** Name within the registry, lower case, 2 to 256 characters. A change replaces it and loses the images. */
  readonly repositoryName: string;
  /** Number of images that are kept, 1 or more; the oldest beyond it expire. */
  readonly keepImages: number;
  /**
   * What the lifecycle rule says of itself.
   *
   * @default "Keep the newest <keepImages> images"
   */
  readonly keepDescription?: string;
  /**
   * Whether a tag stays with its first image for good. A moving tag such as `latest` needs `"mutable"`.
   *
   * @default "immutable"
   */
  readonly tags?: "immutable" | "mutable";
  /**
   * ARN of the KMS key that encrypts the images. A change replaces the repository.
   *
   * @default - AES-256 with a key of ECR's own
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether the repository can be destroyed while it holds images.
   *
   * @default "delete-when-empty"
   */
  readonly removal?: "delete-when-empty" | "delete-with-images";
}

/**
 * An ECR repository that scans what is pushed, encrypts it and lets old images expire.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export class ImageRepository extends Construct implements ImageRepositoryRef {
  /** Name within the registry. */
  public readonly name: string;
  /** Registry and name, to which a tag is added. */
  public readonly url: string;
  /** ARN of the repository. */
  public readonly arn: string;

  /** @throws ProblemsError when ECR would not accept the name, or no image would be kept */
  public constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const {
      repositoryName,
      keepImages,
      tags = "immutable",
      kmsKeyArn,
      removal = "delete-when-empty",
    } = props;
    const { keepDescription = `Keep the newest ${keepImages} images` } = props;
    const { path } = this.node;
    throwProblems(keepImagesProblems(keepImages, path));

    const repository = new EcrRepository(this, "repository", {
      name: checkedName("aws_ecr_repository", repositoryName, path),
      imageTagMutability: tags === "immutable" ? "IMMUTABLE" : "MUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [
        kmsKeyArn === undefined ? { encryptionType: "AES256" } : { encryptionType: "KMS", kmsKey: kmsKeyArn },
      ],
      ...(removal === "delete-with-images" ? { forceDelete: true } : {}),
    });
    if (tags === "mutable") {
      acknowledge(repository, "CMP-007", {
        reason: "deliveries move a tag to the newest image, see docs/adr/010-who-deploys-images.md",
      });
    }
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: keepDescription,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keepImages },
            action: { type: "expire" },
          },
        ],
      }),
    });
    this.name = repository.name;
    this.url = repository.repositoryUrl;
    this.arn = repository.arn;
  }

  /** The repository as other stacks see it. */
  public get ref(): ImageRepositoryRef {
    return { name: this.name, url: this.url, arn: this.arn };
  }
}

/** What is wrong with the number of images that are kept; nothing when there is one to run. */
export function keepImagesProblems(keepImages: number, path: string): readonly Problem[] {
  return Number.isInteger(keepImages) && keepImages >= 1
    ? []
    : [
        {
          path: `${path}.keepImages`,
          rule: "must be a whole number of images, 1 or more",
          got: keepImages,
          fix: "keep at least the image that runs and the one to go back to",
        },
      ];
}
