import type { End } from "../../systems/flows";
import { type Access, accessOf } from "./access/grants";
import { type Handover, handoversOf } from "./access/handovers";
import { matches } from "./access/policies";
import type { Documents } from "./documents";
import { blocks, Inventory, type Resource } from "./inventory";
import { elsewhereArn, isResourceKind, NAMED_BY, ROLE_OF_KIND, SERVICE_OF_KIND } from "./kinds";
import { launchTemplateOf } from "./network/compute-members";
import type { Member } from "./network/member";
import { membersOf } from "./network/members";
import { type Rule, rulesOf } from "./network/rules";

/** All that is known of an environment before anything is deployed. */
export interface Landscape {
  /** Its resources. */
  readonly inventory: Inventory;
  /** What has addresses in its network. */
  readonly members: readonly Member[];
  /** Rules of its security groups. */
  readonly rules: readonly Rule[];
  /** What its policies say. */
  readonly access: Access;
  /** What its resources hand over without a policy. */
  readonly handovers: readonly Handover[];
}

/** Reads an environment's workspaces. */
export function landscapeOf(documents: Documents): Landscape {
  const inventory = new Inventory(documents);
  return {
    inventory,
    members: membersOf(inventory),
    rules: rulesOf(inventory),
    access: accessOf(inventory),
    handovers: handoversOf(inventory),
  };
}

/** The resource that an end names; a name may hold `*` where AWS chooses a part of it. */
export function resourceOf({ inventory, members }: Landscape, end: End): Resource | undefined {
  const { kind, name } = end;
  if (!isResourceKind(kind)) {
    return undefined;
  }
  if (kind === "instance") {
    return members.find((member) => member.kind === kind && member.name === name)?.resource;
  }
  if (kind === "key") {
    const alias = inventory.all("aws_kms_alias").filter(({ attributes }) => attributes["name"] === name);
    return inventory.find("aws_kms_key", inRegion(alias, end)?.attributes["target_key_id"]);
  }
  return inRegion(
    NAMED_BY[kind].flatMap(([type, attribute]) =>
      inventory.all(type).filter(({ attributes }) => matches(name, String(attributes[attribute]))),
    ),
    end,
  );
}

/** Of those that share a name the one in the stated Region, or in the environment's own. */
function inRegion(resources: readonly Resource[], end: End): Resource | undefined {
  return "region" in end
    ? resources.find(({ place }) => place.region === end.region)
    : (resources.find(({ attributes }) => !("region" in attributes)) ?? resources[0]);
}

/** What an end is in the network. */
export function memberOf({ members }: Landscape, { kind, name }: End): Member | undefined {
  return members.find((member) => member.kind === kind && member.name === name);
}

/** The role that an end acts with. */
export function roleOf(landscape: Landscape, end: End, as: "task" | "start"): Resource | undefined {
  const { inventory } = landscape;
  const resource = resourceOf(landscape, end);
  if (end.kind === "service" || end.kind === "task") {
    const task =
      end.kind === "task"
        ? resource
        : inventory.find("aws_ecs_task_definition", resource?.attributes["task_definition"]);
    const attribute = as === "task" ? "task_role_arn" : "execution_role_arn";
    return inventory.find("aws_iam_role", task?.attributes[attribute]);
  }
  if (end.kind === "instance" || end.kind === "instances") {
    const profile = inventory.find("aws_iam_instance_profile", profileOf(inventory, resource));
    return inventory.find("aws_iam_role", profile?.attributes["role"]);
  }
  if (end.kind === "role" || end.kind === "group") {
    return resource;
  }
  const attribute = ROLE_OF_KIND[end.kind];
  return attribute === undefined
    ? undefined
    : inventory.find("aws_iam_role", resource?.attributes[attribute]);
}

/** What names the instance profile: the instance itself, or the launch template of an Auto Scaling group. */
function profileOf(inventory: Inventory, resource: Resource | undefined): unknown {
  const own = resource?.attributes["iam_instance_profile"];
  const template = blocks(launchTemplateOf(inventory, resource)?.attributes["iam_instance_profile"])[0];
  return own ?? template?.["arn"] ?? template?.["name"];
}

/** The AWS service whose API leads to an end. */
export function serviceOf(end: End): string {
  const kind = end.kind === "elsewhere" ? end.of : end.kind;
  return end.kind === "aws" ? end.name : (SERVICE_OF_KIND[kind] ?? kind);
}

/** The ARNs, or patterns of them, that an end stands for; none where only the service is known. */
export function arnsOf(landscape: Landscape, end: End): readonly string[] {
  if (end.kind === "class") {
    return end.patterns;
  }
  const { inventory } = landscape;
  if (end.kind === "elsewhere") {
    return [elsewhereArn(end, inventory.resources[0]?.place.region ?? "")];
  }
  const resource = resourceOf(landscape, end);
  return resource ? [inventory.attribute(resource, "arn")] : [];
}
