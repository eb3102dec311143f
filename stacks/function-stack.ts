import type { App } from "cdktf";
import { LambdaFunction, type LambdaFunctionProps } from "../constructs/compute/lambda-function";
import { type AwsServicesAccess, stateServiceFlows } from "../constructs/compute/service-flows";
import type { PermissionsByPurpose, ServiceFlow } from "../constructs/compute/service-spec";
import { refuse } from "../constructs/core/errors";
import { type NetworkExports, tierOf } from "../constructs/network/network-exports";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { ImageReferences, type RunningTag } from "../constructs/registry/image-references";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";
import type { RegistryExports } from "./registry-stack";

/** Values of a {@link FunctionStack}. */
export interface FunctionStackProps
  extends
    PlatformStackProps,
    Pick<
      LambdaFunctionProps,
      | "description"
      | "timeoutSeconds"
      | "memoryMiB"
      | "reservedConcurrency"
      | "environmentVariables"
      | "logRetentionDays"
      | "kmsKeyArn"
      | "architecture"
    > {
  /** Name of the function, at most 55 letters, digits and `_-`. A change replaces it. */
  readonly functionName: string;
  /** Key of its image in the registry. */
  readonly image: string;
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /**
   * What it reaches in the network.
   *
   * @default - nothing: it stands in no network
   */
  readonly reaches?:
    | {
        /** The network. */
        readonly network: NetworkExports;
        /** Tier of the network in which it stands. */
        readonly tier: string;
        /** Whom it reaches. */
        readonly flows: readonly ServiceFlow[];
        /**
         * How it reaches AWS's services.
         *
         * @default "endpoints"
         */
        readonly awsServices?: AwsServicesAccess | undefined;
      }
    | undefined;
  /**
   * What it may do.
   *
   * @default - nothing
   */
  readonly permissions?: PermissionsByPurpose | undefined;
  /**
   * Tag that the image runs at.
   *
   * @default "last-delivered"
   */
  readonly runningTag?: RunningTag | undefined;
}

/** What other layers learn of the function. */
export interface FunctionExports {
  /** Name of the function. */
  readonly functionName: string;
  /** ARN of the function. */
  readonly functionArn: string;
  /** ARN by which API Gateway invokes it. */
  readonly invokeArn: string;
  /** Group to which it logs. */
  readonly logGroup: LogGroupRef;
}

const RUNNING_TAG: RunningTag = "last-delivered";

/**
 * The layer of a function that answers all requests of an API: one function, not one for each path, so that routing
 * stays with the application. The API's layer admits API Gateway to it.
 *
 * Outputs: `function_name`.
 */
export class FunctionStack extends PlatformStack {
  /** What other layers learn of the function. */
  public readonly exports: FunctionExports;

  /** @throws ProblemsError when the registry lacks the image, or the values are more than API Gateway or Lambda bear */
  public constructor(scope: App, props: FunctionStackProps) {
    super(scope, "function", props);
    const { environment, image, registry, reaches, permissions = {}, runningTag = RUNNING_TAG } = props;
    const { account, region } = environment;
    const images = new ImageReferences(this, registry, runningTag);
    const repository = registry.repositories[image] ?? this.refuseImage(image, registry);

    const made = new LambdaFunction(this, "api", {
      ...props,
      code: { imageUri: images.imageOf(image), repositoryName: repository.name },
      invokedBy: "api-gateway",
      account,
      region,
      ...(reaches
        ? {
            placement: {
              vpcId: reaches.network.vpcId,
              subnetIds: tierOf(reaches.network, reaches.tier).subnetIds,
              peerName: "function",
            },
          }
        : {}),
    });
    for (const [purpose, granted] of Object.entries(permissions)) {
      made.role.grant(made, purpose, ...granted);
    }
    if (reaches && made.connections) {
      const { network, awsServices, flows } = reaches;
      stateServiceFlows(made.connections, { reaches: flows }, { network, awsServices });
    }

    this.exports = {
      functionName: made.functionName,
      functionArn: made.arn,
      invokeArn: made.invokeArn,
      logGroup: made.logGroup,
    };
    this.publish("function_name", made.functionName, "Name of the function behind the API");
  }

  private refuseImage(got: string, { repositories }: RegistryExports): never {
    return refuse({
      path: `${this.node.path}.image`,
      rule: "is an image of the registry",
      got,
      fix: `use one of ${Object.keys(repositories).join(", ")}`,
    });
  }
}
