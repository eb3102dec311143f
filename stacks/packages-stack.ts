import { CodeartifactDomain } from "@cdktf/provider-aws/lib/codeartifact-domain";
import { CodeartifactRepository } from "@cdktf/provider-aws/lib/codeartifact-repository";
import type { App } from "cdktf";
import { checkedName } from "../constructs/core/naming";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A public registry whose packages are copied when they are first asked for. */
export type PackageSource = "npmjs" | "pypi" | "maven-central" | "nuget-org";

/** Values of a {@link PackagesStack}. */
export interface PackagesStackProps extends PlatformStackProps {
  /** Name of domain and repository, 2 to 50 characters, lower case. */
  readonly name: string;
  /** The public registries; at least one. */
  readonly sources: readonly [PackageSource, ...PackageSource[]];
  /**
   * ARN of the key that encrypts what is kept.
   *
   * @default - CodeArtifact's own key of the account
   */
  readonly kmsKeyArn?: string | undefined;
}

/**
 * The packages layer: where builds in a closed network get packages of languages. One repository asks others, each of
 * which copies one public registry, as a repository has one connection to the outside at most.
 *
 * Outputs: `packages_domain`, `packages_repository`.
 *
 * @see https://docs.aws.amazon.com/codeartifact/latest/ug/external-connection.html
 */
export class PackagesStack extends PlatformStack {
  /** @throws ProblemsError when CodeArtifact would refuse the name */
  public constructor(scope: App, props: PackagesStackProps) {
    super(scope, "packages", props);
    const { sources, kmsKeyArn } = props;
    const name = checkedName("aws_codeartifact_repository", props.name, this.node.path);

    const { domain } = new CodeartifactDomain(this, "domain", {
      domain: checkedName("aws_codeartifact_domain", props.name, this.node.path),
      ...(kmsKeyArn === undefined ? {} : { encryptionKey: kmsKeyArn }),
    });
    const copies = sources.map(
      (source) =>
        new CodeartifactRepository(this, `${source}-copies`, {
          domain,
          repository: `${name}-${source}`,
          description: `Copies of packages of ${source}`,
          externalConnections: { externalConnectionName: `public:${source}` },
        }).repository,
    );
    const { repository } = new CodeartifactRepository(this, "repository", {
      domain,
      repository: name,
      description: "Packages for builds that cannot reach the internet",
      upstream: copies.map((repositoryName) => ({ repositoryName })),
    });
    this.publish("packages_domain", domain, "CodeArtifact domain that holds the packages");
    this.publish("packages_repository", repository, "CodeArtifact repository that builds ask for packages");
  }
}
