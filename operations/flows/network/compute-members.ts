import { blocks, type Inventory, type Resource, strings } from "../inventory";
import { type Member, subnetsOf, text } from "./member";

/** An instance by its Name tag. */
export function ec2Instance(inventory: Inventory, resource: Resource): Member {
  const tags = (resource.attributes["tags"] ?? {}) as Readonly<Record<string, string>>;
  return {
    kind: "instance",
    name: tags["Name"] ?? resource.address,
    resource,
    groups: strings(resource.attributes["vpc_security_group_ids"]),
    subnets: subnetsOf(inventory, resource.attributes["subnet_id"]),
    isPublic: resource.attributes["associate_public_ip_address"] === true,
    ports: [],
  };
}

/** The launch template of an Auto Scaling group, named in it or in its mixed-instances policy. */
export function launchTemplateOf(inventory: Inventory, group: Resource | undefined): Resource | undefined {
  const policies = blocks(group?.attributes["mixed_instances_policy"])
    .flatMap((policy) => blocks(policy["launch_template"]))
    .flatMap((template) => blocks(template["launch_template_specification"]));
  const [named] = [...blocks(group?.attributes["launch_template"]), ...policies];
  return inventory.find("aws_launch_template", named?.["id"] ?? named?.["launch_template_id"]);
}

/** Container instances, whose launch template says which groups they join. */
export function autoScalingGroup(inventory: Inventory, resource: Resource): Member {
  const template = launchTemplateOf(inventory, resource);
  const interfaces = blocks(template?.attributes["network_interfaces"]);
  return {
    kind: "instances",
    name: text(resource, "name"),
    resource,
    groups: [
      ...strings(template?.attributes["vpc_security_group_ids"]),
      ...interfaces.flatMap((one) => strings(one["security_groups"])),
    ],
    subnets: subnetsOf(inventory, resource.attributes["vpc_zone_identifier"]),
    isPublic: interfaces.some((one) => String(one["associate_public_ip_address"]) === "true"),
    ports: [],
  };
}

/** Functions and canaries that run in the network; those that do not have no addresses in it. */
export function inVpc(
  inventory: Inventory,
  type: string,
  kind: Member["kind"],
  nameAttribute: string,
): readonly Member[] {
  return inventory.all(type).flatMap((resource) =>
    blocks(resource.attributes["vpc_config"]).map((config) => ({
      kind,
      name: text(resource, nameAttribute),
      resource,
      groups: strings(config["security_group_ids"]),
      subnets: subnetsOf(inventory, config["subnet_ids"]),
      isPublic: false,
      ports: [],
    })),
  );
}

/** The interfaces by which API Gateway comes into the network. */
export function vpcLink(inventory: Inventory, resource: Resource): Member {
  return {
    kind: "vpc-link",
    name: text(resource, "name"),
    resource,
    groups: strings(resource.attributes["security_group_ids"]),
    subnets: subnetsOf(inventory, resource.attributes["subnet_ids"]),
    isPublic: false,
    ports: [],
  };
}
