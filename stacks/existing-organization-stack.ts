import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { DataAwsOrganizationsOrganizationalUnits } from "@cdktf/provider-aws/lib/data-aws-organizations-organizational-units";
import type { App, TerraformDataSource } from "cdktf";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of an {@link ExistingOrganizationStack}. */
export interface ExistingOrganizationStackProps extends PlatformStackProps {
  /** Names of the units under the root, by key. */
  readonly units: Readonly<Record<string, string>>;
  /** Names of the accounts, by key. */
  readonly accounts: Readonly<Record<string, string>>;
}

/**
 * The organization layer where somebody else keeps the organization: a company that runs Control Tower, or a reseller
 * that pays. Nothing is made and nothing is changed; what is there is read.
 *
 * Outputs: `organization_id`, `<unit>_unit_id` and `<account>_account_id`; the last two are null where there is none of
 * that name.
 */
export class ExistingOrganizationStack extends PlatformStack {
  public constructor(scope: App, props: ExistingOrganizationStackProps) {
    super(scope, "organization", props);
    const organization = new DataAwsOrganizationsOrganization(this, "organization", {});
    const units = new DataAwsOrganizationsOrganizationalUnits(this, "units", {
      parentId: organization.roots.get(0).id,
    });
    this.publish(
      "organization_id",
      organization.id,
      "Id of the organization, for the config of all accounts",
    );
    for (const [key, name] of Object.entries(props.units)) {
      this.publish(`${key}_unit_id`, idByName(units, "children", name), `Id of the unit ${name}`);
    }
    for (const [key, name] of Object.entries(props.accounts)) {
      this.publish(`${key}_account_id`, idByName(organization, "accounts", name), `Account id of ${name}`);
    }
  }
}

function idByName(source: TerraformDataSource, list: string, name: string): string {
  const all = `data.${source.terraformResourceType}.${source.friendlyUniqueId}.${list}`;
  return `\${one([for each in ${all} : each.id if each.name == ${JSON.stringify(name)}])}`;
}
