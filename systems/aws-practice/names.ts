import type { ServiceSpec } from "../../constructs/compute/service-spec";
import type { InstanceScheduleProps } from "../../constructs/database/instance-schedule";
import type { RdsNames } from "../../constructs/database/rds-instance";
import type { NetworkNames } from "../../constructs/network/network-names";
import type { IngressNames } from "../../stacks/ingress-stack";

/** The description of whatever cannot go without one. A change replaces security groups and the parameter group. */
export const DESCRIPTION = "Managed by Terraform";

/** The physical names of an environment. */
export interface PracticeNames {
  /** Within the network. */
  readonly network: Partial<NetworkNames>;
  /** Of the database, the groups around it, its secret and its weekly run. */
  readonly database: {
    readonly identifier: string;
    readonly groups: RdsNames;
    readonly secret: string;
    readonly weeklyRun: Pick<InstanceScheduleProps, "scheduleNames" | "roleName">;
  };
  /** Of the repository, and of the parameter that records an image's tag. */
  readonly registry: { readonly repository: string; readonly tagParameter: (image: string) => string };
  /** Of the load balancer and what stands around it. */
  readonly ingress: Partial<IngressNames>;
  /** Of the ECS cluster. */
  readonly cluster: string;
  /** Of the API's service. */
  readonly api: Pick<ServiceSpec, "serviceName" | "family" | "logGroup" | "securityGroupName" | "roleNames">;
}

/**
 * The physical names of an environment: what a thing is comes first, the environment last, so that the console of the
 * wrong account is recognized at every name.
 *
 * @param environment - `stg` or `prd`
 * @param account - the 12 digits of its account, for names that are unique in the world
 */
export function practiceNames(environment: string, account: string): PracticeNames {
  const named = (thing?: string): string =>
    ["aws-practice", thing, environment].filter((part) => part !== undefined).join("-");
  return {
    network: networkNamesOf(named, environment),
    database: {
      identifier: named(),
      groups: {
        securityGroup: named("db"),
        subnetGroup: named("db-subnet-group"),
        parameterGroup: named("db-parameter-group"),
      },
      secret: `rds-main-${environment}`,
      weeklyRun: {
        scheduleNames: { start: named("db-start"), stop: named("db-stop") },
        roleName: named("db-schedule"),
      },
    },
    registry: {
      repository: named(),
      // Parameter Store keeps names that begin with aws to itself.
      tagParameter: (image) => `/practice/images/${image}-${environment}`,
    },
    ingress: {
      loadBalancer: named("alb"),
      securityGroup: named("alb"),
      targetGroup: (key) => named(key),
      accessLogBucket: named(`alb-logs-${account}`),
    },
    cluster: named(),
    api: {
      serviceName: named("api"),
      family: named("api"),
      logGroup: `/ecs/${named("api")}`,
      securityGroupName: named("api"),
      roleNames: { task: named("api-task"), execution: named("api-execution") },
    },
  };
}

/** The names within the network; zones go by their number and letter, `1a`. */
function networkNamesOf(named: (thing?: string) => string, environment: string): Partial<NetworkNames> {
  return {
    vpc: () => named(),
    defaultSecurityGroup: () => named("default"),
    internetGateway: () => named("igw"),
    subnet: (tier, zone) => `${tier}-subnet-1${zone}-${environment}`,
    routeTable: (tier, zone) => named(zone === undefined ? `rtb-${tier}` : `rtb-${tier}-1${zone}`),
    natGateway: (zone) => named(`nat-1${zone}`),
    natAddress: (zone) => named(`nat-1${zone}`),
    natInstance: (zone) => named(`nat-1${zone}`),
    natSecurityGroup: () => named("nat"),
    natSecurityGroupDescription: () => DESCRIPTION,
    natRole: () => named("nat"),
    flowLog: () => named("flow-log"),
    flowLogRole: () => named("flow-log"),
  };
}
