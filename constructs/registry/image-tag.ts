import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** What is recorded of an image: its tag, or the digest, so that what was verified is byte for byte what runs. */
export type RecordedReference = "tag" | "digest";

/** Where the tag of the image that runs is recorded, as other stacks see it. */
export interface ImageTagRef {
  /** Name of the parameter. */
  readonly parameterName: string;
  /** ARN of the parameter. */
  readonly parameterArn: string;
}

/** Values of an {@link ImageTag}. */
export interface ImageTagProps {
  /** Name of the parameter: `/serverless-web/dev/images/backend`. */
  readonly parameterName: string;
  /** The image that the tag belongs to, for the description. */
  readonly imageName: string;
  /**
   * Tag with which the system begins, before anything was ever delivered.
   *
   * @default "latest"; of digests one that no image has, so that nothing runs before a delivery
   */
  readonly initialTag?: string;
  /**
   * What is recorded.
   *
   * @default "tag"
   */
  readonly records?: RecordedReference | undefined;
}

const INITIAL: Readonly<Record<RecordedReference, string>> = {
  tag: "latest",
  digest: `sha256:${"0".repeat(64)}`,
};

/**
 * The tag of the image that was last delivered successfully. Delivery writes it and Terraform reads it, so that both
 * ask for the same image: see docs/adr/010-who-deploys-images.md.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 */
export class ImageTag extends Construct implements ImageTagRef {
  /** Name of the parameter. */
  public readonly parameterName: string;
  /** ARN of the parameter. */
  public readonly parameterArn: string;

  /** @throws ProblemsError when the name is not one that the Parameter Store accepts */
  public constructor(scope: Construct, id: string, props: ImageTagProps) {
    super(scope, id);
    const { parameterName, imageName, records = "tag", initialTag = INITIAL[records] } = props;

    const parameter = new SsmParameter(this, "parameter", {
      name: checkedName("aws_ssm_parameter", parameterName, this.node.path),
      description: `${records === "tag" ? "Tag" : "Digest"} of the ${imageName} image that was last delivered successfully`,
      type: "String",
      value: initialTag,
      // From here on the value belongs to delivery.
      lifecycle: { ignoreChanges: ["value"] },
    });
    this.parameterName = parameter.name;
    this.parameterArn = parameter.arn;
  }

  /** The parameter as other stacks see it. */
  public get ref(): ImageTagRef {
    return { parameterName: this.parameterName, parameterArn: this.parameterArn };
  }
}
