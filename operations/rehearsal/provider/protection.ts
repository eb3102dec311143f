import { isRecord } from "./codec";
import type { Value } from "./codec";
import type { Diagnostic } from "./protocol";
import { fault } from "./validate";

/**
 * The arguments by which a service refuses to delete a resource, and the value that does it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#deletion-protection
 */
export const PROTECTIONS: Readonly<
  Record<string, readonly { readonly argument: string; readonly on: Value; readonly off: Value }[]>
> = {
  aws_db_instance: [{ argument: "deletion_protection", on: true, off: false }],
  aws_rds_cluster: [{ argument: "deletion_protection", on: true, off: false }],
  aws_docdb_cluster: [{ argument: "deletion_protection", on: true, off: false }],
  aws_dynamodb_table: [{ argument: "deletion_protection_enabled", on: true, off: false }],
  aws_lb: [{ argument: "enable_deletion_protection", on: true, off: false }],
  aws_cognito_user_pool: [{ argument: "deletion_protection", on: "ACTIVE", off: "INACTIVE" }],
  aws_instance: [{ argument: "disable_api_termination", on: true, off: false }],
  aws_cloudwatch_log_group: [{ argument: "deletion_protection_enabled", on: true, off: false }],
};

/** The error with which the service refuses to delete a protected resource, or undefined when it is not protected. */
export function protectionFault(type: string, prior: Value): Diagnostic | undefined {
  const on = (PROTECTIONS[type] ?? []).find(
    ({ argument, on: value }) => isRecord(prior) && prior[argument] === value,
  );
  return on === undefined
    ? undefined
    : fault(
        "Resource is protected",
        `${type} cannot be deleted while ${on.argument} is ${JSON.stringify(on.on)}.`,
      );
}
