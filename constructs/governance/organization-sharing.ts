import { RamSharingWithOrganization } from "@cdktf/provider-aws/lib/ram-sharing-with-organization";
import { Construct } from "constructs";
import type { Organization } from "./organization";

/** Values of {@link OrganizationSharing}. */
export interface OrganizationSharingProps {
  /** The organization, which must trust Resource Access Manager. */
  readonly organization: Organization;
}

/**
 * Lets accounts of the organization share resources with each other, such as the hub's transit gateway, without an
 * invitation that somebody would have to accept.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs
 */
export class OrganizationSharing extends Construct {
  public constructor(scope: Construct, id: string, { organization }: OrganizationSharingProps) {
    super(scope, id);
    new RamSharingWithOrganization(this, "enabled", { dependsOn: [organization.made] });
  }
}
