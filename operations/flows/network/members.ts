import { blocks, type Inventory, type Resource, strings } from "../inventory";
import { autoScalingGroup, ec2Instance, inVpc, vpcLink } from "./compute-members";
import { groupSubnets, type Member, numbers, subnetsOf, text } from "./member";
import { RUNNING_TASKS, tasksRun } from "./tasks";

/** Types whose security groups {@link membersOf} knows. */
export const MEMBER_TYPES: readonly string[] = [
  "aws_lb",
  "aws_ecs_service",
  "aws_db_instance",
  "aws_rds_cluster",
  "aws_elasticache_replication_group",
  "aws_instance",
  "aws_launch_template",
  "aws_autoscaling_group",
  "aws_lambda_function",
  "aws_synthetics_canary",
  "aws_apigatewayv2_vpc_link",
  ...RUNNING_TASKS,
  "aws_vpc_endpoint",
];

/**
 * Everything that has addresses in the network. A security group that nothing has joined stands for those who may: clients
 * that somebody brings later.
 */
export function membersOf(inventory: Inventory): readonly Member[] {
  const joined = [
    ...inventory.all("aws_lb").map((lb) => loadBalancer(inventory, lb)),
    ...inventory.all("aws_ecs_service").map((service) => ecsService(inventory, service)),
    ...inventory.all("aws_rds_cluster").map((cluster) => database(inventory, cluster, "cluster_identifier")),
    ...inventory.all("aws_db_instance").map((instance) => database(inventory, instance, "identifier")),
    ...inventory.all("aws_elasticache_replication_group").map((group) => cache(inventory, group)),
    ...inventory.all("aws_instance").map((instance) => ec2Instance(inventory, instance)),
    ...inventory.all("aws_autoscaling_group").map((group) => autoScalingGroup(inventory, group)),
    ...inVpc(inventory, "aws_lambda_function", "function", "function_name"),
    ...inVpc(inventory, "aws_synthetics_canary", "canary", "name"),
    ...inventory.all("aws_apigatewayv2_vpc_link").map((link) => vpcLink(inventory, link)),
    ...tasksRun(inventory).map(({ task, groups, subnets }): Member => ({
      kind: "task",
      name: text(task, "family"),
      resource: task,
      groups,
      subnets: subnetsOf(inventory, subnets),
      isPublic: false,
      ports: [],
    })),
    ...inventory
      .all("aws_vpc_endpoint")
      .filter(({ attributes }) => attributes["vpc_endpoint_type"] === "Interface")
      .map((endpoint) => interfaceEndpoint(inventory, endpoint)),
  ];
  const used = new Set(joined.flatMap(({ groups }) => groups));
  const empty = inventory.all("aws_security_group").filter(({ address }) => !used.has(`{${address}}`));
  return [
    ...joined,
    ...empty.map((group): Member => ({
      kind: "security-group",
      name: text(group, "name"),
      resource: group,
      groups: [`{${group.address}}`],
      subnets: [],
      isPublic: false,
      ports: [],
    })),
  ];
}

/** The service of an endpoint: `ecr.api` of `com.amazonaws.ap-northeast-1.ecr.api`. */
export function endpointService({ attributes, place }: Resource): string {
  return String(attributes["service_name"]).replace(`com.amazonaws.${place.region}.`, "");
}

function loadBalancer(inventory: Inventory, resource: Resource): Member {
  const listeners = inventory
    .all("aws_lb_listener")
    .filter(({ attributes }) => inventory.find("aws_lb", attributes["load_balancer_arn"]) === resource);
  return {
    kind: "load-balancer",
    name: text(resource, "name"),
    resource,
    groups: strings(resource.attributes["security_groups"]),
    subnets: subnetsOf(inventory, resource.attributes["subnets"]),
    isPublic: resource.attributes["internal"] !== true,
    ports: listeners.map(({ attributes }) => Number(attributes["port"])),
  };
}

function ecsService(inventory: Inventory, resource: Resource): Member {
  const [network = {}] = blocks(resource.attributes["network_configuration"]);
  return {
    kind: "service",
    name: text(resource, "name"),
    resource,
    groups: strings(network["security_groups"]),
    subnets: subnetsOf(inventory, network["subnets"]),
    isPublic: network["assign_public_ip"] === true,
    ports: containerPorts(inventory, resource),
  };
}

function containerPorts(inventory: Inventory, service: Resource): readonly number[] {
  const task = inventory.find("aws_ecs_task_definition", service.attributes["task_definition"]);
  try {
    const containers = JSON.parse(String(task?.attributes["container_definitions"])) as readonly {
      readonly portMappings?: readonly { readonly containerPort: number }[];
    }[];
    return containers.flatMap(({ portMappings = [] }) =>
      portMappings.map(({ containerPort }) => containerPort),
    );
  } catch {
    return [];
  }
}

function database(inventory: Inventory, resource: Resource, nameAttribute: string): Member {
  const source = inventory.find("aws_db_instance", resource.attributes["replicate_source_db"]);
  const origin = bySourceName(inventory, resource) ?? source ?? resource;
  const instances = inventory
    .all("aws_rds_cluster_instance")
    .filter(
      ({ attributes }) => attributes["cluster_identifier"] === resource.attributes["cluster_identifier"],
    );
  return {
    kind: "database",
    name: text(resource, nameAttribute),
    resource,
    groups: strings(resource.attributes["vpc_security_group_ids"]),
    subnets: groupSubnets(inventory, "aws_db_subnet_group", origin.attributes["db_subnet_group_name"]),
    isPublic: [resource, ...(resource.type === "aws_rds_cluster" ? instances : [])].some(
      ({ attributes }) => attributes["publicly_accessible"] === true,
    ),
    ports: numbers(origin.attributes["port"]),
  };
}

/** A replica names its source by identifier and lies in the source's subnets. */
function bySourceName(inventory: Inventory, { attributes }: Resource): Resource | undefined {
  return inventory
    .all("aws_db_instance")
    .find((other) => other.attributes["identifier"] === attributes["replicate_source_db"]);
}

function cache(inventory: Inventory, resource: Resource): Member {
  return {
    kind: "cache",
    name: text(resource, "replication_group_id"),
    resource,
    groups: strings(resource.attributes["security_group_ids"]),
    subnets: groupSubnets(
      inventory,
      "aws_elasticache_subnet_group",
      resource.attributes["subnet_group_name"],
    ),
    isPublic: false,
    ports: numbers(resource.attributes["port"]),
  };
}

function interfaceEndpoint(inventory: Inventory, resource: Resource): Member {
  return {
    kind: "endpoint",
    name: endpointService(resource),
    resource,
    groups: strings(resource.attributes["security_group_ids"]),
    subnets: subnetsOf(inventory, resource.attributes["subnet_ids"]),
    isPublic: false,
    ports: [443],
  };
}
