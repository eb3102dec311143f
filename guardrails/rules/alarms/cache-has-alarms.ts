import { alarmRule } from "./alarm-rule";

/** `ALM-011`: caches are watched, node by node: CloudWatch has no metrics of a group as a whole. */
export const cacheHasAlarms = alarmRule({
  kind: "cache",
  subject: "A cache",
  type: "aws_elasticache_replication_group",
  namespace: "AWS/ElastiCache",
  dimensions: ["CacheClusterId"],
  namedBy: [],
  // A node is called after its group: `orders-001`, `orders-0001-001`.
  alsoNamedBy: ({ attributes }, node) =>
    node.replace(/(-\d{4})?-\d{3}$/, "") === attributes["replication_group_id"],
});
