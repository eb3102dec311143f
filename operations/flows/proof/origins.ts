import type { End, Flow } from "../../../systems/flows";
import { conditionValues } from "../access/policies";
import type { Attributes } from "../documents";
import { blocks, type Inventory, type Resource, strings } from "../inventory";
import { describeEnd } from "../kinds";
import type { Landscape } from "../landscape";
import { listenersOf } from "./entrance";
import type { Trail } from "./trail";

/** A viewer's request to a distribution. */
export function proveViewer(distribution: Resource, { port, path = [] }: Flow, trail: Trail): void {
  const { address, attributes } = distribution;
  if (attributes["enabled"] !== true) {
    trail.gap(address, "is not enabled");
  }
  trail.link("distribution", address);
  const closed = behavioursOf(distribution).filter((one) => one["viewer_protocol_policy"] === "https-only");
  if (port === 80 && closed.length > 0) {
    trail.gap(address, "answers HTTPS only, so port 80 is closed");
  }
  if (path.includes("web-acl")) {
    const acl = attributes["web_acl_id"];
    if (typeof acl === "string" && acl !== "") {
      trail.link("web-acl", acl.replace(/^\{(.*)\}$/, "$1"));
    } else {
      trail.gap(address, "has no web ACL");
    }
  }
}

/** A distribution's origin is the load balancer, in the protocol of the port, and a behaviour leads to it. */
export function proveLoadBalancerOrigin(
  landscape: Landscape,
  distribution: Resource,
  lb: Resource,
  { port }: Flow,
  trail: Trail,
): void {
  const origin = proveOrigin(distribution, (one) => one === `{${lb.address}}.dns_name`, lb, trail);
  if (origin) {
    const [custom = {}] = blocks(origin["custom_origin_config"]);
    const protocol = custom["origin_protocol_policy"];
    const expected =
      port === custom["https_port"] ? ["https-only", "match-viewer"] : ["http-only", "match-viewer"];
    if (!expected.includes(String(protocol))) {
      trail.gap(distribution.address, `asks the load balancer by ${String(protocol)}, not on port ${port}`);
    }
    proveHeader(landscape.inventory, distribution, origin, lb, trail);
  }
}

/** Where a load balancer's rules ask for a header, the distribution sends it. */
function proveHeader(
  inventory: Inventory,
  distribution: Resource,
  origin: Attributes,
  lb: Resource,
  trail: Trail,
): void {
  const listeners = listenersOf(inventory, lb);
  const asked = inventory
    .all("aws_lb_listener_rule")
    .filter(({ attributes }) =>
      listeners.some(
        (listener) => inventory.find("aws_lb_listener", attributes["listener_arn"]) === listener,
      ),
    )
    .flatMap((rule) =>
      blocks(rule.attributes["condition"])
        .flatMap((condition) => blocks(condition["http_header"]))
        .map((header) => ({ address: rule.address, header })),
    );
  if (asked.length === 0) {
    return;
  }
  const sent = blocks(origin["custom_header"]);
  trail.either(
    asked.filter(({ header }) =>
      sent.some(
        ({ name, value }) =>
          name === header["http_header_name"] && strings(header["values"]).includes(String(value)),
      ),
    ),
    "header",
    distribution.address,
    `sends no header that the rules of ${lb.address} ask for`,
  );
}

/** A distribution reads a bucket: origin, signature, and a bucket policy that names this distribution. */
export function proveBucketOrigin(
  landscape: Landscape,
  distribution: Resource,
  bucket: Resource,
  trail: Trail,
): void {
  const { inventory, access } = landscape;
  const domain = `{${bucket.address}}.bucket_regional_domain_name`;
  const origin = proveOrigin(distribution, (one) => one === domain, bucket, trail);
  if (origin && typeof origin["origin_access_control_id"] !== "string") {
    trail.gap(distribution.address, `reads ${bucket.address} without origin access control`);
  }
  const arn = inventory.attribute(distribution, "arn");
  const statements = access.ofResources.filter(
    ({ resource, statement }) =>
      resource === bucket &&
      statement.effect === "Allow" &&
      statement.principals.includes("cloudfront.amazonaws.com") &&
      conditionValues(statement, "aws:SourceArn").includes(arn),
  );
  trail.either(
    statements.map(({ rule }) => ({ address: rule })),
    "bucket-policy",
    policyAddress(landscape, bucket),
    `no statement lets ${distribution.address} read`,
  );
}

/** A browser reads a website in a bucket: website hosting, and a policy that lets the addresses. */
export function proveWebsite(landscape: Landscape, bucket: Resource, from: End, trail: Trail): void {
  const { inventory, access } = landscape;
  trail.either(
    inventory
      .all("aws_s3_bucket_website_configuration")
      .filter(({ attributes }) => inventory.find("aws_s3_bucket", attributes["bucket"]) === bucket),
    "website",
    bucket.address,
    "hosts no website",
  );
  const cidrs = from.kind === "internet" ? (from.cidrs ?? []) : [];
  const statements = access.ofResources.filter(
    ({ resource, statement }) =>
      resource === bucket &&
      statement.effect === "Allow" &&
      statement.principals.includes("*") &&
      cidrs.every((cidr) => conditionValues(statement, "aws:SourceIp").includes(cidr)),
  );
  trail.either(
    statements.map(({ rule }) => ({ address: rule })),
    "bucket-policy",
    policyAddress(landscape, bucket),
    `no statement lets ${describeEnd(from)} read`,
  );
}

/** Where the policy of a bucket stands, or should. */
function policyAddress({ inventory }: Landscape, bucket: Resource): string {
  return (
    inventory
      .all("aws_s3_bucket_policy")
      .find(({ attributes }) => inventory.find("aws_s3_bucket", attributes["bucket"]) === bucket)?.address ??
    bucket.address
  );
}

/** One of a distribution's origins is the target, and a behaviour leads to it. */
export function proveOrigin(
  distribution: Resource,
  isTarget: (domain: string) => boolean,
  target: Resource,
  trail: Trail,
): Readonly<Record<string, unknown>> | undefined {
  const origin = blocks(distribution.attributes["origin"]).find((one) =>
    isTarget(String(one["domain_name"])),
  );
  if (!origin) {
    trail.gap(distribution.address, `no origin is ${target.address}`);
    return undefined;
  }
  if (!behavioursOf(distribution).some((one) => one["target_origin_id"] === origin["origin_id"])) {
    trail.gap(distribution.address, `no behaviour leads to the origin ${String(origin["origin_id"])}`);
  }
  trail.link("origin", distribution.address);
  return origin;
}

function behavioursOf({ attributes }: Resource): readonly Readonly<Record<string, unknown>>[] {
  return [...blocks(attributes["default_cache_behavior"]), ...blocks(attributes["ordered_cache_behavior"])];
}
