import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { ServiceRole } from "../identity/service-role";

const READS_ORGANIZATION = "arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations";

/** Values of a {@link ConfigAggregator}. */
export interface ConfigAggregatorProps {
  /** Name of the aggregator. A change replaces it. */
  readonly name: string;
  /** Name of the role by which it learns which accounts there are. */
  readonly roleName: string;
  /** The account of the aggregator, a delegated administrator of AWS Config. */
  readonly account: string;
}

/**
 * What AWS Config records in all accounts and Regions of the organization, in one place to look it up.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class ConfigAggregator extends Construct {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, { name, roleName, account }: ConfigAggregatorProps) {
    super(scope, id);
    const role = new ServiceRole(this, "reader", {
      name: roleName,
      description: "Lets AWS Config learn which accounts the organization has",
      service: "config.amazonaws.com",
      source: { account },
      managedPolicies: { organization: READS_ORGANIZATION },
    });
    new ConfigConfigurationAggregator(this, "aggregator", {
      name: checkedName("aws_config_configuration_aggregator", name, this.node.path),
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      dependsOn: [...role.attachments],
    });
  }
}
