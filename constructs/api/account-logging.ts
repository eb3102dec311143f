import { ApiGatewayAccount } from "@cdktf/provider-aws/lib/api-gateway-account";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";

const PUSH_TO_LOGS = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";

/** Values of {@link AccountLogging}. */
export interface AccountLoggingProps {
  /** Name of the role, at most 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
}

/**
 * Lets API Gateway write logs of REST APIs. It is a setting of the account and Region, so that one layer of an account
 * makes it and no second one does.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class AccountLogging extends Construct {
  /** What has to be there before a stage logs. */
  public readonly setting: ITerraformDependable;

  /** @throws ProblemsError when IAM would not accept the role's name */
  public constructor(scope: Construct, id: string, { roleName }: AccountLoggingProps) {
    super(scope, id);
    const role = new ServiceRole(this, "role", {
      name: roleName,
      description: "API Gateway: writes the logs of this account's REST APIs",
      // API Gateway tries the role in its own name: nothing documents a source that it would send along.
      service: "apigateway.amazonaws.com",
      managedPolicies: { logs: PUSH_TO_LOGS },
    });
    this.setting = new ApiGatewayAccount(this, "account", {
      cloudwatchRoleArn: role.arn,
      // API Gateway tries the role when it is given.
      dependsOn: [...role.attachments],
    });
  }
}
