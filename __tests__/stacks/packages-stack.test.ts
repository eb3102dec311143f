import { PackagesStack } from "../../stacks/packages-stack";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

function synthesized(values: Partial<ConstructorParameters<typeof PackagesStack>[1]> = {}): Workspace {
  return synthesizeApp(
    (app) =>
      new PackagesStack(app, { environment: ENVIRONMENT, name: "example", sources: ["npmjs"], ...values }),
  )["packages-test"]!;
}

describe("the packages layer", () => {
  test("EN-301 has one repository, which asks those that copy public registries", () => {
    const workspace = synthesized({ sources: ["npmjs", "pypi"] });

    expect(workspace.one("aws_codeartifact_repository", "repository")).toMatchObject({
      repository: "example",
      upstream: [
        { repository_name: "${aws_codeartifact_repository.npmjs-copies.repository}" },
        { repository_name: "${aws_codeartifact_repository.pypi-copies.repository}" },
      ],
    });
    expect(workspace.one("aws_codeartifact_repository", "pypi-copies")).toMatchObject({
      repository: "example-pypi",
      external_connections: { external_connection_name: "public:pypi" },
    });
  });

  test("EN-301 is encrypted with CodeArtifact's own key, or with the one that is given", () => {
    expect(synthesized().one("aws_codeartifact_domain", "domain")).toEqual({ domain: "example" });
    expect(
      synthesized({ kmsKeyArn: "arn:aws:kms:x" }).one("aws_codeartifact_domain", "domain"),
    ).toHaveProperty("encryption_key", "arn:aws:kms:x");
  });

  test.each(["Example", "e", "x".repeat(51)])("refuses the name %s", (name) => {
    expect(refusalOf(() => synthesized({ name }))).toContain("packages-test");
  });
});
