import { alarmRule } from "./alarm-rule";

/** `ALM-009`: clusters of Aurora are watched, as a whole or by their instances. */
export const databaseClusterHasAlarms = alarmRule({
  kind: "database-cluster",
  subject: "A database cluster",
  type: "aws_rds_cluster",
  namespace: "AWS/RDS",
  dimensions: ["DBClusterIdentifier", "DBInstanceIdentifier"],
  namedBy: ["cluster_identifier", "identifier"],
  parts: (cluster, workspace) =>
    workspace.referringTo(cluster, "aws_rds_cluster_instance", "cluster_identifier"),
});
