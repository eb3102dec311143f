import { ImageRepository } from "../../../constructs/registry/image-repository";
import { synthesizeStack } from "../../support/synthesis";

const MINIMAL = { repositoryName: "aws-practice-stg", keepImages: 3 };

describe("an image repository", () => {
  test("AP-110 to AP-112: keeps tags where they are, scans and encrypts, and stays while it holds images", () => {
    const workspace = synthesizeStack((stack) => new ImageRepository(stack, "api", MINIMAL));

    expect(workspace.one("aws_ecr_repository", "api_repository")).toEqual({
      name: "aws-practice-stg",
      image_tag_mutability: "IMMUTABLE",
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: "AES256" }],
    });
  });

  test("can be encrypted with a customer's key", () => {
    const workspace = synthesizeStack(
      (stack) => new ImageRepository(stack, "api", { ...MINIMAL, kmsKeyArn: "arn:key" }),
    );

    expect(workspace.one("aws_ecr_repository", "api_repository")["encryption_configuration"]).toEqual([
      { encryption_type: "KMS", kms_key: "arn:key" },
    ]);
  });
});
