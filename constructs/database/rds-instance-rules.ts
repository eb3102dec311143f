import type { Problem } from "../core/errors";
import type { DatabaseParameters } from "./database-parameter";
import { backupProblems, databaseNameProblems, subnetProblems, usernameProblems } from "./database-rules";
import type { RdsInstanceProps } from "./rds-instance";
import { instanceClassProblems } from "./rds-instance-class";
import { logProblems } from "./rds-logs";
import { monitoringProblems } from "./rds-monitoring";
import { storageProblems } from "./rds-storage";
import { windowProblems } from "./service-windows";

const SHORTEST_WINDOW_MINUTES = 30;

/** Everything about an instance's values that RDS would refuse. */
export function rdsInstanceProblems(
  props: RdsInstanceProps,
  parameters: DatabaseParameters,
  path: string,
): readonly Problem[] {
  const { engine, instanceClass, windows, logs, monitoring = {} } = props;
  return [
    ...instanceClassProblems(instanceClass, engine, parameters, `${path}.instanceClass`),
    ...storageProblems(props.storage, `${path}.storage`),
    ...usernameProblems(props.masterUser.username, engine, `${path}.masterUser.username`),
    ...databaseNameProblems(props.databaseName, engine, `${path}.databaseName`),
    ...subnetProblems(props.subnetIds, `${path}.subnetIds`),
    ...backupProblems(props.backupRetentionDays, `${path}.backupRetentionDays`),
    ...(logs === undefined ? [] : logProblems(logs, engine, `${path}.logs.exported`)),
    ...monitoringProblems(monitoring, engine, instanceClass, `${path}.monitoring`),
    ...(windows === undefined
      ? []
      : windowProblems(
          { daily: windows.backup, weekly: windows.maintenance },
          {
            dailyPath: `${path}.windows.backup`,
            weeklyPath: `${path}.windows.maintenance`,
            leastMinutes: SHORTEST_WINDOW_MINUTES,
          },
        )),
  ];
}
