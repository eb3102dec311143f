import type { Environment } from "../../constructs/core/environment";
import { RegistryStack, type RegistryStackProps } from "../../stacks/registry-stack";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const PROPS: RegistryStackProps = {
  environment: ENVIRONMENT,
  repositoryNames: { frontend: "x-frontend", backend: "x-backend", sidecar: "x-sidecar" },
  keepImages: 10,
};

function synthesize(overrides: Partial<RegistryStackProps> = {}): Workspace {
  return synthesizeApp((app) => new RegistryStack(app, { ...PROPS, ...overrides }))["registry-test"]!;
}

const environment = (protection: Environment["protection"]): Environment => ({ ...ENVIRONMENT, protection });

describe("the registry layer", () => {
  test.each(["frontend", "backend", "sidecar"])(
    "SW-080, SW-081, SW-082: image %s has a repository that scans and encrypts",
    (image) => {
      expect(synthesize().one("aws_ecr_repository", `${image}-images_repository`)).toEqual({
        name: `x-${image}`,
        image_tag_mutability: "IMMUTABLE",
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: "AES256" }],
        force_delete: true,
      });
    },
  );

  test("SW-D27: tags can move, as latest does", () => {
    expect(
      synthesize({ tags: "mutable" }).one("aws_ecr_repository", "backend-images_repository"),
    ).toMatchObject({ image_tag_mutability: "MUTABLE" });
  });

  test("AP-D20: images of a protected environment keep their repository from being destroyed", () => {
    expect(
      synthesize({ environment: environment("protected") }).one(
        "aws_ecr_repository",
        "backend-images_repository",
      )["force_delete"],
    ).toBeUndefined();
  });

  test("AP-114 to AP-117: the newest images are kept, whatever their tags", () => {
    const policy = synthesize({ keepImages: 3, keepDescription: "最新3つのイメージのみ保持" }).one(
      "aws_ecr_lifecycle_policy",
      "backend-images_lifecycle",
    );

    expect(JSON.parse(policy["policy"] as string)).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "最新3つのイメージのみ保持",
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 3 },
          action: { type: "expire" },
        },
      ],
    });
  });

  test("the tag that was last delivered begins as latest and then belongs to delivery", () => {
    expect(synthesize().one("aws_ssm_parameter", "backend-tag_parameter")).toEqual({
      name: "/example/test/images/backend",
      description: "Tag of the backend image that was last delivered successfully",
      type: "String",
      value: "latest",
      lifecycle: { ignore_changes: ["value"] },
    });
    expect(
      synthesize({ initialTag: "0a1b2c3" }).one("aws_ssm_parameter", "backend-tag_parameter")["value"],
    ).toBe("0a1b2c3");
  });

  test("a system whose name Parameter Store keeps to itself names the parameters, and an output tells them", () => {
    const workspace = synthesize({ tagParameterName: (image) => `/shop/images/${image}-test` });

    expect(workspace.one("aws_ssm_parameter", "backend-tag_parameter")["name"]).toBe(
      "/shop/images/backend-test",
    );
    expect(workspace.json["output"]).toMatchObject({
      backend_tag_parameter: { value: "${aws_ssm_parameter.backend-tag_parameter.name}" },
    });
    expect(synthesize().json["output"]).not.toHaveProperty("backend_tag_parameter");
    expect(refusalOf(() => synthesize({ tagParameterName: () => "/aws-practice/images/backend" }))).toContain(
      "the name of an aws_ssm_parameter is made of",
    );
  });

  test("AP-122: outputs say where images are pushed", () => {
    expect(synthesize().json["output"]).toMatchObject({
      backend_repository_url: { value: "${aws_ecr_repository.backend-images_repository.repository_url}" },
    });
  });

  test.each([
    ["no image kept", { keepImages: 0 }, "keepImages: must be a whole number of images, 1 or more, got 0"],
    ["half an image kept", { keepImages: 1.5 }, "keepImages: must be a whole number of images"],
    [
      "capitals in a name",
      { repositoryNames: { a: "Backend" } },
      "the name of an aws_ecr_repository is made of",
    ],
    ["a name of one letter", { repositoryNames: { a: "a" } }, "the name of an aws_ecr_repository is made of"],
  ])("%s: refused", (_case, wrong, rule) => {
    expect(refusalOf(() => synthesize(wrong))).toContain(rule);
  });
});
