import type { App } from "cdktf";
import type { ServiceSpec } from "../../constructs/compute/service-spec";
import type { NetworkExports } from "../../constructs/network/network-exports";
import { RegistryStack } from "../../stacks/registry-stack";
import { ServiceStack, type ServiceStackProps } from "../../stacks/service-stack";
import { ENVIRONMENT } from "./synthesis";

/** A network with a tier for applications. */
export const NETWORK: NetworkExports = {
  vpcId: "vpc-1",
  vpcCidr: "10.0.0.0/16",
  zones: ["a", "c"],
  tiers: {
    app: { subnetIds: ["subnet-app-a", "subnet-app-c"], subnetIdByZone: {}, routeTableIds: [], cidrs: [] },
  },
  endpointSecurityGroup: { securityGroupId: "sg-endpoints", name: "endpoints" },
  s3PrefixListId: "pl-s3",
  dynamodbPrefixListId: undefined,
  natPublicIps: [],
  natInstanceId: undefined,
  transitGatewayAttachmentId: undefined,
  flowLogGroup: undefined,
};
const LOAD_BALANCER = { securityGroupId: "sg-alb", name: "load-balancer" };
/** ARN of the database's secret. */
export const SECRET = "arn:aws:secretsmanager:ap-northeast-1:111111111111:secret:/aurora/credentials-AbCdEf";
/** Host name of the database's writer. */
export const WRITER = "example.cluster-1.ap-northeast-1.rds.amazonaws.com";

/** A service that only answers requests. */
export const FRONTEND: ServiceSpec = {
  serviceName: "frontend-service",
  logGroup: "/aws/ecs/frontend-service",
  cpu: 512,
  memoryMiB: 1024,
  desiredCount: 1,
  servedBy: {
    targetGroupArn: "arn:frontend",
    securityGroup: LOAD_BALANCER,
    port: 80,
    furtherPorts: [443],
  },
};
/** A service that reaches a database through a sidecar. */
export const BACKEND: ServiceSpec = {
  ...FRONTEND,
  serviceName: "backend-service",
  logGroup: "/aws/ecs/backend-service",
  servedBy: { targetGroupArn: "arn:backend", securityGroup: LOAD_BALANCER, port: 80, furtherPorts: [443] },
  exec: true,
  database: {
    sidecarImage: "sidecar",
    data: {
      writerEndpoint: WRITER,
      port: 3306,
      secretArn: SECRET,
      securityGroup: { securityGroupId: "sg-aurora", name: "aurora" },
    },
  },
};

/** The service layer with the registry before it; the other layers are stood in for by plain values. */
export function composeServices(app: App, overrides: Partial<ServiceStackProps> = {}): ServiceStack {
  const registry = new RegistryStack(app, {
    environment: ENVIRONMENT,
    repositoryNames: {
      frontend: "example-test-frontend",
      backend: "example-test-backend",
      sidecar: "example-test-sidecar",
    },
    keepImages: 10,
    tags: "mutable",
  });
  return new ServiceStack(app, {
    environment: ENVIRONMENT,
    network: NETWORK,
    registry: registry.exports,
    services: { frontend: FRONTEND, backend: BACKEND },
    logRetentionDays: 3,
    ...overrides,
  });
}
