import { IamOrganizationsFeatures } from "@cdktf/provider-aws/lib/iam-organizations-features";
import { Construct } from "constructs";
import type { Organization } from "./organization";

/** Values of {@link CentralRootAccess}. */
export interface CentralRootAccessProps {
  /** The organization, which must trust IAM. */
  readonly organization: Organization;
}

/**
 * Lets the management account remove the root users' credentials of all member accounts, and act as a root user for the
 * few tasks that need one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-access-management.html
 */
export class CentralRootAccess extends Construct {
  public constructor(scope: Construct, id: string, { organization }: CentralRootAccessProps) {
    super(scope, id);
    new IamOrganizationsFeatures(this, "features", {
      enabledFeatures: ["RootCredentialsManagement", "RootSessions"],
      dependsOn: [organization.made],
    });
  }
}
