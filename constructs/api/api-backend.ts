import type { SecurityGroupRef } from "../network/peer";

/** A load balancer within the network that an API hands its requests to. */
export interface LoadBalancerBackend {
  /**
   * Address at which it is reached, without a path: `http://internal-….elb.amazonaws.com`, or by HTTPS the name of its
   * certificate.
   */
  readonly url: string;
  /** Port of the listener that takes the requests. */
  readonly port: number;
  /** ARN of the load balancer, which a REST API names. */
  readonly loadBalancerArn: string;
  /** ARN of the listener, which an HTTP API names. */
  readonly listenerArn: string;
  /** The group of the load balancer. */
  readonly securityGroup: SecurityGroupRef;
}

/** One function behind all paths of an API. */
export interface FunctionBackend {
  /** Name of the function. */
  readonly functionName: string;
  /** ARN by which API Gateway invokes it. */
  readonly invokeArn: string;
}

/** Who answers the requests of an API. */
export type ApiBackend = LoadBalancerBackend | FunctionBackend;

/** A backend as an API reaches it: through a link into the network, or by invoking a function. */
export type ReachableBackend = (LoadBalancerBackend & { readonly vpcLinkId: string }) | FunctionBackend;

/** Whether a backend is a function. */
export function isFunction(backend: ApiBackend | ReachableBackend): backend is FunctionBackend {
  return "invokeArn" in backend;
}
