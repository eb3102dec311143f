import type { App } from "cdktf";
import { BuildProject } from "../constructs/delivery/build-project";
import { CodeCommitSource } from "../constructs/delivery/codecommit-source";
import { ConnectionSource } from "../constructs/delivery/connection-source";
import type { PipelineSource } from "../constructs/delivery/pipeline-source";
import { ServicePipeline } from "../constructs/delivery/service-pipeline";
import { type Problem, throwProblems } from "../constructs/core/errors";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";
import type { RegistryExports } from "./registry-stack";
import type { ServiceExports, ServiceRef } from "./service-stack";

/** Where the code comes from. */
export type DeliverySource =
  /** A CodeCommit repository that the layer makes. */
  | { readonly kind: "codecommit"; readonly repositoryName: string; readonly branch?: string | undefined }
  /** A repository elsewhere, reached through a connection that was authorised by hand. */
  | {
      readonly kind: "connection";
      readonly connectionArn: string;
      readonly repository: string;
      readonly branch?: string | undefined;
    };

/** Where the site is published. */
export interface SiteTarget {
  /** Bucket that holds its files. */
  readonly siteBucket: { readonly name: string; readonly arn: string };
  /** Id of the CloudFront distribution before the bucket. */
  readonly distributionId: string;
  /** ARN of that distribution. */
  readonly distributionArn: string;
}

/** Values of a {@link DeliveryStack}. */
export interface DeliveryStackProps extends PlatformStackProps {
  /** Where the code comes from. */
  readonly source: DeliverySource;
  /** The buildspecs as YAML text: what builds, and what verifies the services after their update. */
  readonly buildspecs: { readonly build: string; readonly verify: string };
  /** Directory of the source in which the Dockerfile of each image lies. */
  readonly imageDirectories: Readonly<Record<string, string>>;
  /** The repositories and the tags that were delivered. */
  readonly registry: RegistryExports;
  /** The services that are updated. */
  readonly service: ServiceExports;
  /** Days for which the builds' logs are kept. */
  readonly logRetentionDays: number;
  /**
   * The site, and the directory in which the build leaves it.
   *
   * @default - there is none
   */
  readonly site?: { readonly target: SiteTarget; readonly directory: string } | undefined;
  /**
   * Size of the machine that builds.
   *
   * @default "BUILD_GENERAL1_SMALL"
   */
  readonly computeType?: string | undefined;
}

/** What other layers learn of the delivery. */
export interface DeliveryExports {
  /** Name of the pipeline. */
  readonly pipelineName: string;
  /** ARN of the pipeline. */
  readonly pipelineArn: string;
}

/**
 * The delivery layer: a pipeline from a push to running services, with its builds.
 *
 * Outputs: `pipeline_name` and, with CodeCommit, `source_clone_url`.
 */
export class DeliveryStack extends PlatformStack {
  /** What other layers learn of the delivery. */
  public readonly exports: DeliveryExports;

  /** @throws ProblemsError when an image has no directory, or a part is not one that AWS accepts */
  public constructor(scope: App, props: DeliveryStackProps) {
    super(scope, "delivery", props);
    const { environment, service } = props;
    const { system, name: environmentName, account, region, protection } = environment;
    const name = `${system}-${environmentName}`;
    throwProblems(directoryProblems(props));

    const pipeline = new ServicePipeline(this, "pipeline", {
      name,
      account,
      region,
      source: this.source(name, props),
      build: this.buildProject(`${name}-build`, props),
      verify: this.verifyProject(`${name}-verify`, props),
      cluster: { name: service.clusterName, arn: service.clusterArn },
      services: service.services,
      artifactBucketName: `${name}-artifacts-${account}`,
      artifactRemoval: protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
    });
    this.exports = { pipelineName: pipeline.name, pipelineArn: pipeline.arn };
    this.publish("pipeline_name", pipeline.name, "Name of the delivery pipeline");
  }

  private source(name: string, { source, environment }: DeliveryStackProps): PipelineSource {
    if (source.kind === "connection") {
      const { connectionArn, repository, branch } = source;
      return new ConnectionSource({ connectionArn, repository, ...(branch === undefined ? {} : { branch }) });
    }
    const { account, region, protection } = environment;
    const codeCommit = new CodeCommitSource(this, "source", {
      repositoryName: source.repositoryName,
      description: `Code of ${name}`,
      account,
      region,
      removal: protection === "disposable" ? "delete" : "retain",
      ...(source.branch === undefined ? {} : { branch: source.branch }),
    });
    this.publish("source_clone_url", codeCommit.cloneUrl, "Address from which the code is cloned");
    return codeCommit;
  }

  private buildProject(name: string, props: DeliveryStackProps): BuildProject {
    const { environment, buildspecs, registry, service, site, imageDirectories, logRetentionDays } = props;
    const { account, region } = environment;
    const { repositories } = registry;
    const project = new BuildProject(this, "build", {
      name,
      description: "Tests, builds and publishes images and site",
      buildspec: buildspecs.build,
      account,
      region,
      logRetentionDays,
      docker: "daemon",
      ...(props.computeType === undefined ? {} : { computeType: props.computeType }),
      environment: {
        REGISTRY: `${account}.dkr.ecr.${region}.amazonaws.com`,
        IMAGES: Object.entries(imageDirectories)
          .map(([image, directory]) => `${image},${directory},${urlOf(registry, image)}`)
          .join(" "),
        SERVICES: servicesVariable(service, registry, (key) => key),
        ...(site
          ? {
              SITE_DIRECTORY: site.directory,
              SITE_BUCKET: site.target.siteBucket.name,
              DISTRIBUTION_ID: site.target.distributionId,
            }
          : {}),
      },
    });

    project.role.grant(
      project,
      "push-images",
      // A login names no repository: the action knows no resource but all of them.
      { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "PushImages",
        actions: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:InitiateLayerUpload",
          "ecr:UploadLayerPart",
          "ecr:CompleteLayerUpload",
          "ecr:PutImage",
        ],
        resources: Object.keys(imageDirectories).flatMap((image) => repositories[image]?.arn ?? []),
      },
    );
    if (site) {
      const { siteBucket, distributionArn } = site.target;
      project.role.grant(
        project,
        "publish-site",
        { sid: "CompareSite", actions: ["s3:ListBucket"], resources: [siteBucket.arn] },
        { sid: "PublishSite", actions: ["s3:PutObject"], resources: [`${siteBucket.arn}/*`] },
        { sid: "RenewCache", actions: ["cloudfront:CreateInvalidation"], resources: [distributionArn] },
      );
    }
    return project;
  }

  private verifyProject(name: string, props: DeliveryStackProps): BuildProject {
    const { environment, buildspecs, registry, service, logRetentionDays } = props;
    const { account, region } = environment;
    const services = Object.values(service.services);
    const imageTags = imagesOf(services).flatMap((image) => registry.imageTags[image] ?? []);
    const project = new BuildProject(this, "verify", {
      name,
      description: "Holds what runs against what was asked for, and records it",
      buildspec: buildspecs.verify,
      account,
      region,
      logRetentionDays,
      environment: {
        CLUSTER: service.clusterName,
        SERVICES: servicesVariable(service, registry, (_key, ref) => ref.name),
        IMAGE_TAG_PARAMETERS: imageTags.map(({ parameterName }) => parameterName).join(" "),
      },
    });

    project.role.grant(
      project,
      "verify-services",
      { sid: "ReadServices", actions: ["ecs:DescribeServices"], resources: services.map(({ arn }) => arn) },
      // The action knows no resource but all of them.
      { sid: "ReadRevisions", actions: ["ecs:DescribeTaskDefinition"], resources: ["*"] },
      {
        sid: "RecordTags",
        actions: ["ssm:PutParameter"],
        resources: imageTags.map(({ parameterArn }) => parameterArn),
      },
    );
    return project;
  }
}

/** The images that services run, each once. */
function imagesOf(services: readonly ServiceRef[]): readonly string[] {
  return [...new Set(services.flatMap(({ images }) => Object.values(images)))];
}

function servicesVariable(
  { services }: ServiceExports,
  registry: RegistryExports,
  nameOf: (key: string, ref: ServiceRef) => string,
): string {
  return Object.entries(services)
    .map(([key, ref]) => {
      const containers = Object.entries(ref.images).map(
        ([container, image]) => `${container}@${urlOf(registry, image)}`,
      );
      return `${nameOf(key, ref)}=${containers.join(",")}`;
    })
    .join(" ");
}

function urlOf({ repositories }: RegistryExports, image: string): string {
  return repositories[image]?.url ?? "";
}

function directoryProblems({ service, registry, imageDirectories }: DeliveryStackProps): readonly Problem[] {
  const missing = imagesOf(Object.values(service.services))
    .filter((image) => !(image in imageDirectories))
    .map((image) => ({
      path: `delivery.imageDirectories.${image}`,
      rule: "each image that a service runs is built",
      got: undefined,
      fix: "say in which directory its Dockerfile lies",
    }));
  const unknown = Object.keys(imageDirectories)
    .filter((image) => !(image in registry.repositories))
    .map((image) => ({
      path: `delivery.imageDirectories.${image}`,
      rule: "each image that is built has a repository",
      got: image,
      fix: `use one of ${Object.keys(registry.repositories).join(", ")}, or add a repository`,
    }));
  return [...missing, ...unknown];
}
