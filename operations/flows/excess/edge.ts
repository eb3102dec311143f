import { blocks, type Resource } from "../inventory";
import { type Landscape, resourceOf } from "../landscape";
import { integrationsOf, openMethods } from "../proof/api";
import type { Proof } from "../proof/trail";
import type { Excess } from "./finding";

const PUBLIC_ACCESS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** Doors to the outside that no flow goes through: listeners, distributions, origins, open buckets. */
export function edgeExcess(landscape: Landscape, proofs: readonly Proof[]): readonly Excess[] {
  const { inventory } = landscape;
  const linked = new Set(proofs.flatMap(({ links }) => links.map(({ address }) => address)));
  const reached = (from: string, to: Resource): boolean =>
    proofs.some(({ flow }) => flow.from.kind === from && resourceOf(landscape, flow.to) === to);
  return [
    ...inventory
      .all("aws_lb_listener")
      .filter(({ address }) => !linked.has(address))
      .map(({ address, attributes }) => ({
        address,
        what: `listens on port ${String(attributes["port"])}; no flow needs it`,
      })),
    ...inventory
      .all("aws_cloudfront_distribution")
      .filter((distribution) => !reached("internet", distribution))
      .map(({ address }) => ({ address, what: "answers viewers; no flow says so" })),
    ...inventory
      .all("aws_cloudfront_distribution")
      .flatMap((distribution) => originExcess(landscape, distribution, proofs)),
    ...["aws_api_gateway_rest_api", "aws_apigatewayv2_api"]
      .flatMap((type) => inventory.all(type))
      .flatMap((api) => apiExcess(landscape, api, proofs, linked)),
    ...inventory
      .all("aws_s3_bucket")
      .filter((bucket) => !reached("internet", bucket))
      .flatMap((bucket) => openBucket(landscape, bucket)),
  ];
}

function originExcess(
  landscape: Landscape,
  distribution: Resource,
  proofs: readonly Proof[],
): readonly Excess[] {
  const wanted = proofs
    .filter(({ flow }) => resourceOf(landscape, flow.from) === distribution)
    .flatMap(({ flow }) => resourceOf(landscape, flow.to) ?? []);
  return blocks(distribution.attributes["origin"])
    .filter(
      ({ domain_name: domain }) => !wanted.some(({ address }) => String(domain).startsWith(`{${address}}`)),
    )
    .map(({ origin_id: id, domain_name: domain }) => ({
      address: distribution.address,
      what: `reads from the origin ${String(id)} (${String(domain)}); no flow says so`,
    }));
}

/** APIs that nobody is said to call, or that anybody may, and whom they hand requests to. */
function apiExcess(
  landscape: Landscape,
  api: Resource,
  proofs: readonly Proof[],
  linked: ReadonlySet<string>,
): readonly Excess[] {
  const { inventory } = landscape;
  const isCalled = proofs.some(
    ({ flow }) =>
      (flow.from.kind === "internet" || flow.from.kind === "distribution") &&
      resourceOf(landscape, flow.to) === api,
  );
  return [
    ...(isCalled ? [] : [{ address: api.address, what: "answers callers; no flow says so" }]),
    ...openMethods(inventory, api).map(({ address }) => ({
      address,
      what: "answers without knowing who calls; no flow says so",
    })),
    ...integrationsOf(inventory, api)
      .filter((integration) => !linked.has(integration.address) && !invokes(landscape, integration, proofs))
      .map(({ address }) => ({ address, what: "hands requests on; no flow says so" })),
  ];
}

/** Whether an integration invokes a function that a flow lets API Gateway invoke. */
function invokes(landscape: Landscape, { attributes }: Resource, proofs: readonly Proof[]): boolean {
  const uri = String(attributes["uri"] ?? attributes["integration_uri"]);
  return proofs.some(({ flow: { from, to } }) => {
    const target = to.kind === "function" ? resourceOf(landscape, to) : undefined;
    return from.name === "apigateway" && target !== undefined && uri.startsWith(`{${target.address}}`);
  });
}

function openBucket({ inventory }: Landscape, bucket: Resource): readonly Excess[] {
  const block = inventory
    .all("aws_s3_bucket_public_access_block")
    .find(({ attributes }) => inventory.find("aws_s3_bucket", attributes["bucket"]) === bucket);
  const open = PUBLIC_ACCESS.filter((name) => block?.attributes[name] !== true);
  return open.length === 0
    ? []
    : [
        {
          address: (block ?? bucket).address,
          what: `leaves ${open.join(", ")} off; no flow from the internet needs it`,
        },
      ];
}
