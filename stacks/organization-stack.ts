import type { App } from "cdktf";
import { refuse, throwProblems } from "../constructs/core/errors";
import {
  type AccountContact,
  AccountContacts,
  type ContactKind,
} from "../constructs/governance/account-contacts";
import {
  controlPoliciesProblems,
  type AttachedControlPolicy,
} from "../constructs/governance/control-statement";
import { DelegatedAdministration } from "../constructs/governance/delegated-administration";
import { MemberAccount } from "../constructs/governance/member-account";
import { Organization } from "../constructs/governance/organization";
import { OrganizationSharing } from "../constructs/governance/organization-sharing";
import { OrganizationalUnit } from "../constructs/governance/organizational-unit";
import { CentralRootAccess } from "../constructs/governance/root-access";
import { ServiceControlPolicy } from "../constructs/governance/service-control-policy";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

const GLOBAL_REGION = "us-east-1";

/** An account that the organization makes. */
export interface MemberAccountSpec {
  /** Name of the account, 1 to 50 characters. */
  readonly name: string;
  /** Address of its root user, of which no other AWS account has the same. */
  readonly email: string;
  /** Key of the unit that it lies in. */
  readonly unit: string;
}

/** A service control policy, and the keys of the units and accounts that it binds. */
export interface ControlPolicySpec extends AttachedControlPolicy {
  /** Name, 1 to 128 characters. */
  readonly name: string;
}

/** Who administers the security services for the whole organization. */
export interface AdministrationSpec {
  /** Key of the account that administers them. */
  readonly account: string;
  /** Regions in which GuardDuty, Macie and Inspector are administered. */
  readonly regions: readonly string[];
  /** Whether Firewall Manager is used. */
  readonly firewallManager: boolean;
}

/** Values of an {@link OrganizationStack}. */
export interface OrganizationStackProps extends PlatformStackProps {
  /** Services that work across the accounts: `guardduty.amazonaws.com`. */
  readonly trustedServices: readonly string[];
  /** Names of the units under the root, by key. Units do not lie in units. */
  readonly units: Readonly<Record<string, string>>;
  /** The accounts beside the management account, by key. */
  readonly accounts: Readonly<Record<string, MemberAccountSpec>>;
  /** The service control policies by key; each names the units and accounts that it binds. */
  readonly policies: Readonly<Record<string, ControlPolicySpec>>;
  /** Who administers the security services. */
  readonly administration: AdministrationSpec;
  /** Whether the management account can remove the root users' credentials of the others. */
  readonly rootAccess: "central" | "each-account";
  /** Whom AWS writes to about every account beside its root user. */
  readonly contacts: Readonly<Partial<Record<ContactKind, AccountContact>>>;
}

/**
 * The organization layer of the management account: the organization, its units and accounts, what nobody in them may
 * do, and the account to which the security services are handed over.
 *
 * Outputs: `organization_id` and `<account>_account_id`.
 */
export class OrganizationStack extends PlatformStack {
  private readonly unitIds: Record<string, string> = {};
  private readonly accountIds: Record<string, string> = {};

  /** @throws ProblemsError when Organizations would refuse a value */
  public constructor(scope: App, props: OrganizationStackProps) {
    super(scope, "organization", props);
    const { environment, trustedServices, policies, administration, rootAccess } = props;
    throwProblems(controlPoliciesProblems(policies, `${this.node.path}.policies`));

    const organization = new Organization(this, "organization", { trustedServices });
    const { organizationId, rootId } = organization;
    this.publish("organization_id", organizationId, "Id of the organization, for the config of all accounts");
    this.addUnits(props, rootId);
    this.addAccounts(props);
    for (const [key, { name, description, statements, ...bound }] of Object.entries(policies)) {
      const targets: Record<string, string> = {};
      for (const unit of bound.units) {
        targets[`${unit}-unit`] = this.unit(unit);
      }
      for (const account of bound.accounts) {
        targets[`${account}-account`] = this.account(account);
      }
      new ServiceControlPolicy(this, `${key}-policy`, {
        organization,
        name,
        description,
        statements,
        targets,
      });
    }
    new OrganizationSharing(this, "sharing", { organization });
    if (rootAccess === "central") {
      new CentralRootAccess(this, "root-access", { organization });
    }
    new DelegatedAdministration(this, "administration", {
      accountId: this.account(administration.account),
      homeRegion: environment.region,
      regions: administration.regions,
      firewallManagerIn: administration.firewallManager ? this.providerIn(GLOBAL_REGION) : undefined,
    });
  }

  private addUnits({ units }: OrganizationStackProps, parentId: string): void {
    for (const [key, name] of Object.entries(units)) {
      this.unitIds[key] = new OrganizationalUnit(this, `${key}-unit`, { name, parentId }).unitId;
    }
  }

  private addAccounts({ accounts, contacts }: OrganizationStackProps): void {
    for (const [key, { name, email, unit }] of Object.entries(accounts)) {
      const { accountId } = new MemberAccount(this, `${key}-account`, {
        name,
        email,
        parentId: this.unit(unit),
      });
      this.accountIds[key] = accountId;
      new AccountContacts(this, `${key}-contacts`, { accountId, contacts });
      this.publish(`${key}_account_id`, accountId, `Account id of ${name}`);
    }
  }

  private unit(key: string): string {
    return this.unitIds[key] ?? this.missing("unit", key, this.unitIds);
  }

  private account(key: string): string {
    return this.accountIds[key] ?? this.missing("account", key, this.accountIds);
  }

  private missing(kind: string, key: string, known: Readonly<Record<string, string>>): never {
    return refuse({
      path: this.node.path,
      rule: `names ${kind}s that it makes`,
      got: key,
      fix: `choose one of ${Object.keys(known).join(", ")}`,
    });
  }
}
