import { IamOrganizationsFeatures } from "@cdktf/provider-aws/lib/iam-organizations-features";
import { Construct } from "constructs";

/**
 * Lets the management account remove the root users' credentials of all member accounts, and act as a root user for the
 * few tasks that need one. IAM must be among the organization's trusted services.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-access-management.html
 */
export class CentralRootAccess extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new IamOrganizationsFeatures(this, "features", {
      enabledFeatures: ["RootCredentialsManagement", "RootSessions"],
    });
  }
}
