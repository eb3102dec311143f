import type { Documents } from "../../../operations/flows/documents";
import { type FlowVerdict, judgeFlows } from "../../../operations/flows/verdict";
import { type EnterpriseConfig, environmentsOf } from "../../../systems/enterprise/config";
import type { HubConfig } from "../../../systems/enterprise/hub/config";
import { ORGANIZATION, type Organization } from "../../../systems/enterprise/organization/config";
import { enterprise } from "../../../systems/enterprise/system";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { excessOf, gapsOf, untoldOf } from "../../support/flows";
import { synthesizeAccounts } from "../../systems/enterprise/composed";
import { toldOfRegulated, WITH_REGULATED } from "../../systems/enterprise/workload-data";

/** What the proof says of an account of another organization. */
function judged(
  name: string,
  organization: Organization,
  change: (config: EnterpriseConfig) => EnterpriseConfig,
): { readonly documents: Documents; readonly verdict: FlowVerdict } {
  const stacks = synthesizeAccounts([name], organization, change);
  const documents = Object.fromEntries(
    Object.entries(stacks).map(([id, { json }]) => [id, json]),
  ) as unknown as Documents;
  const environments = Object.fromEntries(
    Object.entries(environmentsOf(organization)).map(([key, config]) => [key, change(config)]),
  );
  const { config, environment } = validConfigs(forAnyConfig({ ...enterprise, environments }), {})[name]!;
  return { documents, verdict: judgeFlows(documents, forAnyConfig(enterprise).flows!(config, environment)) };
}

const withHub =
  (values: Partial<HubConfig>) =>
  (config: EnterpriseConfig): EnterpriseConfig =>
    config.kind === "network" ? { ...config, hub: { ...config.hub, ...values } } : config;

describe("hubs of other values", () => {
  it("a firewall looks at what goes out and at what comes back (EN-022)", () => {
    const { verdict } = judged(
      "network",
      ORGANIZATION,
      withHub({ firewall: { allowedDomains: [".example.com"], logRetentionDays: 90 } }),
    );
    expect(gapsOf(verdict)).toEqual([]);
    expect(excessOf(verdict)).toEqual([]);
    expect(untoldOf(verdict)).toContain(
      "routing-network/aws_networkfirewall_firewall.firewall_firewall: whether it stops what security groups let through",
    );
    const out = verdict.proofs.find(({ flow }) => flow.from.name === "dev" && flow.to.name === "internet");
    expect(out?.links.map(({ what }) => what)).toContain("firewall");
  });

  it("spokes reach each other where both say so, and no third (EN-021)", () => {
    const change = (config: EnterpriseConfig): EnterpriseConfig =>
      config.kind === "network"
        ? {
            ...config,
            hub: {
              ...config.hub,
              spokes: {
                ...config.hub.spokes,
                dev: { ...config.hub.spokes["dev"]!, reaches: ["stg"] },
                stg: { ...config.hub.spokes["stg"]!, reaches: ["dev"] },
              },
            },
          }
        : config;
    const { documents, verdict } = judged("network", ORGANIZATION, change);
    expect({ gaps: gapsOf(verdict), excess: excessOf(verdict) }).toEqual({ gaps: [], excess: [] });

    const flows = verdict.proofs.map(({ flow }) => flow).filter(({ to }) => to.kind !== "network");
    expect(excessOf(judgeFlows(documents, flows))).toEqual([
      "routing-network/aws_ec2_transit_gateway_route_table_propagation.routing_dev-reaches-stg leads dev to stg; no flow says so",
      "routing-network/aws_ec2_transit_gateway_route_table_propagation.routing_stg-reaches-dev leads stg to dev; no flow says so",
    ]);
  });

  it("a site that no flow names is too much (EN-023)", () => {
    const { verdict } = judged(
      "network",
      ORGANIZATION,
      withHub({ vpns: { office: { deviceAddress: "203.0.113.7", deviceAsn: 65_010 } } }),
    );
    expect(excessOf(verdict)).toEqual([
      "routing-network/aws_vpn_connection.sites_office-vpn leads to another network; no flow needs it",
      "routing-network/aws_ec2_transit_gateway_route_table_association.routing_office-association lets in a network that no flow names",
    ]);
  });

  it("the account of regulated data is attached, admits production's tasks, and has no way out (EN-009)", () => {
    const { documents, verdict } = judged("regulated", WITH_REGULATED, toldOfRegulated);
    expect({ gaps: gapsOf(verdict), excess: excessOf(verdict) }).toEqual({ gaps: [], excess: [] });

    const flows = verdict.proofs.map(({ flow }) => flow).filter(({ from }) => from.name !== "prod");
    expect(excessOf(judgeFlows(documents, flows))).toEqual([
      "database-regulated/aws_vpc_security_group_ingress_rule.aurora_security-group_from-prod-tcp-5432_ingress admits tcp 5432 from 10.30.0.0/16; no flow needs it",
      "network-regulated/aws_ec2_transit_gateway_vpc_attachment.network_transit-gateway_attachment leads to another network; no flow needs it",
    ]);
  });

  it("without a hub an account's own NAT is its way out (EN-022)", () => {
    const { network: _network, ...accounts } = ORGANIZATION.accounts;
    const { verdict } = judged("dev", { ...ORGANIZATION, accounts }, (config) => config);
    expect({ gaps: gapsOf(verdict), excess: excessOf(verdict) }).toEqual({ gaps: [], excess: [] });
    const ways = verdict.proofs
      .filter(
        ({ flow, gaps }) =>
          flow.to.name === "internet" && flow.from.name === "private subnets" && gaps.length === 0,
      )
      .map(({ links }) => links.map(({ what }) => what));
    expect(ways).toEqual([expect.arrayContaining(["route", "nat-gateway"])]);
  });
});
