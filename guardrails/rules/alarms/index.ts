import type { EnvironmentGuardRail } from "../../guard-rail";
import { bucketHasAlarms } from "./bucket-has-alarms";
import { cacheHasAlarms } from "./cache-has-alarms";
import { databaseClusterHasAlarms } from "./database-cluster-has-alarms";
import { databaseInstanceHasAlarms } from "./database-instance-has-alarms";
import { ecsServiceHasAlarms } from "./ecs-service-has-alarms";
import { loadBalancerHasAlarms } from "./load-balancer-has-alarms";
import { queueHasAlarms } from "./queue-has-alarms";
import { restApiHasAlarms } from "./rest-api-has-alarms";
import { stateMachineHasAlarms } from "./state-machine-has-alarms";
import { streamHasAlarms } from "./stream-has-alarms";
import { tableHasAlarms } from "./table-has-alarms";
import { webAclHasAlarms } from "./web-acl-has-alarms";

/** A rule for each kind of resource that the monitoring catalogue knows, in the catalogue's order. */
export const ALARM_RULES: readonly EnvironmentGuardRail[] = [
  restApiHasAlarms,
  loadBalancerHasAlarms,
  ecsServiceHasAlarms,
  streamHasAlarms,
  queueHasAlarms,
  stateMachineHasAlarms,
  bucketHasAlarms,
  tableHasAlarms,
  databaseClusterHasAlarms,
  databaseInstanceHasAlarms,
  cacheHasAlarms,
  webAclHasAlarms,
];
