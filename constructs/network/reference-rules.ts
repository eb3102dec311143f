import type { Problem } from "../core/errors";
import { isCidrFault, readCidr } from "./cidr";
import { closest } from "./closest";
import { GATEWAY_SERVICES, INTERFACE_SERVICES } from "./endpoint-services";
import type { NetworkConfig } from "./network-config";
import type { ZoneLetter } from "./zones";

/** All values that name a tier, a service or another block which must exist. */
export function referenceProblems(
  config: NetworkConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  return [
    ...(config.mainRouteTable === undefined
      ? []
      : unknownTier(config, config.mainRouteTable, `${path}.mainRouteTable`)),
    ...gatewayEndpointProblems(config, path),
    ...interfaceEndpointProblems(config, zones, path),
    ...transitGatewayProblems(config, path),
  ];
}

/** A name that should be one of the network's tiers. */
export function unknownTier({ tiers }: NetworkConfig, name: string, path: string): readonly Problem[] {
  const names = Object.keys(tiers);
  return names.includes(name)
    ? []
    : [{ path, rule: "must name a tier of the network", got: name, fix: `use one of ${names.join(", ")}` }];
}

function gatewayEndpointProblems(config: NetworkConfig, path: string): readonly Problem[] {
  return GATEWAY_SERVICES.flatMap((service) => {
    const tiers = config.gatewayEndpoints?.[service];
    const place = `${path}.gatewayEndpoints.${service}`;
    if (tiers?.length === 0) {
      return [
        { path: place, rule: "needs a tier to serve", got: [], fix: "name the tiers or remove the endpoint" },
      ];
    }
    return (tiers ?? []).flatMap((tier, index) => [
      ...unknownTier(config, tier, `${place}[${index}]`),
      ...repeated(tiers ?? [], index, `${place}[${index}]`),
    ]);
  });
}

function interfaceEndpointProblems(
  config: NetworkConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  const { interfaceEndpoints, dnsSupport = true, dnsHostnames = true } = config;
  if (interfaceEndpoints === undefined) {
    return [];
  }
  const { services, tier, zoneCount } = interfaceEndpoints;
  const place = `${path}.interfaceEndpoints`;
  const problems = [
    ...services.flatMap((service, index) => [
      ...unknownService(service, `${place}.services[${index}]`),
      ...repeated(services, index, `${place}.services[${index}]`),
    ]),
    ...unknownTier(config, tier, `${place}.tier`),
  ];
  if (services.length === 0) {
    problems.push({
      path: `${place}.services`,
      rule: "needs a service",
      got: [],
      fix: "name the services or remove the endpoints",
    });
  }
  if (zoneCount !== undefined && (zoneCount < 1 || zoneCount > zones.length)) {
    problems.push({
      path: `${place}.zoneCount`,
      rule: `must be from 1 to the network's ${zones.length} zones`,
      got: zoneCount,
      fix: "correct the number or add zones to the network",
    });
  }
  if (!dnsSupport || !dnsHostnames) {
    problems.push({
      path: place,
      rule: "private names of endpoints need dnsSupport and dnsHostnames",
      got: { dnsSupport, dnsHostnames },
      fix: "turn both on",
    });
  }
  return problems;
}

function unknownService(service: string, path: string): readonly Problem[] {
  if (INTERFACE_SERVICES.some((known) => known === service)) {
    return [];
  }
  if (GATEWAY_SERVICES.some((known) => known === service)) {
    return [
      { path, rule: "is reached by a gateway endpoint", got: service, fix: "move it to gatewayEndpoints" },
    ];
  }
  const meant = closest(service.replace(/^com\.amazonaws\.[a-z0-9-]+\./, ""), INTERFACE_SERVICES);
  return [
    {
      path,
      rule: "is no service with an interface endpoint",
      got: service,
      fix: meant ? `did you mean ${meant}?` : "use a name of constructs/network/endpoint-services.ts",
    },
  ];
}

function transitGatewayProblems(config: NetworkConfig, path: string): readonly Problem[] {
  const { transitGateway, tiers } = config;
  const problems = Object.entries(tiers).flatMap(([name, { transitGatewayCidrs = [] }]) =>
    transitGatewayCidrs.flatMap((cidr, index): readonly Problem[] => {
      const place = `${path}.tiers.${name}.transitGatewayCidrs[${index}]`;
      const block = readCidr(cidr);
      const malformed = isCidrFault(block) ? [{ path: place, ...block, got: cidr }] : [];
      return [...malformed, ...repeated(transitGatewayCidrs, index, place)];
    }),
  );
  if (transitGateway !== undefined) {
    return [...problems, ...unknownTier(config, transitGateway.tier, `${path}.transitGateway.tier`)];
  }
  const unattached = Object.entries(tiers)
    .filter(([, { transitGatewayCidrs = [] }]) => transitGatewayCidrs.length > 0)
    .map(([name, { transitGatewayCidrs }]) => ({
      path: `${path}.tiers.${name}.transitGatewayCidrs`,
      rule: "needs the network to be attached to a transit gateway",
      got: transitGatewayCidrs,
      fix: "set network.transitGateway or remove the blocks",
    }));
  return [...problems, ...unattached];
}

function repeated(values: readonly string[], index: number, path: string): readonly Problem[] {
  return values.indexOf(values[index] ?? "") === index
    ? []
    : [{ path, rule: "is named twice", got: values[index], fix: "remove one of the two" }];
}
