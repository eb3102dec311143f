import type { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";

/** What the monitoring of database hosts needs to know. */
export interface RdsMonitoringRoleProps {
  /** Name of the role. A change replaces it. */
  readonly name: string;
  /** The account of the instances. */
  readonly account: string;
  /** Their Region. */
  readonly region: string;
}

/**
 * Makes the role by which the instances of an account and Region send the figures of their operating system to the log
 * group RDSOSMetrics (Enhanced Monitoring).
 *
 * @throws ProblemsError when the name is not one that IAM accepts
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export function rdsMonitoringRole(
  scope: Construct,
  id: string,
  { name, account, region }: RdsMonitoringRoleProps,
): ServiceRole {
  return new ServiceRole(scope, id, {
    name,
    description: "Sends the metrics of database hosts to CloudWatch Logs",
    service: "monitoring.rds.amazonaws.com",
    source: { account, arn: `arn:aws:rds:${region}:${account}:db:*` },
    managedPolicies: { monitoring: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" },
  });
}
