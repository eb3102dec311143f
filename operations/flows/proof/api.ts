import type { Flow } from "../../../systems/flows";
import { blocks, type Inventory, type Resource } from "../inventory";
import { type Landscape, resourceOf } from "../landscape";
import { proveConnection } from "./connection";
import { proveListener } from "./entrance";
import { proveOrigin } from "./origins";
import type { Trail } from "./trail";

const OPEN = "NONE";
const PREFLIGHT = "OPTIONS";

/** A request to an API by its public address: a stage answers, and what the path says guards it. */
export function proveApi(landscape: Landscape, api: Resource, { path = [] }: Flow, trail: Trail): void {
  const { inventory } = landscape;
  const stages = ofApi(inventory, ["aws_api_gateway_stage", "aws_apigatewayv2_stage"], api);
  trail.either(stages, "stage", api.address, "has no stage, so that it answers nothing");
  if (path.includes("web-acl")) {
    trail.either(webAclsOf(inventory, stages), "web-acl", api.address, "has no web ACL before its stages");
  }
  if (path.includes("authorizer")) {
    trail.either(
      ofApi(inventory, ["aws_api_gateway_authorizer", "aws_apigatewayv2_authorizer"], api),
      "authorizer",
      api.address,
      "has no authorizer",
    );
    for (const { address } of openMethods(inventory, api)) {
      trail.gap(address, "answers without knowing who calls");
    }
  }
}

/** A distribution's origin is the API, which knows it by a header that its web ACL asks for. */
export function proveApiOrigin(
  landscape: Landscape,
  distribution: Resource,
  api: Resource,
  flow: Flow,
  trail: Trail,
): void {
  const { inventory } = landscape;
  const origin = proveOrigin(distribution, (domain) => domain.startsWith(`{${api.address}}`), api, trail);
  proveApi(landscape, api, flow, trail);
  if (!origin) {
    return;
  }
  const headers = blocks(origin["custom_header"]).map(({ value }) => String(value));
  const stages = ofApi(inventory, ["aws_api_gateway_stage", "aws_apigatewayv2_stage"], api);
  const acls = webAclsOf(inventory, stages).flatMap(
    ({ attributes }) => inventory.find("aws_wafv2_web_acl", attributes["web_acl_arn"]) ?? [],
  );
  trail.either(
    acls.filter((acl) => headers.some((value) => JSON.stringify(acl.attributes).includes(value))),
    "header",
    api.address,
    `no web ACL before it asks for a header that ${distribution.address} sends`,
  );
}

/** An API hands requests to a load balancer by a link into the network. */
export function proveVpcLink(landscape: Landscape, api: Resource, flow: Flow, trail: Trail): void {
  const { inventory, members } = landscape;
  const target = resourceOf(landscape, flow.to);
  const integrations = integrationsOf(inventory, api).filter(
    ({ attributes }) =>
      target !== undefined &&
      [attributes["integration_target"], attributes["integration_uri"]].some((value) =>
        leadsTo(inventory, value, target),
      ),
  );
  trail.either(integrations, "integration", api.address, "no integration leads there by a VPC link");
  for (const { address, attributes } of integrations) {
    const link = inventory.find("aws_apigatewayv2_vpc_link", attributes["connection_id"]);
    const source = members.find(({ resource }) => resource === link);
    const lb = members.find(({ resource }) => resource === target);
    if (!link || !source || !lb) {
      trail.gap(address, "names no VPC link of the environment");
      continue;
    }
    trail.link("vpc-link", link.address);
    proveConnection(landscape, source, lb, flow, trail);
    proveListener(inventory, lb, flow, trail);
  }
}

function leadsTo(inventory: Inventory, value: unknown, lb: Resource): boolean {
  const listener = inventory.find("aws_lb_listener", value);
  return inventory.find("aws_lb", listener?.attributes["load_balancer_arn"] ?? value) === lb;
}

/** The integrations of an API that hand requests on. */
export function integrationsOf(inventory: Inventory, api: Resource): readonly Resource[] {
  return ofApi(inventory, ["aws_api_gateway_integration", "aws_apigatewayv2_integration"], api).filter(
    ({ attributes }) => attributes["type"] !== "MOCK",
  );
}

/** Methods and routes that anybody may call; browsers ask first without saying who they are. */
export function openMethods(inventory: Inventory, api: Resource): readonly Resource[] {
  const methods = ofApi(inventory, ["aws_api_gateway_method"], api).filter(
    ({ attributes }) => attributes["authorization"] === OPEN && attributes["http_method"] !== PREFLIGHT,
  );
  const routes = ofApi(inventory, ["aws_apigatewayv2_route"], api).filter(
    ({ attributes }) =>
      (attributes["authorization_type"] ?? OPEN) === OPEN &&
      !String(attributes["route_key"]).startsWith(PREFLIGHT),
  );
  return [...methods, ...routes];
}

function ofApi(inventory: Inventory, types: readonly string[], api: Resource): readonly Resource[] {
  return types.flatMap((type) =>
    inventory
      .all(type)
      .filter(
        ({ attributes }) =>
          inventory.find(api.type, attributes["rest_api_id"] ?? attributes["api_id"]) === api,
      ),
  );
}

function webAclsOf(inventory: Inventory, stages: readonly Resource[]): readonly Resource[] {
  return inventory
    .all("aws_wafv2_web_acl_association")
    .filter(({ attributes }) =>
      stages.some((stage) => inventory.attribute(stage, "arn") === attributes["resource_arn"]),
    );
}
