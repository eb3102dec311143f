import { OrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/organizations-organizational-unit";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** Values of an {@link OrganizationalUnit}. */
export interface OrganizationalUnitProps {
  /** Name within its parent, 1 to 128 characters. */
  readonly name: string;
  /** Id of the root or of the unit above it. A change replaces the unit, which must be empty for that. */
  readonly parentId: string;
}

/**
 * A unit of the organization: a group of accounts that policies and assignments can name as one. It lives in the
 * management account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_ous.html
 */
export class OrganizationalUnit extends Construct {
  /** Id of the unit: `ou-…`. */
  public readonly unitId: string;

  /** @throws ProblemsError when the name is not one that Organizations accepts */
  public constructor(scope: Construct, id: string, { name, parentId }: OrganizationalUnitProps) {
    super(scope, id);
    this.unitId = new OrganizationsOrganizationalUnit(this, "unit", {
      name: checkedName("aws_organizations_organizational_unit", name, this.node.path),
      parentId,
    }).id;
  }
}
