import { rdsMysql } from "../../../constructs/database/rds-engine";
import { RdsInstance, type RdsInstanceProps } from "../../../constructs/database/rds-instance";
import { synthesizeStack, type Workspace } from "../../support/synthesis";

/** The least that an instance needs. */
export const MINIMAL: RdsInstanceProps = {
  identifier: "example-test",
  engine: rdsMysql("8.4"),
  instanceClass: "db.r6g.large",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-c"],
  storage: { allocatedGiB: 20 },
  masterUser: { username: "app", secretName: "example/database", passwordVersion: 1 },
  availability: "single-zone",
  protection: "disposable",
  backupRetentionDays: 1,
};

/** Synthesizes one instance. */
export function synthesizeInstance(change: Partial<RdsInstanceProps> = {}): Workspace {
  return synthesizeStack((stack) => new RdsInstance(stack, "database", { ...MINIMAL, ...change }));
}
