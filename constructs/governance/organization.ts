import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** A kind of policy that can be attached to the root, to units and to accounts. */
export type OrganizationPolicyType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY" | "TAG_POLICY";

const POLICY_TYPES: readonly OrganizationPolicyType[] = ["SERVICE_CONTROL_POLICY"];

/** Values of an {@link Organization}. */
export interface OrganizationProps {
  /** Services that work across the accounts of the organization: `guardduty.amazonaws.com`. */
  readonly trustedServices: readonly string[];
  /**
   * Kinds of policies that can be attached.
   *
   * @default - service control policies
   */
  readonly policyTypes?: readonly OrganizationPolicyType[] | undefined;
}

/**
 * The organization with all features, made in the account that becomes its management account.
 *
 * Terraform refuses to destroy it: an organization can only go when every account has left it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_create.html
 */
export class Organization extends Construct {
  /** Id of the organization: `o-…`. */
  public readonly organizationId: string;
  /** Id of the root, above all units: `r-…`. */
  public readonly rootId: string;
  /** What needs the organization without naming it depends on this. */
  public readonly made: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: OrganizationProps) {
    super(scope, id);
    const { trustedServices, policyTypes = POLICY_TYPES } = props;
    const organization = new OrganizationsOrganization(this, "organization", {
      featureSet: "ALL",
      enabledPolicyTypes: [...policyTypes],
      awsServiceAccessPrincipals: [...trustedServices].sort(),
      lifecycle: { preventDestroy: true },
    });
    this.made = organization;
    this.organizationId = organization.id;
    this.rootId = organization.roots.get(0).id;
  }
}
