import type { App } from "cdktf";
import { SwitchRole, type SwitchRolePermissions } from "../constructs/identity/switch-role";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A role of an account as a system states it. */
export interface SwitchRoleSpec extends SwitchRolePermissions {
  /** Name of the role. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** Hours after which people switch anew, 1 to 12. */
  readonly sessionHours: number;
}

/** Values of an {@link AccessStack}. */
export interface AccessStackProps extends PlatformStackProps {
  /** The 12 digits of the account in which people sign in. */
  readonly identityAccount: string;
  /** The roles that they switch to, by key. */
  readonly roles: Readonly<Record<string, SwitchRoleSpec>>;
}

/**
 * The access layer of an account: the roles by which people enter it. Nobody has a user in it.
 *
 * Outputs: `<role>_role_arn`.
 */
export class AccessStack extends PlatformStack {
  /** @throws ProblemsError when IAM would refuse a name or a session */
  public constructor(scope: App, props: AccessStackProps) {
    // A ceiling of what deployments make is none for people; no workflow deploys this layer.
    super(scope, "access", { environment: { ...props.environment, roleBoundaryArn: undefined } });
    const { identityAccount, roles } = props;
    for (const [key, role] of Object.entries(roles)) {
      const { arn } = new SwitchRole(this, `${key}-role`, { ...role, trustedAccount: identityAccount });
      this.publish(`${key.replaceAll("-", "_")}_role_arn`, arn, role.description);
    }
  }
}
