import type { App } from "cdktf";
import { UserCreationWatch, type UserCreationWatchProps } from "../constructs/governance/user-creation-watch";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of an {@link AccountWatchStack}. */
export interface AccountWatchStackProps extends PlatformStackProps {
  /** Who is told when an IAM user is made, and by which topic. */
  readonly userCreation: Omit<UserCreationWatchProps, "account">;
}

/** The watch layer of an account that no control policy binds: what those policies deny elsewhere is told of here. */
export class AccountWatchStack extends PlatformStack {
  /** @throws ProblemsError when a name or an address is not acceptable */
  public constructor(scope: App, props: AccountWatchStackProps) {
    super(scope, "watch", props);
    const { environment, userCreation } = props;
    new UserCreationWatch(this, "user-creation", { ...userCreation, account: environment.account });
  }
}
