import type { App } from "cdktf";
import { refuse } from "../constructs/core/errors";
import { PeopleGroup } from "../constructs/identity/people-group";
import { Person } from "../constructs/identity/person";
import { ownCredentials, SECOND_FACTOR_REQUIRED } from "../constructs/identity/second-factor";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A group of people. */
export interface PeopleGroupSpec {
  /** Name of the group. */
  readonly name: string;
  /** ARNs of the roles that its members switch to; at least one. */
  readonly roleArns: readonly string[];
}

/** Values of a {@link PeopleStack}. */
export interface PeopleStackProps extends PlatformStackProps {
  /** The 12 digits of the one account of the organization that may have users. */
  readonly identityAccount: string;
  /** Name of the group that everybody is in. */
  readonly everyoneName: string;
  /** The groups by key. */
  readonly groups: Readonly<Record<string, PeopleGroupSpec>>;
  /** Keys of each person's groups, by user name. */
  readonly people: Readonly<Record<string, readonly string[]>>;
}

/**
 * The people layer of the identity account: users without credentials, who may look after their own, need a second
 * factor for anything else, and switch to the roles of their groups.
 */
export class PeopleStack extends PlatformStack {
  /** @throws ProblemsError when the account may have no users, or IAM would refuse a name */
  public constructor(scope: App, props: PeopleStackProps) {
    super(scope, "people", props);
    const { environment, identityAccount, everyoneName, groups, people } = props;
    if (environment.account !== identityAccount) {
      refuse({
        path: this.node.path,
        rule: `makes users in the identity account, ${identityAccount}, alone`,
        got: environment.account,
        fix: "let people of other accounts switch to a role",
      });
    }

    const everyone = new PeopleGroup(this, "everyone", {
      name: everyoneName,
      policies: {
        "own-credentials": ownCredentials(environment.account),
        "second-factor": SECOND_FACTOR_REQUIRED,
      },
    });
    const names = Object.fromEntries(
      Object.entries(groups).map(([key, { name, roleArns }]) => [
        key,
        new PeopleGroup(this, `${key}-group`, {
          name,
          policies: {
            "switch-roles": [{ sid: "SwitchRoles", actions: ["sts:AssumeRole"], resources: roleArns }],
          },
        }).groupName,
      ]),
    );
    for (const [userName, keys] of Object.entries(people)) {
      new Person(this, `${userName}-user`, {
        userName,
        groupNames: [everyone.groupName, ...keys.flatMap((key) => names[key] ?? [])],
      });
    }
  }
}
