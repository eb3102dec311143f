import type { DeliveryStackProps } from "../../stacks/delivery-stack";
import type { ServiceRef } from "../../stacks/service-stack";
import { projectFile } from "../../systems/project-file";
import { ENVIRONMENT } from "./synthesis";

/** Region and account as they stand in ARNs. */
export const IN_REGION = "ap-northeast-1:111111111111";
/** Host of the image registry. */
export const REGISTRY_HOST = "111111111111.dkr.ecr.ap-northeast-1.amazonaws.com";
/** The images of the system. */
export const IMAGES = ["frontend", "backend", "sidecar"];

const serviceRef = (key: string, images: readonly string[]): ServiceRef => ({
  name: `${key}-service`,
  arn: `arn:aws:ecs:${IN_REGION}:service/cluster/${key}-service`,
  taskFamily: `x-${key}`,
  taskRoleArn: `arn:aws:iam::111111111111:role/x-${key}-task`,
  executionRoleArn: `arn:aws:iam::111111111111:role/x-${key}-execution`,
  logGroup: { name: `/aws/ecs/${key}-service`, arn: `arn:${key}-logs` },
  securityGroup: { securityGroupId: `sg-${key}`, name: key },
  images: Object.fromEntries(images.map((image) => [image, image])),
});

/** The delivery of a frontend and a backend with a sidecar. */
export const DELIVERY: DeliveryStackProps = {
  environment: ENVIRONMENT,
  source: { kind: "codecommit", repositoryName: "x-code" },
  buildspecs: {
    build: projectFile("systems/serverless-web/buildspec.yml"),
    verify: projectFile("systems/serverless-web/buildspec.verify.yml"),
  },
  imageDirectories: { frontend: "frontend", backend: "backend", sidecar: "images/db-sidecar" },
  registry: {
    repositories: Object.fromEntries(
      IMAGES.map((image) => [
        image,
        {
          name: `x-${image}`,
          url: `${REGISTRY_HOST}/x-${image}`,
          arn: `arn:aws:ecr:${IN_REGION}:repository/x-${image}`,
        },
      ]),
    ),
    imageTags: Object.fromEntries(
      IMAGES.map((image) => [
        image,
        {
          parameterName: `/x/images/${image}`,
          parameterArn: `arn:aws:ssm:${IN_REGION}:parameter/x/images/${image}`,
        },
      ]),
    ),
  },
  service: {
    clusterName: "cluster",
    clusterArn: `arn:aws:ecs:${IN_REGION}:cluster/cluster`,
    capacityProvider: { name: "FARGATE", runsOn: "fargate" },
    services: {
      frontend: serviceRef("frontend", ["frontend"]),
      backend: serviceRef("backend", ["backend", "sidecar"]),
    },
  },
  site: {
    target: {
      siteBucket: { name: "x-site", arn: "arn:aws:s3:::x-site" },
      distributionId: "E1",
      distributionArn: "arn:aws:cloudfront::111111111111:distribution/E1",
    },
    directory: "frontend/dist",
  },
  logRetentionDays: 3,
};
